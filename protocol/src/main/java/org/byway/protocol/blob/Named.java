package org.byway.protocol.blob;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.market.MarketRule;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Offer;

/**
 * A blob that a record names.
 *
 * @param home the record's community
 */
public record Named(Bytes32 digest, Bytes32 record, Bytes32 home) {
    private static final int PHOTO = Offer.PHOTOS_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

    /** All that the record names, without reading the rest of it. */
    public static List<Named> by(SignedRecord record) {
        if (!record.envelope().is(Kind.OFFER) || record.content() == null) {
            return List.of();
        }
        List<Named> all = new ArrayList<>();
        CodedInputStream in = CodedInputStream.newInstance(record.content());
        try {
            for (int tag = in.readTag(); tag != 0 && all.size() < MarketRule.PHOTOS; tag = in.readTag()) {
                if (tag != PHOTO) {
                    in.skipField(tag);
                    continue;
                }
                byte[] digest = in.readByteArray();
                if (digest.length == Bytes32.SIZE) {
                    all.add(new Named(
                            Bytes32.of(digest), record.id(), record.envelope().home()));
                }
            }
        } catch (IOException e) {
            // Content that is no offer names nothing.
            return List.of();
        }
        return all;
    }
}
