package org.byway.server.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.MIMEHeader;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.byway.protocol.care.Standing;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Cursor;
import org.byway.protocol.store.Store;
import org.byway.protocol.wire.Receipt;

/** Posting, getting and listing public records. */
final class RecordOperations {
    private static final String BYTES = "application/octet-stream";

    private final NodeService node;
    private final LongSupplier clock;

    RecordOperations(NodeService node, LongSupplier clock) {
        this.node = node;
        this.clock = clock;
    }

    void postRecords(Call call) {
        if (call.body().length() == 0) {
            call.exchange().problem(Routes.bad("a bundle of records is wanted"));
            return;
        }
        call.with(node.post(call.body().getBytes(), call.asker()), posted -> receipt(call, posted));
    }

    private static void receipt(Call call, Checked<Receipt> posted) {
        switch (posted) {
            case Checked.Ok<Receipt>(Receipt receipt) ->
                call.exchange().answer(200, BYTES, Caching.NEVER, Buffer.buffer(receipt.toByteArray()));
            case Checked.Refused<Receipt>(Refusal refusal) -> call.exchange().problem(Problem.of(refusal));
        }
    }

    void getRecord(Call call) {
        Bytes32 id = Bytes32.ofHex(call.path("id"));
        boolean json = wants(call, "application", "json");
        if (!json && !wants(call, "application", "octet-stream")) {
            call.exchange().problem(Problem.of(406, "not-acceptable", "a record comes as JSON or as bytes"));
            return;
        }
        call.exchange().header(HttpHeaders.VARY, "accept, origin");
        boolean bytes = !json || prefersBytes(call);
        call.with(node.find(id), held -> record(call, held, bytes));
    }

    private static void record(Call call, Optional<NodeService.Held> held, boolean bytes) {
        if (held.isEmpty()) {
            call.exchange().problem(Problem.of(404, "unknown-record", "this node does not hold that record"));
        } else if (held.get().hidden() != null) {
            call.exchange().problem(CareView.problem(held.get().hidden()));
        } else if (bytes) {
            SignedRecord record = held.get().record();
            Buffer bundle = Buffer.buffer(Bundles.write(List.of(record)).toByteArray());
            call.exchange().answer(200, BYTES, Caching.ASK_AGAIN, bundle);
        } else {
            call.answer(Caching.ASK_AGAIN, RecordView.full(held.get()));
        }
    }

    private static boolean wants(Call call, String component, String sub) {
        List<MIMEHeader> accepted = call.context().parsedHeaders().accept();
        return accepted.isEmpty() || accepted.stream().anyMatch(type -> names(type, component, sub));
    }

    private static boolean names(MIMEHeader type, String component, String sub) {
        return type.weight() > 0
                && (type.component().equals("*") || type.component().equals(component))
                && (type.subComponent().equals("*") || type.subComponent().equals(sub));
    }

    /** Whether bytes are named, and before JSON where both are. */
    private static boolean prefersBytes(Call call) {
        for (MIMEHeader type : call.context().parsedHeaders().accept()) {
            if (type.component().equals("application") && type.weight() > 0) {
                if (type.subComponent().equals("octet-stream")) {
                    return true;
                }
                if (type.subComponent().equals("json")) {
                    return false;
                }
            }
        }
        return false;
    }

    void listRecords(Call call) {
        String cursor = call.query("cursor");
        if (cursor != null && Cursor.parse(cursor) instanceof Checked.Refused<Cursor>(Refusal refusal)) {
            call.exchange().problem(Routes.bad(refusal.detail()));
            return;
        }
        Store.Query query = new Store.Query(
                clock.getAsLong(),
                kind(call.query("kind")),
                id(call.query("author")),
                id(call.query("community")),
                call.query("limit", HttpLimits.LIST_ITEMS_UNASKED),
                cursor);
        call.with(node.list(query), listed -> call.answer(Caching.ASK_AGAIN, page(listed, query.author() != null)));
    }

    /** What is hidden is left out, but where all of one author is asked for: then it stands there without what it says. */
    private static JsonObject page(NodeService.Listed listed, boolean stubs) {
        JsonArray items = new JsonArray();
        for (SignedRecord record : listed.page().records()) {
            Standing hidden = listed.hidden().get(record.id());
            if (hidden == null) {
                items.add(RecordView.item(record));
            } else if (stubs) {
                items.add(RecordView.item(record.withoutContent()).put("hidden", CareView.notice(hidden)));
            }
        }
        return new JsonObject().put("items", items).put("next", listed.page().next());
    }

    private static int kind(String word) {
        for (Kind kind : Kind.values()) {
            if (kind.word().equals(word)) {
                return kind.number();
            }
        }
        return 0;
    }

    private static Bytes32 id(String hex) {
        return hex == null ? null : Bytes32.ofHex(hex);
    }
}
