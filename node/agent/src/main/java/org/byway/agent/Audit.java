package org.byway.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.byway.agent.ledger.Entry;
import org.byway.agent.node.NodePort;
import org.byway.agent.node.Reply;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;

/**
 * Reads one's own records back through other nodes, and finds whether they show what was said. What a node gives is checked by its
 * bytes; that it says so is never enough. Used by one thread at a time.
 */
public final class Audit {
    private final Marked marked;
    private final long youngest;
    private final Verification verification = new Verification(new StrictEd25519());

    /** @param youngest of what was postmarked after that time, in milliseconds, nothing is asked yet */
    public Audit(Marked marked, long youngest) {
        this.marked = marked;
        this.youngest = youngest;
    }

    /** What was found of a record at a node. */
    public enum Finding {
        /** As it was said. */
        FOUND(false),
        /** Too young to be everywhere. */
        NOT_YET(false),
        /** The node gave no answer to go by. */
        NO_ANSWER(false),
        /** The node's caretakers hide it, and say why. */
        HIDDEN(false),
        MISSING(true),
        /** An earlier revision stands in its place. */
        OLDER(true),
        /** It is there, and the node does not show it as live. */
        NOT_SHOWN(true),
        /** Its head is there, and not what it says. */
        NO_CONTENT(true),
        /** Something else is given in its place, or bytes that do not hold. */
        ALTERED(true);

        private final boolean failure;

        Finding(boolean failure) {
            this.failure = failure;
        }

        /** Whether the node does not show what it was to carry. */
        public boolean isFailure() {
            return failure;
        }

        /** Lower case, words joined by hyphens. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A record and what was found of it.
     *
     * @param record with the postmark of the node that took it; null where no such word was kept
     */
    public record Looked(Entry entry, Finding finding, SignedRecord record) {
        /** Whether it can be shown to others that the record was taken and is not there. */
        public boolean isEvidence() {
            return finding.isFailure() && record != null;
        }
    }

    /** Asks a node for these records. After the first that it does not answer at all nothing more is asked. */
    public List<Looked> of(List<Entry> entries, NodePort node) throws IOException {
        List<Looked> looked = new ArrayList<>();
        boolean gone = false;
        for (Entry entry : entries) {
            SignedRecord own = marked.record(entry.id()).orElse(null);
            Finding finding = Finding.NO_ANSWER;
            if (own != null && own.postmarkStatement().time() > youngest) {
                finding = Finding.NOT_YET;
            } else if (!gone) {
                Reply<byte[]> reply = node.record(entry.id());
                gone = reply instanceof Reply.Unreachable;
                finding = find(entry, reply, node);
            }
            looked.add(new Looked(entry, finding, own));
        }
        return looked;
    }

    private Finding find(Entry entry, Reply<byte[]> reply, NodePort node) {
        return switch (reply) {
            case Reply.Unreachable<byte[]> unreachable -> Finding.NO_ANSWER;
            case Reply.Refused<byte[]>(String code, String message) ->
                switch (code) {
                    case NodePort.UNKNOWN_RECORD -> absent(entry, node);
                    case NodePort.HIDDEN -> Finding.HIDDEN;
                    default -> Finding.NO_ANSWER;
                };
            case Reply.Got<byte[]>(byte[] bytes) -> {
                SignedRecord record = verification.one(bytes, entry.id()).orElse(null);
                if (record == null) {
                    yield Finding.ALTERED;
                }
                yield record.content() == null ? Finding.NO_CONTENT : shown(entry, node);
            }
        };
    }

    private Finding absent(Entry entry, NodePort node) {
        for (Bytes32 before : marked.earlier(entry)) {
            if (node.record(before) instanceof Reply.Got<byte[]>(byte[] bytes)
                    && verification.one(bytes, before).isPresent()) {
                return Finding.OLDER;
            }
        }
        return Finding.MISSING;
    }

    /** The bytes are there: what people are shown is the node's own word, taken where it is against the node. */
    private static Finding shown(Entry entry, NodePort node) {
        return node.view(entry.id()) instanceof Reply.Got<JsonNode>(JsonNode view)
                        && !view.path("live").asBoolean(true)
                ? Finding.NOT_SHOWN
                : Finding.FOUND;
    }
}
