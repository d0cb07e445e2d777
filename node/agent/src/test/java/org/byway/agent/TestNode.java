package org.byway.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.byway.agent.keys.PersonaSigner;
import org.byway.agent.node.NodePort;
import org.byway.agent.node.Posting;
import org.byway.agent.node.Reply;
import org.byway.protocol.admission.Admission;
import org.byway.protocol.admission.Charters;
import org.byway.protocol.admission.Judged;
import org.byway.protocol.admission.Verdict;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;
import org.byway.protocol.store.MemoryStore;
import org.byway.protocol.store.Store;

/**
 * A node in memory that takes every valid record, or only those that a node of that community would admit; can fall silent, and can
 * refuse records by their content.
 */
class TestNode implements NodePort {
    static final long POSTMARKED_AT = 1_800_000_000_500L;

    final Map<Bytes32, SignedRecord> records = new LinkedHashMap<>();
    final Map<Bytes32, Reason> refusing = new HashMap<>();
    /** Bundles that it still takes and answers. */
    int answers = Integer.MAX_VALUE;
    /** Whether it takes what it does not answer. */
    boolean takesInSilence;

    private static final int PAGE = 2;

    final MemoryStore store = new MemoryStore();
    private final StrictEd25519 signatures = new StrictEd25519();
    private final Admission admission;

    TestNode() {
        this(null);
    }

    /** @param community null for a node that admits everything */
    TestNode(Bytes32 community) {
        this.admission = community == null ? null : new Admission(store, new Charters(store), community);
    }

    private Refusal admit(SignedRecord record) {
        Reason reason = refusing.get(record.envelope().contentDigest());
        if (reason != null) {
            return new Refusal(reason, "because");
        }
        if (admission == null) {
            return null;
        }
        return switch (admission.posted(Judged.of(record, signatures), POSTMARKED_AT)) {
            case Verdict.Stands stands -> {
                store.put(record);
                if (record.envelope().is(Kind.KEY_EVENT)) {
                    store.retire(record.envelope().author(), record.envelope().keySequence());
                }
                yield null;
            }
            case Verdict.Held held -> null;
            case Verdict.Lost lost -> new Refusal(Reason.STALE, "another one stands");
            case Verdict.WantsCharter wants -> new Refusal(Reason.UNKNOWN_CHARTER, "no charter");
            case Verdict.WantsIdentity wants -> new Refusal(Reason.UNKNOWN_AUTHOR, "no identity");
            case Verdict.Refuse(Refusal refusal) -> refusal;
        };
    }

    /** What is live of a kind. */
    List<SignedRecord> live(Kind kind) {
        return store.list(new Store.Query(POSTMARKED_AT, kind.number(), null, null, 200, null))
                .records();
    }

    @Override
    public synchronized Reply<Posting> post(byte[] bundle) {
        if (answers <= 0 && !takesInSilence) {
            return new Reply.Unreachable<>("the node is gone");
        }
        Checked<List<SignedRecord>> checked = new Verification(signatures).bundle(bundle);
        if (!(checked instanceof Checked.Ok<List<SignedRecord>>(List<SignedRecord> valid))) {
            return new Reply.Refused<>("bad-bundle", checked.toString());
        }
        Map<Integer, Refusal> refused = new HashMap<>();
        for (int i = 0; i < valid.size(); i++) {
            Refusal refusal = admit(valid.get(i));
            if (refusal == null) {
                records.put(valid.get(i).id(), valid.get(i));
            } else {
                refused.put(i, refusal);
            }
        }
        return answers-- > 0
                ? new Reply.Got<>(new Posting(POSTMARKED_AT, refused, new byte[0]))
                : new Reply.Unreachable<>("the node is gone");
    }

    /** How many of this kind are held, whatever their lineage. */
    long count(Kind kind) {
        return records.values().stream()
                .filter(record -> record.envelope().is(kind))
                .count();
    }

    @Override
    public Reply<JsonNode> facts() {
        return none();
    }

    @Override
    public Reply<JsonNode> status() {
        return none();
    }

    @Override
    public Reply<byte[]> record(Bytes32 id) {
        SignedRecord held = store.get(id);
        return held == null
                ? none()
                : new Reply.Got<>(Bundles.write(List.of(held)).toByteArray());
    }

    @Override
    public Reply<JsonNode> view(Bytes32 id) {
        return none();
    }

    @Override
    public Reply<Listing> list(Query query) {
        return none();
    }

    @Override
    public Reply<Listing> saidBy(Bytes32 author, Kind kind, String cursor) {
        if (answers <= 0) {
            return new Reply.Unreachable<>("the node is gone");
        }
        int number = kind == null ? 0 : kind.number();
        Store.Page page = store.list(new Store.Query(POSTMARKED_AT, number, author, null, PAGE, cursor));
        List<JsonNode> items = new ArrayList<>();
        page.records()
                .forEach(record -> items.add(JsonNodeFactory.instance
                        .objectNode()
                        .put("id", record.id().hex())));
        return new Reply.Got<>(new Listing(items, page.next()));
    }

    @Override
    public Reply<JsonNode> search(Map<String, String> parameters) {
        return none();
    }

    @Override
    public Reply<JsonNode> matches(Bytes32 intent, int limit, String cursor) {
        return none();
    }

    @Override
    public Reply<JsonNode> persona(PersonaSigner signer) {
        return none();
    }

    @Override
    public Reply<List<JsonNode>> peers() {
        return none();
    }

    @Override
    public Reply<List<JsonNode>> peersOnceLinked(Bytes32 node, int waitSeconds) {
        return none();
    }

    @Override
    public Reply<JsonNode> addPeer(String address) {
        return none();
    }

    @Override
    public Reply<Boolean> removePeer(String peer) {
        return none();
    }

    private static <T> Reply<T> none() {
        return new Reply.Refused<>("not-here", "this node only takes records");
    }
}
