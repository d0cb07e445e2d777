package org.byway.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Category;
import org.byway.protocol.wire.Exchange;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.Money;
import org.byway.protocol.wire.Offer;

/** Sealed offers and intents, the same in every run. */
final class SampleOffers {
    static final long NOW = 1_772_000_000_000L;
    static final Bytes32 COMMUNITY = Sha256.of("a community".getBytes(StandardCharsets.UTF_8));

    private SampleOffers() {}

    static SigningKey key(int number) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(seed, (byte) number);
        return SigningKey.ofSeed(seed);
    }

    static Offer offer(String title) {
        return Offer.newBuilder()
                .setTitle(title)
                .addCategories(Category.newBuilder().setScheme("google").setCode("3356"))
                .setPrice(Money.newBuilder().setAmount("12.50").setCurrency("EUR"))
                .setCell("u33dc")
                .addExchange(Exchange.SWAP)
                .setStock(3)
                .build();
    }

    static Intent intent(String title) {
        return Intent.newBuilder()
                .setTitle(title)
                .setBudgetMin(Money.newBuilder().setAmount("5").setCurrency("EUR"))
                .setBudgetMax(Money.newBuilder().setAmount("20").setCurrency("EUR"))
                .setCell("u33")
                .setRadiusKm(10)
                .setUntil(NOW + Limits.DAY_MILLIS)
                .build();
    }

    static SignedRecord sealed(SigningKey author, Kind kind, byte[] content, int number) {
        return sealed(author, COMMUNITY, kind, content, number);
    }

    /** Created so many milliseconds after NOW. */
    static SignedRecord sealed(SigningKey author, Bytes32 community, Kind kind, byte[] content, int number) {
        byte[] random = new byte[Lineage.RANDOM_BYTES];
        random[0] = (byte) (number >> 8);
        random[1] = (byte) number;
        Bytes32 lineage = Lineage.of(NOW + 20 * Limits.DAY_MILLIS, random);
        Envelope.Place place = new Envelope.Place(author.publicKey(), 0, community, lineage, null);
        Envelope envelope = Envelope.write(place, kind, NOW + number, NOW + 10 * Limits.DAY_MILLIS, content)
                .orThrow();
        Signed seal = Signed.seal(author, author.publicKey(), envelope.id());
        return new SignedRecord(envelope, content, seal, 0, null, 0);
    }

    static SignedRecord offer(int number) {
        return sealed(key(7), Kind.OFFER, offer("Chair " + number).toByteArray(), number);
    }

    static SignedRecord intent(int number) {
        return sealed(key(8), Kind.INTENT, intent("A table " + number).toByteArray(), number);
    }

    static byte[] bundle(SignedRecord... records) {
        return Bundles.write(List.of(records)).toByteArray();
    }
}
