package org.byway.server.http;

import io.vertx.core.json.JsonObject;
import java.util.function.LongSupplier;

/** What a persona asks of itself. */
final class PersonaOperations {
    private final LongSupplier clock;

    PersonaOperations(LongSupplier clock) {
        this.clock = clock;
    }

    void getPersona(Call call) {
        call.answer(
                Caching.NEVER,
                new JsonObject().put("persona", call.persona().hex()).put("time", RecordView.time(clock.getAsLong())));
    }
}
