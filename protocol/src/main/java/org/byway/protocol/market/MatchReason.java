package org.byway.protocol.market;

import java.util.Locale;
import org.byway.protocol.money.AmountRange;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.Exchange;

/** One reason why a candidate fits: a word for programs, a sentence for people. */
public sealed interface MatchReason {
    /** How a word was found, best first. */
    enum Closeness {
        SAME,
        STEM,
        SYNONYM,
        ALIKE
    }

    /** Where it was found. */
    enum Zone {
        TITLE,
        KIND,
        TEXT
    }

    /** Lower case, words joined by hyphens. */
    String code();

    String text();

    record WordFound(String word, Closeness closeness, Zone zone, int points) implements MatchReason {
        @Override
        public String code() {
            return "word";
        }

        @Override
        public String text() {
            String where = zone == Zone.KIND ? "the name of its category" : "its " + lower(zone);
            return switch (closeness) {
                case SAME -> "“" + word + "” is in " + where;
                case STEM -> "“" + word + "”, or a form of it, is in " + where;
                case SYNONYM -> "a word that means “" + word + "” is in " + where;
                case ALIKE -> "a word spelt almost like “" + word + "” is in " + where;
            };
        }
    }

    /** It has that category, which is one of those that are looked for or within one. */
    record OfKind(Category category) implements MatchReason {
        @Override
        public String code() {
            return "kind";
        }

        @Override
        public String text() {
            return "it is of the kind " + category;
        }
    }

    record Near(int metres, int radiusKm) implements MatchReason {
        @Override
        public String code() {
            return "near";
        }

        @Override
        public String text() {
            return "it is about " + (metres + 500) / 1000 + " km away, within " + radiusKm + " km";
        }
    }

    /** It lies outside, but is brought, or wanted, as far as here. */
    record Reaches(int metres, int reachKm) implements MatchReason {
        @Override
        public String code() {
            return "reaches";
        }

        @Override
        public String text() {
            return "it is about " + (metres + 500) / 1000 + " km away and reaches " + reachKm + " km";
        }
    }

    record Costs(AmountRange price) implements MatchReason {
        @Override
        public String code() {
            return "price";
        }

        @Override
        public String text() {
            return "its price fits: "
                    + (price.minimum().equals(price.maximum()) ? price.minimum().toString() : price.toString());
        }
    }

    record NamesNoPrice() implements MatchReason {
        @Override
        public String code() {
            return "no-price";
        }

        @Override
        public String text() {
            return "it names no price";
        }
    }

    record InExchange(Exchange way) implements MatchReason {
        @Override
        public String code() {
            return "exchange";
        }

        @Override
        public String text() {
            return "it is given for: " + lower(way);
        }
    }

    record OfCommunity(Bytes32 community) implements MatchReason {
        @Override
        public String code() {
            return "community";
        }

        @Override
        public String text() {
            return "it is of the community asked for";
        }
    }

    /** There are as many as are wanted. */
    record InStock(long stock) implements MatchReason {
        @Override
        public String code() {
            return "stock";
        }

        @Override
        public String text() {
            return "there are enough: " + stock;
        }
    }

    /** It still stands when it is wanted. */
    record InTime(long expires) implements MatchReason {
        @Override
        public String code() {
            return "time";
        }

        @Override
        public String text() {
            return "it still stands when it is wanted";
        }
    }

    record Shows(String proof) implements MatchReason {
        @Override
        public String code() {
            return "proof";
        }

        @Override
        public String text() {
            return "it says that it can show: " + proof;
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
