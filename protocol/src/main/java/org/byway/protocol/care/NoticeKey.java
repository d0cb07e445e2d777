package org.byway.protocol.care;

import com.google.protobuf.ByteString;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.NoticeName;

/** Which notice, through all its revisions. */
public record NoticeKey(Bytes32 steward, Bytes32 lineage) implements Comparable<NoticeKey> {
    static NoticeKey of(NoticeName name) {
        return new NoticeKey(
                Bytes32.of(name.getSteward().toByteArray()),
                Bytes32.of(name.getLineage().toByteArray()));
    }

    public NoticeName wire() {
        return NoticeName.newBuilder()
                .setSteward(ByteString.copyFrom(steward.bytes()))
                .setLineage(ByteString.copyFrom(lineage.bytes()))
                .build();
    }

    @Override
    public int compareTo(NoticeKey other) {
        int order = steward.compareTo(other.steward);
        return order == 0 ? lineage.compareTo(other.lineage) : order;
    }
}
