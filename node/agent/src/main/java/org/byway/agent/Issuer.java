package org.byway.agent;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.byway.agent.credential.CredentialBook;
import org.byway.agent.credential.IssuedCredential;
import org.byway.agent.credential.Issuing;
import org.byway.agent.credential.Statement;
import org.byway.agent.credential.StatusList;
import org.byway.agent.ledger.Persona;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.vault.Vault;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.CredentialAsk;
import org.byway.protocol.wire.CredentialEntry;
import org.byway.protocol.wire.CredentialGiven;
import org.byway.protocol.wire.CredentialIssued;
import org.byway.protocol.wire.CredentialRevoked;
import org.byway.protocol.wire.Profile;
import org.byway.protocol.wire.VaultEntry;

/** Gives credentials under a name, and revokes them: which of them hold no more stands in the profile of the name. */
public final class Issuer {
    /** For how long a credential holds at most: what its issuer says of it stands no longer. */
    public static final int MOST_DAYS = Kind.PROFILE.horizonDays();

    private final Books books;
    private final Profiles profiles;
    private final CredentialBook book;
    private final InstantSource clock;
    private final RandomGenerator random;

    Issuer(Books books, Profiles profiles, CredentialBook book, InstantSource clock, RandomGenerator random) {
        this.books = books;
        this.profiles = profiles;
        this.book = book;
        this.clock = clock;
        this.random = random;
    }

    /** A credential to be handed over, and what is to be posted before it can be shown. */
    public record Issue(CredentialGiven given, List<Waiting> sealed) {}

    /**
     * Signs what was asked for; noted in the vault by then.
     *
     * @param name of one's own under which it is issued
     * @param to the relationship in which it was asked for, or null
     */
    public Checked<Issue> issue(String name, CredentialAsk ask, Statement statement, int days, Bytes32 to)
            throws IOException {
        books.vault().refresh();
        Optional<Persona> named = books.named(name);
        if (named.isEmpty()) {
            return Refusal.of(Reason.UNKNOWN_AUTHOR, "there is no name \"" + name + "\" here");
        }
        long day = Math.floorDiv(clock.millis(), Limits.DAY_MILLIS);
        long expires = (day + days) * Limits.DAY_MILLIS;
        Checked<List<Waiting>> sealed = profiles.change(name, profile -> listed(profile, List.of()), expires);
        if (!(sealed instanceof Checked.Ok<List<Waiting>>(List<Waiting> said))) {
            return ((Checked.Refused<List<Waiting>>) sealed).as();
        }
        Persona issuer = named.get();
        CredentialIssued.Builder issued = CredentialIssued.newBuilder()
                .setId(ask.getId())
                .setType(statement.type())
                .setClaims(statement.claims().toString())
                .setExpires(expires)
                .setIssuer(bytes(issuer.index()))
                .setGivenTo(to == null ? ByteString.EMPTY : bytes(to));
        Refusal full = note(name, issued, ask.getKeysCount());
        if (full != null) {
            return new Checked.Refused<>(full);
        }
        var key = books.keys().key(issuer.index(), issuer.keySequence());
        List<Bytes32> keys = ask.getKeysList().stream()
                .map(each -> Bytes32.of(each.toByteArray()))
                .toList();
        List<String> copies = new Issuing(key, StatusList.uri(issuer.author()), day, days, random)
                .copies(statement, keys, issued.getIndexesList());
        CredentialGiven given = CredentialGiven.newBuilder()
                .setId(ask.getId())
                .addAllCredentials(copies)
                .build();
        return new Checked.Ok<>(new Issue(given, said));
    }

    /** Notes it with places of its own for its copies; why it cannot be issued, or null. */
    private Refusal note(String name, CredentialIssued.Builder issued, int copies) throws IOException {
        StatusList list = list(profiles.standing(name).orElse(Profile.getDefaultInstance()));
        try (Vault.Page page = books.vault().write()) {
            if (book.issued(issued.getId()).isPresent()) {
                return new Refusal(Reason.DUPLICATE, "this was issued already: it is to be asked for anew");
            }
            Set<Integer> taken = new HashSet<>();
            book.issued().stream()
                    .filter(each -> each.issued().getExpires() > clock.millis())
                    .forEach(each -> taken.addAll(each.issued().getIndexesList()));
            if (taken.size() + copies > StatusList.PLACES / 2) {
                return new Refusal(Reason.OVER_BUDGET, "too many credentials hold that were issued here");
            }
            while (issued.getIndexesCount() < copies) {
                // By chance: places one behind the other would tell which copies are of one holder.
                int place = random.nextInt(StatusList.PLACES);
                if (!list.isRevoked(place) && taken.add(place)) {
                    issued.addIndexes(place);
                }
            }
            page.append(List.of(noted(CredentialEntry.newBuilder().setIssued(issued))));
            return null;
        }
    }

    /** Lets a credential hold no more; what is to be posted. */
    public Checked<List<Waiting>> revoke(IssuedCredential credential) throws IOException {
        Optional<String> name = name(credential.issuer());
        if (name.isEmpty()) {
            return Refusal.of(Reason.UNKNOWN_AUTHOR, "the name under which it was issued has ended, and it with it");
        }
        try (Vault.Page page = books.vault().write()) {
            CredentialRevoked revoked = CredentialRevoked.newBuilder()
                    .setId(credential.issued().getId())
                    .build();
            page.append(List.of(noted(CredentialEntry.newBuilder().setRevoked(revoked))));
        }
        List<Integer> places = credential.issued().getIndexesList();
        return profiles.change(
                name.get(),
                profile -> listed(profile, places),
                credential.issued().getExpires());
    }

    private Optional<String> name(Bytes32 index) {
        return books.identities()
                .at(index)
                .filter(identity -> !identity.hasEnded())
                .map(identity -> identity.name())
                .or(() -> books.ledger().personas().stream()
                        .filter(persona -> persona.index().equals(index))
                        .map(Persona::name)
                        .findFirst());
    }

    /** The profile with these places revoked too. */
    private static Profile listed(Profile profile, List<Integer> places) {
        StatusList list = list(profile);
        places.forEach(list::revoke);
        return profile.toBuilder()
                .setCredentialStatus(ByteString.copyFrom(list.write()))
                .build();
    }

    private static StatusList list(Profile profile) {
        return profile.getCredentialStatus().isEmpty()
                ? StatusList.empty()
                : StatusList.read(profile.getCredentialStatus().toByteArray()).orThrow();
    }

    private VaultEntry noted(CredentialEntry.Builder entry) {
        return VaultEntry.newBuilder()
                .setNoted(clock.millis())
                .setCredential(entry)
                .build();
    }

    private static ByteString bytes(Bytes32 value) {
        return ByteString.copyFrom(value.bytes());
    }
}
