package org.byway.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Category;
import org.byway.protocol.wire.Money;
import org.byway.protocol.wire.Offer;

/**
 * Distinct offers of one community, about 400 bytes of envelope and content each, by {@link #SELLERS} sellers. A parcel
 * is what one node postmarked at once; within it, each batch was sealed at once by one seller.
 *
 * <p>A parcel depends on the seed and its number only, so that several threads can make them. Records were created in
 * the last hour, one after the other; their ids, lineages and expiries are random.
 */
final class Catalogue {
    static final int PARCEL_RECORDS = 1000;
    static final int SELLERS = 1000;

    private static final int TEXT_WORDS = 30;
    private static final int MOST_DAYS = 80;
    private static final String[] WORDS = {
        "table", "chair", "lamp", "solid", "oak", "garden", "used", "clean", "bicycle", "repair", "pick", "up",
        "evening", "bread", "honey", "jar", "small", "large", "blue", "linen", "wool", "hand", "made", "fresh"
    };

    private final SendingCommunity community;
    private final int records;
    private final int batch;
    private final long seed;
    private final long now;
    private final List<SigningKey> sellers = new ArrayList<>();

    /** @param batch how many records share a seal: a divisor of {@link #PARCEL_RECORDS} */
    Catalogue(SendingCommunity community, int records, int batch, long seed, long now) {
        this.community = community;
        this.records = records;
        this.batch = batch;
        this.seed = seed;
        this.now = now;
        RandomGenerator random = new SplittableRandom(seed);
        for (int i = 0; i < SELLERS; i++) {
            sellers.add(SendingCommunity.key(random));
        }
    }

    int records() {
        return records;
    }

    int parcels() {
        return (records + PARCEL_RECORDS - 1) / PARCEL_RECORDS;
    }

    /** The parcel of that number, from 0, postmarked by the community's first node. */
    List<SignedRecord> parcel(int number) {
        RandomGenerator random = new SplittableRandom(seed + 31L * (number + 1));
        int first = number * PARCEL_RECORDS;
        int count = Math.min(PARCEL_RECORDS, records - first);
        List<SignedRecord> sealed = new ArrayList<>(count);
        for (int at = 0; at < count; at += batch) {
            seal(first + at, Math.min(batch, count - at), random, sealed);
        }
        Bytes32[] ids = sealed.stream().map(SignedRecord::id).toArray(Bytes32[]::new);
        Signed postmark = Signed.postmark(community.node(0), community.id(), community.id(), now, ids);
        List<SignedRecord> parcel = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            parcel.add(sealed.get(i).postmarked(postmark, i));
        }
        return parcel;
    }

    private void seal(int first, int count, RandomGenerator random, List<SignedRecord> out) {
        SigningKey seller = sellers.get(first / batch % SELLERS);
        List<Envelope> envelopes = new ArrayList<>(count);
        List<byte[]> contents = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] content = content(first + i, random);
            contents.add(content);
            envelopes.add(envelope(seller, first + i, content, random));
        }
        Bytes32[] ids = envelopes.stream().map(Envelope::id).toArray(Bytes32[]::new);
        Signed seal = Signed.seal(seller, seller.publicKey(), ids);
        for (int i = 0; i < count; i++) {
            out.add(new SignedRecord(envelopes.get(i), contents.get(i), seal, i, null, 0));
        }
    }

    private Envelope envelope(SigningKey seller, int record, byte[] content, RandomGenerator random) {
        long created = now - Limits.HOUR_MILLIS + Limits.HOUR_MILLIS * record / records;
        long expires = created + Limits.DAY_MILLIS + random.nextLong((MOST_DAYS - 1) * Limits.DAY_MILLIS);
        Bytes32 lineage = SendingCommunity.lineage(random, expires);
        Envelope.Place place = new Envelope.Place(seller.publicKey(), 0, community.id(), lineage, null);
        return Envelope.write(place, Kind.OFFER, created, expires, content).orThrow();
    }

    static byte[] content(int record, RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < TEXT_WORDS; i++) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        int cents = random.nextInt(1, 100);
        return Offer.newBuilder()
                .setTitle(WORDS[random.nextInt(WORDS.length)] + " number " + record)
                .setText(text.toString().strip())
                .addCategories(Category.newBuilder().setScheme("byway").setCode("household/" + random.nextInt(100)))
                .setPrice(Money.newBuilder()
                        .setAmount(random.nextInt(500) + (cents < 10 ? ".0" : ".") + cents)
                        .setCurrency("EUR"))
                .setCell("u33d" + random.nextInt(10))
                .setStock(random.nextInt(1, 20))
                .setLanguage("en")
                .build()
                .toByteArray();
    }
}
