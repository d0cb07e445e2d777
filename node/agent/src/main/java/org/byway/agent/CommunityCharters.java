package org.byway.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.byway.agent.node.NodePort;
import org.byway.agent.node.Reply;
import org.byway.protocol.community.Charter;
import org.byway.protocol.community.Succession;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;
import org.byway.protocol.wire.CharterStatement;

/**
 * The charters of one community as a node gave them, every signature checked here.
 *
 * @param records by their ids
 */
public record CommunityCharters(Succession succession, Map<Bytes32, SignedRecord> records) {
    private static final int PAGE = 200;
    private static final int MOST = 1_025;
    private static final String NONE = "unknown-charter";

    /** Reads them all; refused where the node does not hold the community's first one. */
    public static Reply<CommunityCharters> read(NodePort node, Bytes32 community) {
        Verification verification = new Verification(new StrictEd25519());
        Map<Bytes32, SignedRecord> records = new TreeMap<>();
        List<Charter> charters = new ArrayList<>();
        String cursor = null;
        do {
            Reply<NodePort.Listing> page = node.list(new NodePort.Query(Kind.CHARTER, community, PAGE, cursor));
            if (!(page instanceof Reply.Got<NodePort.Listing>(NodePort.Listing listing))) {
                return page.map(never -> null);
            }
            for (JsonNode item : listing.items()) {
                SignedRecord record = record(node, Bytes32.ofHex(item.path("id").asText()), verification);
                if (record != null
                        && record.envelope().home().equals(community)
                        && Charter.read(record.envelope(), record.content(), new StrictEd25519())
                                instanceof Checked.Ok<Charter>(Charter charter)) {
                    records.put(charter.id(), record);
                    charters.add(charter);
                }
            }
            cursor = listing.next();
        } while (cursor != null && charters.size() < MOST);
        return charters.stream()
                .filter(each -> each.id().equals(community))
                .findFirst()
                .<Reply<CommunityCharters>>map(first ->
                        new Reply.Got<>(new CommunityCharters(Succession.of(first, charters), Map.copyOf(records))))
                .orElseGet(() -> new Reply.Refused<>(NONE, "the node does not hold the charter of that community"));
    }

    private static SignedRecord record(NodePort node, Bytes32 id, Verification verification) {
        return node.record(id) instanceof Reply.Got<byte[]>(byte[] bundle)
                        && verification.bundle(bundle) instanceof Checked.Ok<List<SignedRecord>>(var records)
                        && records.get(0).content() != null
                ? records.get(0)
                : null;
    }

    /** The one in force. */
    public Charter standing() {
        return succession.standing();
    }

    /** What the one in force says. */
    public CharterStatement statement() {
        return statement(standing().id());
    }

    /** What one of them says. */
    public CharterStatement statement(Bytes32 id) {
        try {
            var wire = org.byway.protocol.wire.Charter.parseFrom(records.get(id).content());
            return CharterStatement.parseFrom(wire.getStatement());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("it was read before", e);
        }
    }

    /** The head of one of them; null where it is not here. */
    public Envelope envelope(Bytes32 id) {
        SignedRecord record = records.get(id);
        return record == null ? null : record.envelope();
    }

    /** What the next one says before anything is changed; where two are disputed, it settles that. */
    public CharterStatement.Builder next() {
        Charter before = succession.rivals().stream()
                .max(Comparator.comparing(Charter::sequence))
                .orElse(standing());
        CharterStatement.Builder next = statement().toBuilder()
                .setSequence(before.sequence() + 1)
                .setPrevious(bytes(before.id()))
                .clearDisputed();
        succession.rivals().stream()
                .filter(rival -> !rival.equals(before))
                .forEach(rival -> next.addDisputed(bytes(rival.id())));
        return next;
    }

    /** How many more signatures a draft needs: of the stewards in force, and of those that it names itself. */
    public int lacking(CharterDraft draft) {
        CharterStatement said = draft.statement();
        long before = draft.endorsers().stream().filter(standing()::hasSteward).count();
        long own = said.getStewardsList().stream()
                .filter(key -> key.size() == Bytes32.SIZE && draft.endorsers().contains(Bytes32.of(key.toByteArray())))
                .count();
        return (int) Math.max(0, Math.max(standing().threshold() - before, said.getThreshold() - own));
    }

    /** All up to the one in force, as a new node of the community is given them. */
    public byte[] bundle() {
        List<SignedRecord> path = succession.path().stream()
                .map(each -> records.get(each.id()))
                .map(record -> record.postmarked(null, 0))
                .toList();
        return Bundles.write(path).toByteArray();
    }

    private static ByteString bytes(Bytes32 value) {
        return ByteString.copyFrom(value.bytes());
    }
}
