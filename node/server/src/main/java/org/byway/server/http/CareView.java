package org.byway.server.http;

import io.vertx.core.json.JsonObject;
import org.byway.protocol.care.Act;
import org.byway.protocol.care.Given;
import org.byway.protocol.care.Standing;
import org.byway.protocol.care.Target;

/** Notices and what caretakers did, as JSON, for reading. */
final class CareView {
    private CareView() {}

    /** Why a record is not shown (RFC 7725): by which notice, and what can be done. */
    static Problem problem(Standing hidden) {
        return Problem.of(
                        451,
                        "hidden",
                        "hidden by the caretakers, by the notice "
                                + hidden.given().record() + ", "
                                + hidden.given().reason() + ": "
                                + hidden.given().said().getWords())
                .hint("whoever said it may appeal until "
                        + RecordView.time(hidden.given().said().getAppealUntil()) + ": "
                        + hidden.given().said().getAppeal())
                .notice(notice(hidden));
    }

    static JsonObject notice(Standing standing) {
        Given given = standing.given();
        JsonObject view = new JsonObject()
                .put("id", given.record().hex())
                .put("community", given.community().hex())
                .put("steward", given.key().steward().hex())
                .put("state", standing.state().word())
                .put("reason", given.reason())
                .put("words", given.said().getWords())
                .put("appeal", given.said().getAppeal())
                .put("appealUntil", RecordView.time(given.said().getAppealUntil()))
                .put("given", RecordView.time(given.created()));
        if (!given.said().getRule().isEmpty()) {
            view.put("rule", given.said().getRule());
        }
        if (given.said().getPurge()) {
            view.put("purge", true);
        }
        return given.said().getUntil() == 0
                ? view
                : view.put("until", RecordView.time(given.said().getUntil()));
    }

    /** A line of the open log. */
    static JsonObject act(Act act) {
        JsonObject view = new JsonObject()
                .put("id", act.record().hex())
                .put("at", RecordView.time(act.at()))
                .put("what", act.what())
                .put("by", act.by().hex())
                .put("reason", act.notice().reason())
                .put("words", act.words())
                .put("notice", act.notice().record().hex());
        target(act.notice().target(), view);
        return view;
    }

    private static void target(Target target, JsonObject view) {
        if (target.author() != null) {
            view.put("author", target.author().hex());
        }
        if (target.record() != null) {
            view.put("record", target.record().hex());
        }
        if (target.lineage() != null) {
            view.put("lineage", target.lineage().hex());
        }
    }
}
