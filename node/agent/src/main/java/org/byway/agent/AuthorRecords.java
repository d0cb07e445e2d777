package org.byway.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.node.NodePort;
import org.byway.agent.node.Reply;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;

/** What a node holds of an author that the ledger does not: each is valid, whole and what was asked for. No node is asked for ever. */
final class AuthorRecords {
    private static final int MOST_PAGES = 5_000;
    /** Of one author that a node may list in vain: what is not there, or not of that author. */
    private static final int MOST_IN_VAIN = 1_000;

    private final Ledger ledger;
    private final Verification verification = new Verification(new StrictEd25519());

    AuthorRecords(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Gives each record to the taker; why the node has not answered in full, or null where it has. */
    String ask(NodePort node, Bytes32 author, Kind kind, Consumer<SignedRecord> taker) {
        String cursor = null;
        int vain = 0;
        for (int page = 0; page < MOST_PAGES; page++) {
            Reply<NodePort.Listing> reply = node.saidBy(author, kind, cursor);
            if (!(reply instanceof Reply.Got<NodePort.Listing>(NodePort.Listing listing))) {
                return why(reply);
            }
            for (Bytes32 id : unknown(listing)) {
                Reply<byte[]> bundle = node.record(id);
                if (!(bundle instanceof Reply.Got<byte[]>) && !isAbsent(bundle)) {
                    return why(bundle);
                }
                Optional<SignedRecord> record = read(bundle, id, author);
                vain += record.isEmpty() ? 1 : 0;
                if (vain > MOST_IN_VAIN) {
                    return "the node's list names what is not there";
                }
                record.ifPresent(taker);
            }
            cursor = listing.next();
            if (cursor == null) {
                return null;
            }
        }
        return "the node's list has no end";
    }

    private List<Bytes32> unknown(NodePort.Listing listing) {
        List<Bytes32> unknown = new ArrayList<>();
        for (JsonNode item : listing.items()) {
            if (Bytes32.parse(item.path("id").asText()) instanceof Checked.Ok<Bytes32>(Bytes32 id)
                    && ledger.holding(id) == null) {
                unknown.add(id);
            }
        }
        return unknown;
    }

    /** It may have ended since it was listed, or be hidden; any other refusal, such as that of a busy node, may hide it. */
    private static boolean isAbsent(Reply<?> reply) {
        return reply instanceof Reply.Refused<?>(String code, String message)
                && (code.equals(NodePort.UNKNOWN_RECORD) || code.equals(NodePort.HIDDEN));
    }

    private static String why(Reply<?> reply) {
        return switch (reply) {
            case Reply.Got<?> got -> "";
            case Reply.Refused<?> refused -> refused.message();
            case Reply.Unreachable<?> unreachable -> unreachable.why();
        };
    }

    /** The record, if it is the one that was asked for and is whole. */
    private Optional<SignedRecord> read(Reply<byte[]> reply, Bytes32 id, Bytes32 author) {
        return reply instanceof Reply.Got<byte[]>(byte[] bundle)
                ? verification
                        .one(bundle, id)
                        .filter(record -> record.envelope().author().equals(author))
                        .filter(record ->
                                record.content() != null || record.envelope().contentLength() == 0)
                : Optional.empty();
    }
}
