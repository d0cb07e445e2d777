package org.byway.protocol.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.market.MarketRule;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Offer;
import org.junit.jupiter.api.Test;

/** Which blobs a record names. */
class NamedTest {
    private static final long NOW = 1_795_000_000_000L;
    private static final Bytes32 TOWN = new Bytes32(1, 2, 3, 4);

    private static SignedRecord record(Kind kind, byte[] content) {
        SigningKey key = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);
        long end = NOW + Limits.DAY_MILLIS;
        Bytes32 lineage = Lineage.of(end, new byte[Lineage.RANDOM_BYTES]);
        Envelope.Place place = new Envelope.Place(key.publicKey(), 0, TOWN, lineage, null);
        Envelope envelope = Envelope.write(place, kind, NOW, end, content).orThrow();
        return new SignedRecord(envelope, content, Signed.seal(key, key.publicKey(), envelope.id()), 0, null, 0);
    }

    private static Offer.Builder offer(int... lengths) {
        Offer.Builder offer = Offer.newBuilder().setTitle("A table").setText("x".repeat(3_000));
        for (int i = 0; i < lengths.length; i++) {
            byte[] photo = new byte[lengths[i]];
            Arrays.fill(photo, (byte) (i + 1));
            offer.addPhotos(ByteString.copyFrom(photo));
        }
        return offer;
    }

    private static int count(byte[] content) {
        return Named.by(record(Kind.OFFER, content)).size();
    }

    @Test
    void anOfferNamesItsPhotos() {
        SignedRecord record =
                record(Kind.OFFER, offer(32, 32).setLanguage("en").build().toByteArray());
        byte[] second = new byte[Bytes32.SIZE];
        Arrays.fill(second, (byte) 2);
        List<Named> named = Named.by(record);
        assertEquals(2, named.size());
        assertEquals(new Named(Bytes32.of(second), record.id(), TOWN), named.get(1));
    }

    @Test
    void whatIsNoOfferOrNoDigestNamesNothing() {
        byte[] content = offer(32).build().toByteArray();
        assertEquals(List.of(), Named.by(record(Kind.INTENT, content)));
        SignedRecord bare = record(Kind.OFFER, content);
        assertEquals(List.of(), Named.by(new SignedRecord(bare.envelope(), null, bare.seal(), 0, null, 0)));
        assertEquals(1, count(offer(31, 32, 33, 0).build().toByteArray()));
        assertEquals(0, count(Arrays.copyOf(content, content.length - 1)));
        byte[] noise = new byte[500];
        Arrays.fill(noise, (byte) 0x6A);
        assertEquals(0, count(noise));
    }

    @Test
    void noOfferNamesMoreThanItMay() {
        int[] many = new int[MarketRule.PHOTOS + 5];
        Arrays.fill(many, Bytes32.SIZE);
        assertEquals(MarketRule.PHOTOS, count(offer(many).build().toByteArray()));
    }
}
