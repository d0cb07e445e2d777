package org.byway.protocol.interest;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.byway.protocol.market.Candidate;
import org.byway.protocol.market.Samples;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.wire.Exchange;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.Offer;

/** Records and interests by chance, of few words, kinds and places, so that many meet and many miss by a little. */
final class RandomMarket {
    private static final String[] WORDS = {
        "ladder",
        "ladders",
        "lader",
        "bread",
        "braed",
        "brot",
        "bike",
        "bicycle",
        "bycicle",
        "table",
        "tabel",
        "the",
        "red",
        "reed",
        "rolls",
        "semmeln",
        "steps",
        "wooden",
        "pão",
        "fahrräder",
        "20",
        "面",
        "包"
    };
    private static final String[] CATEGORIES = {
        "byway:food", "byway:bread", "byway:rolls", "byway:ladders", "byway:bikes", "byway:transport", "olist:x"
    };

    private final Samples make;
    private final Random random;

    RandomMarket(long seed) {
        make = new Samples(seed);
        random = new Random(seed);
    }

    <T> T one(T[] of) {
        return of[random.nextInt(of.length)];
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private String words(int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most); i >= 0; i--) {
            text.append(one(WORDS)).append(' ');
        }
        return text.toString().strip();
    }

    private String cell() {
        String cell = Samples.cell(48 + random.nextInt(20) * 0.05, 11 + random.nextInt(20) * 0.05);
        return chance(15) ? cell.substring(0, 1 + random.nextInt(4)) : cell;
    }

    Candidate record() {
        Bytes32 community = chance(70) ? Samples.TOWN : Samples.VILLAGE;
        return chance(75)
                ? make.candidate(Kind.OFFER, community, offer())
                : make.candidate(Kind.INTENT, community, intent().toByteArray());
    }

    private byte[] offer() {
        Offer.Builder offer = Offer.newBuilder().setTitle(words(4)).setText(chance(50) ? words(8) : "");
        for (int i = random.nextInt(3); i > 0; i--) {
            offer.addCategories(Samples.category(one(CATEGORIES)));
        }
        if (chance(70)) {
            offer.setPrice(Samples.euros(Integer.toString(random.nextInt(50))));
        }
        if (chance(80)) {
            offer.setCell(cell()).setRadiusKm(chance(30) ? random.nextInt(300) : 0);
        }
        if (chance(30)) {
            offer.addExchange(one(new Exchange[] {Exchange.SWAP, Exchange.GIFT, Exchange.OPEN}));
        }
        if (chance(30)) {
            offer.setStock(1 + random.nextInt(4));
        }
        return offer.build().toByteArray();
    }

    Intent intent() {
        Intent.Builder intent = Intent.newBuilder().setTitle(words(3));
        if (chance(50)) {
            intent.addCategories(Samples.category(one(CATEGORIES)));
        }
        if (chance(60)) {
            intent.setBudgetMax(Samples.euros(Integer.toString(20 + random.nextInt(60))));
        }
        if (chance(60)) {
            intent.setCell(cell()).setRadiusKm(random.nextInt(60));
        }
        if (chance(20)) {
            intent.setQuantity(random.nextInt(4));
        }
        if (chance(20)) {
            intent.setFrom(Samples.NOW + random.nextInt(12) * Limits.DAY_MILLIS);
        }
        return intent.build();
    }

    Map<String, String> wording() {
        Map<String, String> said = new TreeMap<>();
        said.put(Interest.KIND, chance(75) ? "offers" : "intents");
        ask(said, 60, "q", words(3));
        ask(said, 25, "category", one(CATEGORIES));
        if (chance(50)) {
            said.put("near", (48 + random.nextInt(20) * 0.05) + "," + (11 + random.nextInt(20) * 0.05));
            ask(said, 70, "radiusKm", one(new String[] {"1", "5", "20", "80", "700", "20040"}));
        }
        if (chance(40)) {
            said.put("currency", chance(90) ? "EUR" : "BRL");
            ask(said, 40, "minPrice", Integer.toString(random.nextInt(40)));
            ask(said, 40, "maxPrice", Integer.toString(40 + random.nextInt(40)));
        }
        ask(said, 15, "exchange", one(new String[] {"price", "swap", "gift", "open"}));
        ask(said, 15, "community", chance(50) ? Samples.TOWN.hex() : Samples.VILLAGE.hex());
        return said;
    }

    private void ask(Map<String, String> said, int percent, String name, String value) {
        if (chance(percent)) {
            said.put(name, value);
        }
    }
}
