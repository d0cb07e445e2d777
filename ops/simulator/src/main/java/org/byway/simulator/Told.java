package org.byway.simulator;

import java.util.List;
import org.byway.protocol.admission.Judged;
import org.byway.protocol.peer.Effect;
import org.byway.protocol.peer.Event;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Frame;

/** Events and effects as lines of a trace, short enough to read. */
final class Told {
    private static final int MOST_CHARACTERS = 300;

    private Told() {}

    static String of(Event event) {
        return switch (event) {
            case Event.Greeted(long session, var papers) ->
                "session " + session + " greeting of "
                        + brief(papers.charters()
                                .get(papers.charters().size() - 1)
                                .charter()
                                .id()
                                .bytes());
            case Event.Received(long session, Frame frame) -> "session " + session + " " + frame(frame);
            case Event.Delivered(long session, long number, int hops, List<Judged> records) ->
                "session " + session + " records " + number + ": " + names(records(records));
            case Event.Posted(List<Event.Post> posts) ->
                "posted "
                        + posts.stream()
                                .map(post -> post.ticket() + ": " + names(records(post.records())))
                                .toList();
            case Event.Committed(var group) -> "committed " + group.number();
            case Event.CommitFailed(var group, var fault) ->
                "commit " + group.number() + " failed: " + fault.getMessage();
            default -> cut(event.toString());
        };
    }

    static String of(Effect effect) {
        return switch (effect) {
            case Effect.Send(long session, Frame frame, boolean packed) -> "session " + session + " " + frame(frame);
            case Effect.Arrived(List<SignedRecord> records) -> "arrived " + names(records);
            case Effect.Commit(var group) -> "commit " + group.number() + " of " + group.records();
            case Effect.Answer answer -> "answer " + answer.ticket();
            case Effect.Decline decline -> "decline " + decline.ticket() + ": " + decline.why();
            default -> cut(effect.toString());
        };
    }

    private static List<SignedRecord> records(List<Judged> judged) {
        return judged.stream().map(Judged::record).toList();
    }

    private static String frame(Frame frame) {
        return switch (frame.getBodyCase()) {
            case RECORDS ->
                "records " + frame.getRecords().getNumber() + " of "
                        + frame.getRecords().getBundle().getRecordsCount();
            case RECONCILE ->
                "reconcile " + brief(frame.getReconcile().getCommunity().toByteArray()) + " round "
                        + frame.getReconcile().getRound()
                        + (frame.getReconcile().getOpening() ? " opening" : "") + " of "
                        + frame.getReconcile().getMessage().size() + " bytes";
            case WANT ->
                "want "
                        + frame.getWant().getIdsList().stream()
                                .map(id -> brief(id.toByteArray()))
                                .toList();
            case CARRIES ->
                "carries "
                        + frame.getCarries().getCommunitiesList().stream()
                                .map(each -> brief(each.getCommunity().toByteArray()) + "@" + each.getHops() + "/"
                                        + each.getRecords())
                                .toList();
            case HELLO -> "hello";
            default -> cut(frame.toString().replace('\n', ' '));
        };
    }

    private static String names(List<SignedRecord> records) {
        List<String> names = records.stream()
                .limit(4)
                .map(record -> brief(record.id().bytes()) + " of "
                        + brief(record.envelope().home().bytes()))
                .toList();
        return records.size() + " " + names;
    }

    private static String brief(byte[] id) {
        return id.length == Bytes32.SIZE ? Bytes32.of(id).hex().substring(0, 8) : "?";
    }

    private static String cut(String text) {
        return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
    }
}
