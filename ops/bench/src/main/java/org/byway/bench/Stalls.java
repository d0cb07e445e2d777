package org.byway.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.market.Taxonomy;
import org.byway.protocol.place.Coordinates;
import org.byway.protocol.place.Place;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store;
import org.byway.protocol.store.StoreFault;
import org.byway.protocol.wire.Category;
import org.byway.protocol.wire.Money;
import org.byway.protocol.wire.Offer;
import org.byway.storage.LmdbStore;
import org.byway.storage.Settings;

/**
 * Offers to search in, put straight into a node's store: things with qualities, of the kinds that ship with the program,
 * in two thousand towns of which some are large. Few words are frequent and many are rare, as in any language.
 */
final class Stalls {
    static final String TITLE_WORDS = """
        table chair bench desk shelf cupboard wardrobe bed mattress sofa armchair lamp mirror carpet curtain blanket
        pillow towel pot pan kettle plate cup bowl knife fork spoon oven stove fridge freezer washer dryer vacuum iron
        bicycle tricycle scooter trailer helmet tyre saddle pedal chain car van motorcycle boat canoe paddle tent rucksack
        stove lantern rope ladder hammer drill saw plane chisel spanner screwdriver vice anvil bucket barrel spade rake hoe
        mower trimmer shears hose seeds seedling rose tulip apple pear plum cherry quince tomato potato onion carrot
        cabbage lettuce bean pea flour bread loaf roll cake biscuit jam honey butter cheese milk egg ham sausage fish oil
        vinegar salt pepper tea coffee juice cider beer wine piano guitar violin cello flute trumpet drum record book
        novel atlas dictionary magazine puzzle chess doll blocks pram cradle coat jacket trousers skirt dress shirt jumper
        scarf glove hat boot shoe sandal watch ring necklace bag suitcase umbrella laptop monitor keyboard printer camera
        telephone radio loudspeaker battery charger cable router lesson course repair tuning haircut massage translation
        tailoring pruning painting plumbing moving delivery babysitting tutoring consulting photograph painting pottery
        candle soap basket yarn fabric sewing-machine loom spinning-wheel firewood briquettes timber board brick tile sand
        gravel cement paint varnish door window hinge lock solar-panel boiler radiator pump pipe tap sink bath toilet\
        """;
    static final String QUALITIES = """
        old new used sound large small long short heavy light red blue green white black yellow brown grey oak pine
        beech walnut steel iron brass copper wooden woollen linen cotton leather folding portable electric manual antique
        modern repaired spare handmade home-made organic fresh dried sweet sour early late left right double single simple
        fine coarse narrow wide deep flat round square\
        """;

    private static final int TOWNS = 2_000;
    private static final int SELLERS = 500;
    private static final int BATCH = 1_000;
    private static final int TEXT_WORDS = 14;
    private static final int MOST_DAYS = 80;

    private final String[] things = TITLE_WORDS.split("\\s+");
    private final String[] qualities = QUALITIES.split("\\s+");
    private final List<String> kinds = List.copyOf(Taxonomy.shipped().headings().keySet());
    private final String[] cells = new String[TOWNS];
    private final RandomGenerator random;
    private final SendingCommunity community;
    private final List<SigningKey> sellers = new ArrayList<>();

    Stalls(SendingCommunity community, long seed) {
        this.community = community;
        this.random = new SplittableRandom(seed);
        for (int i = 0; i < TOWNS; i++) {
            double latitude = 45 + random.nextDouble() * 10;
            double longitude = 5 + random.nextDouble() * 15;
            cells[i] = Place.of(new Coordinates(latitude, longitude)).cell();
        }
        for (int i = 0; i < SELLERS; i++) {
            sellers.add(SendingCommunity.key(random));
        }
    }

