package org.byway.agent.catalogue;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.Map;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Limits;

/** A live record that a node lists, with what it says. */
public record Listed(Envelope envelope, byte[] content) {
    /** What the row says of it: its content, and beside that who said it, when, and for how many days still. */
    Map<Column, String> columns(Wanted wanted, long nowMillis) throws InvalidProtocolBufferException {
        Map<Column, String> columns = ContentColumns.of(wanted, content);
        long days = Math.ceilDiv(envelope.expires() - nowMillis, Limits.DAY_MILLIS);
        columns.put(Column.EXPIRES_DAYS, Long.toString(Math.clamp(days, 1, wanted.maxDays())));
        if (wanted == Wanted.OFFERS) {
            columns.put(Column.SELLER, envelope.author().hex());
        }
        columns.put(Column.ID, envelope.id().hex());
        columns.put(Column.AUTHOR, envelope.author().hex());
        columns.put(Column.COMMUNITY, envelope.home().hex());
        columns.put(Column.CREATED, Instant.ofEpochMilli(envelope.created()).toString());
        columns.put(Column.EXPIRES, Instant.ofEpochMilli(envelope.expires()).toString());
        return columns;
    }
}
