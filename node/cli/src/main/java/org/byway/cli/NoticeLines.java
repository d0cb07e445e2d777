package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.byway.agent.care.CommunityCare;
import org.byway.protocol.care.Given;
import org.byway.protocol.care.Standing;
import org.byway.protocol.care.Target;
import org.byway.protocol.care.Word;

/** Notices in words and as JSON. */
final class NoticeLines {
    private NoticeLines() {}

    static ObjectNode json(CommunityCare care, Standing standing, long now) {
        Given given = standing.given();
        ObjectNode line = Desk.object()
                .put("notice", given.record().hex())
                .put("community", given.community().hex())
                .put("steward", given.key().steward().hex())
                .put("by", care.name(given.key().steward(), now))
                .put("state", standing.state().word())
                .put("reason", given.reason())
                .put("words", given.said().getWords())
                .put("rule", given.said().getRule())
                .put("appeal", given.said().getAppeal())
                .put("appealUntil", Desk.time(given.said().getAppealUntil()))
                .put("given", Desk.time(given.created()))
                .put(
                        "until",
                        given.said().getUntil() == 0
                                ? null
                                : Desk.time(given.said().getUntil()))
                .put("purge", given.said().getPurge());
        target(given.target(), line);
        var said = line.putArray("said");
        for (Word word : standing.words()) {
            said.addObject()
                    .put("what", CharterLines.word(word.what()))
                    .put("by", word.by().hex())
                    .put("at", Desk.time(word.created()))
                    .put("words", word.words());
        }
        return line;
    }

    static void target(Target target, ObjectNode line) {
        line.put("author", target.author() == null ? null : target.author().hex());
        line.put("record", target.record() == null ? null : target.record().hex());
        line.put("lineage", target.lineage() == null ? null : target.lineage().hex());
    }

    /** What it is about, for people. */
    static String about(Target target) {
        if (target.record() != null) {
            return "the record " + target.record();
        }
        if (target.lineage() != null) {
            return "the post " + target.lineage().hex().substring(16, 32) + " of " + target.author();
        }
        return target.author() == null ? "pictures" : "all that " + target.author() + " says";
    }

    static String line(Standing standing) {
        Given given = standing.given();
        return "%s  %-8s %-15s %s: %s"
                .formatted(
                        given.record().hex().substring(0, 12),
                        standing.state().word(),
                        given.reason(),
                        about(given.target()),
                        given.said().getWords());
    }
}
