package org.byway.protocol.peer;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.function.Consumer;
import org.byway.protocol.community.Address;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store;
import org.byway.protocol.wire.NodeAnnouncement;

/** Where this node can be reached, as a record of its own. */
final class Announcement {
    private static final long LIFE_MILLIS = 30 * Limits.DAY_MILLIS;
    private static final long RENEW_MILLIS = 10 * Limits.DAY_MILLIS;

    private Announcement() {}

    /** A new announcement without postmark, or null where the one on record still says the same and lasts. */
    static SignedRecord due(Config config, Context context, long now, Consumer<byte[]> random) {
        SigningKey node = config.node();
        NodeAnnouncement.Builder says = NodeAnnouncement.newBuilder();
        for (Address address : config.addresses()) {
            says.addAddresses(org.byway.protocol.wire.Address.newBuilder()
                    .setNode(Context.bytes(node.publicKey()))
                    .setHost(address.host())
                    .setPort(address.port()));
        }
        byte[] content = says.build().toByteArray();
        SignedRecord last = last(node.publicKey(), context, now);
        if (last != null && last.envelope().expires() - now > RENEW_MILLIS && same(last, says.build())) {
            return null;
        }
        boolean revise = last != null
                && last.envelope().revision() < Integer.MAX_VALUE
                && last.envelope().horizon() - now > RENEW_MILLIS;
        Bytes32 lineage = revise ? last.envelope().lineage() : fresh(now, random);
        Envelope.Place place =
                new Envelope.Place(node.publicKey(), 0, context.community(), lineage, revise ? last.envelope() : null);
        Envelope envelope = Envelope.write(place, Kind.NODE_ANNOUNCEMENT, now, lineage.a(), content)
                .orThrow();
        return new SignedRecord(envelope, content, Signed.seal(node, node.publicKey(), envelope.id()), 0, null, 0);
    }

    private static SignedRecord last(Bytes32 node, Context context, long now) {
        int kind = Kind.NODE_ANNOUNCEMENT.number();
        String cursor = null;
        do {
            Store.Page page = context.store().list(new Store.Query(now, kind, node, context.community(), 1, cursor));
            if (!page.records().isEmpty()) {
                return page.records().get(0);
            }
            cursor = page.next();
        } while (cursor != null);
        return null;
    }

    private static boolean same(SignedRecord last, NodeAnnouncement says) {
        try {
            return NodeAnnouncement.parseFrom(last.content()).equals(says);
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    private static Bytes32 fresh(long now, Consumer<byte[]> random) {
        byte[] tail = new byte[Lineage.RANDOM_BYTES];
        random.accept(tail);
        return Lineage.of(now + LIFE_MILLIS, tail);
    }
}
