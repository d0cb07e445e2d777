package org.byway.protocol.market;

import java.util.List;
import java.util.Random;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.place.Coordinates;
import org.byway.protocol.place.Place;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.search.Language;
import org.byway.protocol.search.Synonyms;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.Money;
import org.byway.protocol.wire.Offer;

/** Offers, intents and a lexicon for tests; each record is created a second after the one before. */
public final class Samples {
    public static final long NOW = 1_772_000_000_000L;
    public static final Bytes32 TOWN = Sha256.of(new byte[] {1});
    public static final Bytes32 VILLAGE = Sha256.of(new byte[] {2});
    public static final Lexicon LEXICON = new Lexicon(
            Synonyms.parse("bike, bicycle, cycle\nladder => steps").orThrow(),
            List.of(Taxonomy.parse("""
                            taxonomy byway en de
                            food | Food | Essen
                            food/bread | Bread | Brot
                            food/bread/rolls | Rolls | Semmeln
                            tools | Tools to borrow | Werkzeug
                            tools/ladders | Ladders | Leitern
                            transport | Transport | Verkehr
                            transport/bikes | Bikes | Fahrräder
                            """, null).orThrow()));

    private final Random random;
    private final SigningKey author;
    private long made;

    public Samples(long seed) {
        random = new Random(seed);
        byte[] key = new byte[SigningKey.SEED_BYTES];
        random.nextBytes(key);
        author = SigningKey.ofSeed(key);
    }

    public static Offer.Builder offer(String title) {
        return Offer.newBuilder().setTitle(title);
    }

    public static Money euros(String amount) {
        return Money.newBuilder().setAmount(amount).setCurrency("EUR").build();
    }

    /** The usual cell around a point. */
    public static String cell(double latitude, double longitude) {
        return Place.of(new Coordinates(latitude, longitude)).cell();
    }

    public static org.byway.protocol.wire.Category category(String text) {
        Category category = Category.parse(text).orThrow();
        return org.byway.protocol.wire.Category.newBuilder()
                .setScheme(category.scheme())
                .setCode(category.code())
                .build();
    }

    public Candidate candidate(Offer.Builder offer) {
        return candidate(Kind.OFFER, TOWN, offer.build().toByteArray());
    }

    public Candidate candidate(Intent.Builder intent) {
        return candidate(Kind.INTENT, TOWN, intent.build().toByteArray());
    }

    public Candidate candidate(Kind kind, Bytes32 community, byte[] content) {
        return Candidate.of(envelope(kind, community, content), content, Language.ALL);
    }

    public Envelope envelope(Kind kind, Bytes32 community, byte[] content) {
        byte[] chance = new byte[Lineage.RANDOM_BYTES];
        random.nextBytes(chance);
        long created = NOW - Limits.DAY_MILLIS + 1000 * made++;
        Bytes32 lineage = Lineage.of(NOW + 20 * Limits.DAY_MILLIS, chance);
        Envelope.Place place = new Envelope.Place(author.publicKey(), 0, community, lineage, null);
        return Envelope.write(place, kind, created, NOW + 10 * Limits.DAY_MILLIS, content)
                .orThrow();
    }

    /** A query from pairs of a parameter's name and its text. */
    public static Query query(Kind kind, String... parameters) {
        return QueryReader.read(kind, name -> value(name, parameters)).orThrow();
    }

    static String value(String name, String... parameters) {
        for (int i = 0; i < parameters.length; i += 2) {
            if (parameters[i].equals(name)) {
                return parameters[i + 1];
            }
        }
        return null;
    }
}
