package org.byway.server.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonObject;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/** Why a request was refused (RFC 9457): a code for programs, a sentence for people and, where there is one, a remedy. */
record Problem(int status, String code, String detail, String hint, JsonObject notice) {
    private static final int BREATH_SECONDS = 1;
    private static final int PAUSE_SECONDS = 5;

    static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, null, null);
    }

    static Problem of(Refusal refusal) {
        return of(status(refusal.reason()), refusal.reason().code(), refusal.detail());
    }

    Problem hint(String remedy) {
        return new Problem(status, code, detail, remedy, notice);
    }

    /** The same, by that notice. */
    Problem notice(JsonObject by) {
        return new Problem(status, code, detail, hint, by);
    }

    private static int status(Reason reason) {
        return switch (reason) {
            case MALFORMED -> 400;
            case NOT_YOURS -> 403;
            case BARRED -> 451;
            case UNKNOWN_MAILBOX, UNKNOWN_DEVICE, UNKNOWN_LETTER -> 404;
            case TOO_LARGE -> 413;
            case OVER_BUDGET -> 429;
            case INTERNAL -> 500;
            case NOT_YET, CLOCK_OFF -> 503;
            case STORE_FULL -> 507;
            default -> 422;
        };
    }

    /** After how many seconds it is worth asking again; 0 where that is not known. */
    int retryAfterSeconds() {
        return switch (status) {
            case 429 -> BREATH_SECONDS;
            case 503 -> PAUSE_SECONDS;
            default -> 0;
        };
    }

    JsonObject json() {
        JsonObject json = new JsonObject()
                .put("type", "urn:byway:problem:" + code)
                .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
                .put("status", status)
                .put("detail", detail)
                .put("code", code);
        if (notice != null) {
            json.put("notice", notice);
        }
        return hint == null ? json : json.put("hint", hint);
    }
}
