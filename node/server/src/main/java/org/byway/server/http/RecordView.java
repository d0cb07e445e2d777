package org.byway.server.http;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HexFormat;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Statement;

/**
 * Records as JSON, for reading: ids in hex, times by RFC 3339 in UTC, kinds in lower case, amounts as decimal text,
 * categories as scheme:code, places as geohash cells. It is a view: what was signed are the bytes.
 */
final class RecordView {
    private static final HexFormat HEX = HexFormat.of();

    private RecordView() {}

    /** The line that lists have of a record. */
    static JsonObject item(SignedRecord record) {
        return item(record.envelope(), ContentView.of(record.envelope(), record.content()));
    }

    /** Everything that is known of a record. */
    static JsonObject full(NodeService.Held held) {
        SignedRecord record = held.record();
        Envelope envelope = record.envelope();
        ContentView content = ContentView.of(envelope, record.content());
        return item(envelope, content)
                .put("valid", held.valid())
                .put("live", held.live())
                .put("proofAgainstAuthor", hex(held.proof()))
                .put("version", Envelope.VERSION)
                .put("kindNumber", envelope.kind())
                .put("keySequence", envelope.keySequence())
                .put("horizon", time(envelope.horizon()))
                .put("previous", hex(envelope.previous()))
                .put("contentLength", envelope.contentLength())
                .put("contentDigest", hex(envelope.contentDigest()))
                .put("content", content.all())
                .put("seal", seal(record))
                .put("postmark", postmark(record));
    }

    private static JsonObject item(Envelope envelope, ContentView content) {
        JsonObject item = new JsonObject()
                .put("id", hex(envelope.id()))
                .put("kind", Kind.word(envelope.kind()))
                .put("title", content.title())
                .put("category", content.category())
                .put("price", content.price())
                .put("community", hex(envelope.home()))
                .put("author", hex(envelope.author()))
                .put("created", time(envelope.created()))
                .put("expires", time(envelope.expires()))
                .put("lineage", hex(envelope.lineage()))
                .put("revision", envelope.revision());
        if (content.budget() != null) {
            item.put("budget", content.budget());
        }
        if (content.place() != null) {
            item.put("place", content.place());
        }
        return item;
    }

    private static JsonObject seal(SignedRecord record) {
        Statement.Seal statement = record.sealStatement();
        JsonObject seal =
                new JsonObject().put("author", hex(statement.author())).put("key", hex(statement.key()));
        return tree(seal, record.seal(), record.sealPosition());
    }

    private static JsonObject postmark(SignedRecord record) {
        Statement.Postmark statement = record.postmarkStatement();
        if (statement == null) {
            return null;
        }
        JsonObject postmark = new JsonObject()
                .put("community", hex(statement.community()))
                .put("charter", hex(statement.charter()))
                .put("node", hex(statement.node()))
                .put("time", time(statement.time()));
        return tree(postmark, record.postmark(), record.postmarkPosition());
    }

    private static JsonObject tree(JsonObject view, Signed signed, int position) {
        return view.put("signature", HEX.formatHex(signed.signature()))
                .put("size", signed.tree().size())
                .put("position", position);
    }

    static String hex(Bytes32 value) {
        return value == null ? null : value.hex();
    }

    /** Milliseconds since 1970 by RFC 3339 in UTC. */
    static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
