package org.byway.agent;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.byway.agent.ledger.Waiting;
import org.byway.protocol.market.MarketRule;
import org.byway.protocol.record.Checked;
import org.byway.protocol.wire.Profile;

/** What a person says of herself, one profile for each name; it is revised until its horizon, then begun anew. */
public final class Profiles {
    /** What a profile says as its name where the person has said none. */
    private static final String UNNAMED = "Issuer";

    private final OfName said;

    Profiles(OfName said) {
        this.said = said;
    }

    /** The profile that stands under a name; empty where none does. */
    public Optional<Profile> standing(String name) throws IOException {
        return said.standing(name).map(Profiles::read);
    }

    /** Seals it under the name; refused where the name is not known or the profile is against the rules. */
    public Checked<Waiting> say(String name, Profile profile) throws IOException {
        return switch (MarketRule.profile(profile.toByteArray())) {
            case Checked.Refused<Profile> refused -> refused.as();
            case Checked.Ok<Profile>(Profile good) ->
                said.say(
                        name,
                        before -> keeping(good, before.map(Profiles::read)).toByteArray());
        };
    }

    /** Whoever says something else of herself does not take back which credentials hold no more. */
    private static Profile keeping(Profile said, Optional<Profile> before) {
        return said.getCredentialStatus().isEmpty() && before.isPresent()
                ? said.toBuilder()
                        .setCredentialStatus(before.get().getCredentialStatus())
                        .build()
                : said;
    }

    /**
     * Changes the profile of a name, which stands until then at least: where its lineage ends before, it is begun anew and the other
     * taken back. Where none stands, one is begun that says no more than the name.
     */
    Checked<List<Waiting>> change(String name, UnaryOperator<Profile> how, long until) throws IOException {
        Profile bare =
                Profile.newBuilder().setName(name.isEmpty() ? UNNAMED : name).build();
        return said.change(
                name,
                before -> {
                    Optional<Profile> stood = before.map(Profiles::read);
                    return keeping(how.apply(stood.orElse(bare)), stood).toByteArray();
                },
                until);
    }

    /** Seals that nothing is said of oneself under the name any more. */
    public Checked<Waiting> withdraw(String name) throws IOException {
        return said.withdraw(name);
    }

    private static Profile read(byte[] content) {
        try {
            return Profile.parseFrom(content);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the ledger holds a profile that is none", e);
        }
    }
}