    /** Puts that many offers into the store of that folder, which no process may have open. */
    void fill(Path folder, int offers, long now, IntConsumer done) throws BenchFailure {
        try (LmdbStore store = LmdbStore.open(Settings.in(folder))) {
            store.put(community.charter());
            for (int first = 0; first < offers; first += BATCH) {
                int count = Math.min(BATCH, offers - first);
                batch(first, count, now).forEach(store::put);
                Store.Group group = store.take();
                group.commit();
                store.committed(group);
                done.accept(first + count);
            }
        } catch (StoreFault e) {
            throw new BenchFailure("disk", "The store cannot be written: " + e.getMessage() + ".", "");
        }
    }

    /** Offers of one seller, sealed and postmarked together. */
    List<SignedRecord> batch(int first, int count, long now) {
        SigningKey seller = sellers.get(first / BATCH % SELLERS);
        List<Envelope> envelopes = new ArrayList<>(count);
        List<byte[]> contents = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] content = content();
            long created = now - Limits.DAY_MILLIS + random.nextLong(Limits.DAY_MILLIS);
            long expires = created + (2 + random.nextInt(MOST_DAYS)) * Limits.DAY_MILLIS;
            Bytes32 lineage = SendingCommunity.lineage(random, expires);
            Envelope.Place place = new Envelope.Place(seller.publicKey(), 0, community.id(), lineage, null);
            envelopes.add(
                    Envelope.write(place, Kind.OFFER, created, expires, content).orThrow());
            contents.add(content);
        }
        Bytes32[] ids = envelopes.stream().map(Envelope::id).toArray(Bytes32[]::new);
        Signed seal = Signed.seal(seller, seller.publicKey(), ids);
        Signed postmark = Signed.postmark(community.node(0), community.id(), community.id(), now, ids);
        List<SignedRecord> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            records.add(new SignedRecord(envelopes.get(i), contents.get(i), seal, i, postmark, i));
        }
        return records;
    }

    private byte[] content() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < TEXT_WORDS; i++) {
            text.append(i % 2 == 0 ? one(qualities) : one(things)).append(i % 5 == 4 ? ", " : " ");
        }
        int cents = (int) Math.min(5_000_000, Math.exp(4 + random.nextDouble() * 9));
        return Offer.newBuilder()
                .setTitle(one(qualities) + " " + one(things) + (random.nextInt(3) == 0 ? " with " + one(things) : "")
                        + " no. " + random.nextInt(100_000))
                .setText(text.toString().strip())
                .addCategories(Category.newBuilder().setScheme("byway").setCode(kinds.get(skewed(kinds.size()))))
                .setPrice(Money.newBuilder()
                        .setAmount("%d.%02d".formatted(cents / 100, cents % 100))
                        .setCurrency("EUR"))
                .setCell(cells[skewed(TOWNS)])
                .setStock(random.nextInt(1, 20))
                .setLanguage("en")
                .build()
                .toByteArray();
    }

    /**
     * What somebody might wait for: things in reach of a town, often of a quality, sometimes for no more than a price; or
     * anything of a kind in reach; and, seldom, something so rare that it may be anywhere.
     */
    Map<String, String> wording() {
        Map<String, String> wording = new TreeMap<>(Map.of("kind", "offers"));
        boolean anywhere = random.nextInt(50) == 0;
        boolean anything = !anywhere && random.nextInt(4) == 0;
        if (anything || anywhere) {
            wording.put("category", "byway:" + kinds.get(skewed(kinds.size())));
        }
        if (!anything) {
            wording.put("q", anywhere || random.nextBoolean() ? one(qualities) + " " + one(things) : one(things));
        }
        if (!anywhere) {
            Coordinates town = new Place(cells[skewed(TOWNS)]).centre();
            wording.put("near", "%.4f,%.4f".formatted(town.latitude(), town.longitude()));
            wording.put("radiusKm", Integer.toString(5 + random.nextInt(46)));
        }
        if (random.nextBoolean()) {
            wording.put("currency", "EUR");
            wording.put("maxPrice", Integer.toString(10 + random.nextInt(1_000)));
        }
        return wording;
    }

    private String one(String[] words) {
        return words[skewed(words.length)];
    }

    /** Small numbers far more often than large ones. */
    private int skewed(int bound) {
        double chance = random.nextDouble();
        return (int) (bound * chance * chance);
    }
}
