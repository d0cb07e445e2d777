package org.byway.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.byway.agent.credential.StatusList;
import org.byway.agent.credential.Statuses;
import org.byway.agent.node.NodePort;
import org.byway.agent.node.Reply;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.market.MarketRule;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;
import org.byway.protocol.wire.Profile;

/** Looks issuers' lists up at a node, each once; of the node is believed only what its bytes prove. */
public final class NodeStatuses implements Statuses {
    /** Profiles of one author that are looked at: an honest one has one or two. */
    private static final int MOST_PROFILES = 8;

    private final NodePort node;
    private final long nowMillis;
    private final Verification verification = new Verification(new StrictEd25519());
    private final Map<Bytes32, Optional<SignedRecord>> found = new HashMap<>();

    /** The node may be null: then no list is found. */
    public NodeStatuses(NodePort node, long nowMillis) {
        this.node = node;
        this.nowMillis = nowMillis;
    }

    @Override
    public Optional<StatusList> of(Bytes32 author, Bytes32 issuer) {
        return found.computeIfAbsent(author, this::newest)
                .filter(record -> record.sealStatement().key().equals(issuer))
                .flatMap(record -> switch (MarketRule.profile(record.content())) {
                    case Checked.Refused<Profile> refused -> Optional.<StatusList>empty();
                    case Checked.Ok<Profile>(Profile profile) -> list(profile);
                });
    }

    private static Optional<StatusList> list(Profile profile) {
        return StatusList.read(profile.getCredentialStatus().toByteArray())
                        instanceof Checked.Ok<StatusList>(StatusList list)
                ? Optional.of(list)
                : Optional.empty();
    }

    private Optional<SignedRecord> newest(Bytes32 author) {
        if (node == null
                || !(node.saidBy(author, Kind.PROFILE, null)
                        instanceof Reply.Got<NodePort.Listing>(NodePort.Listing page))) {
            return Optional.empty();
        }
        SignedRecord newest = null;
        for (JsonNode item : page.items().stream().limit(MOST_PROFILES).toList()) {
            Optional<SignedRecord> record = record(item.path("id").asText(), author);
            if (record.isPresent()
                    && (newest == null
                            || record.get().envelope().created()
                                    > newest.envelope().created())) {
                newest = record.get();
            }
        }
        return Optional.ofNullable(newest);
    }

    private Optional<SignedRecord> record(String id, Bytes32 author) {
        return Bytes32.parse(id) instanceof Checked.Ok<Bytes32>(Bytes32 named)
                        && node.record(named) instanceof Reply.Got<byte[]>(byte[] bundle)
                ? verification
                        .one(bundle, named)
                        .filter(record -> record.content() != null
                                && record.envelope().is(Kind.PROFILE)
                                && record.envelope().author().equals(author)
                                && record.envelope().expires() > nowMillis)
                : Optional.empty();
    }
}
