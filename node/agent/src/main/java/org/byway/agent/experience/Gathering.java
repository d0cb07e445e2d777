package org.byway.agent.experience;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.byway.agent.node.NodePort;
import org.byway.agent.node.Reply;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;
import org.byway.protocol.wire.Experience;
import org.byway.protocol.wire.ExperienceReply;

/**
 * Brings what a node holds of experiences, with the charters and key events by which they are believed, so that they can be read without
 * it. The node can withhold; it can make nothing up.
 */
public final class Gathering {
    private static final int PAGE = 200;
    private static final int MOST_PAGES = 500;
    /** How far a postmark's charter is followed back to its community's first one. */
    private static final int MOST_CHARTERS = 1_024;

    private static final int MOST_EVENTS = 1_024;

    private final NodePort node;
    private final Verification verification = new Verification(new StrictEd25519());
    private final SortedMap<Bytes32, SignedRecord> found = new TreeMap<>();
    private final TreeSet<Bytes32> authors = new TreeSet<>();

    private Gathering(NodePort node) {
        this.node = node;
    }

    /** All of whom that is true, by id; anything but an answer is what the node said instead. */
    public static Reply<Collection<SignedRecord>> of(NodePort node, Predicate<Bytes32> subject) {
        Gathering gathering = new Gathering(node);
        Reply<Boolean> told = gathering.each(
                id -> node.list(new NodePort.Query(Kind.EXPERIENCE, null, PAGE, id)),
                record -> gathering.takes(record, subject));
        if (!(told instanceof Reply.Got<Boolean>)) {
            return told.map(none -> List.of());
        }
        Reply<Boolean> answers = gathering.each(
                id -> node.list(new NodePort.Query(Kind.EXPERIENCE_REPLY, null, PAGE, id)), gathering::answers);
        if (!(answers instanceof Reply.Got<Boolean>)) {
            return answers.map(none -> List.of());
        }
        return gathering.papers().map(all -> gathering.found.values());
    }

    /** Lists a page of the cursor. */
    private interface Pages {
        Reply<NodePort.Listing> page(String cursor);
    }

    private Reply<Boolean> each(Pages pages, Predicate<SignedRecord> wanted) {
        String cursor = null;
        for (int page = 0; page < MOST_PAGES; page++) {
            Reply<NodePort.Listing> listed = pages.page(cursor);
            if (!(listed instanceof Reply.Got<NodePort.Listing>(NodePort.Listing listing))) {
                return listed.map(none -> false);
            }
            for (JsonNode item : listing.items()) {
                if (Bytes32.parse(item.path("id").asText()) instanceof Checked.Ok<Bytes32>(Bytes32 id)) {
                    SignedRecord record = record(id);
                    if (record != null && wanted.test(record)) {
                        found.put(id, record);
                    }
                }
            }
            cursor = listing.next();
            if (cursor == null) {
                return new Reply.Got<>(true);
            }
        }
        return new Reply.Unreachable<>("the node's list has no end");
    }

    /** Null where the node does not give it whole. */
    private SignedRecord record(Bytes32 id) {
        return node.record(id) instanceof Reply.Got<byte[]>(byte[] bundle)
                ? verification
                        .one(bundle, id)
                        .filter(record -> record.content() != null)
                        .orElse(null)
                : null;
    }

    private boolean takes(SignedRecord record, Predicate<Bytes32> subject) {
        try {
            byte[] about = Experience.parseFrom(record.content())
                    .getToken()
                    .getKey()
                    .getSubject()
                    .toByteArray();
            boolean wanted = about.length == Bytes32.SIZE && subject.test(Bytes32.of(about));
            if (wanted) {
                authors.add(Bytes32.of(about));
            }
            return wanted;
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    private boolean answers(SignedRecord record) {
        try {
            byte[] lineage =
                    ExperienceReply.parseFrom(record.content()).getLineage().toByteArray();
            return lineage.length == Bytes32.SIZE
                    && found.values().stream()
                            .anyMatch(told -> told.envelope().lineage().equals(Bytes32.of(lineage)));
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    /** Charters of those who have postmarked, and the key events of all who speak or are spoken of. */
    private Reply<Boolean> papers() {
        TreeSet<Bytes32> charters = new TreeSet<>();
        for (SignedRecord record : found.values()) {
            if (record.postmark() != null) {
                charters.add(record.postmarkStatement().charter());
            }
            if (record.envelope().keySequence() > 0) {
                authors.add(record.envelope().author());
            }
        }
        for (Bytes32 charter : charters) {
            SignedRecord record = record(charter);
            for (int back = 0; record != null && back < MOST_CHARTERS; back++) {
                found.put(record.id(), record);
                Bytes32 before = record.envelope().previous();
                record = before == null ? null : record(before);
            }
        }
        for (Bytes32 author : authors) {
            int[] left = {MOST_EVENTS};
            Reply<Boolean> events =
                    each(cursor -> node.saidBy(author, Kind.KEY_EVENT, cursor), record -> left[0]-- > 0);
            if (!(events instanceof Reply.Got<Boolean>)) {
                return events;
            }
        }
        return new Reply.Got<>(true);
    }
}
