package org.byway.protocol.market;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.byway.protocol.market.Match.Miss;
import org.byway.protocol.market.MatchReason.Closeness;
import org.byway.protocol.market.MatchReason.WordFound;
import org.byway.protocol.market.MatchReason.Zone;
import org.byway.protocol.money.AmountRange;
import org.byway.protocol.place.Coordinates;
import org.byway.protocol.search.Terms;
import org.byway.protocol.wire.Exchange;

/** Holds one candidate against what is looked for, gathering points and reasons. */
final class Comparison {
    private final Sought sought;
    private final Candidate candidate;
    private final List<MatchReason> reasons = new ArrayList<>();
    private int score;
    private int metres = Match.Fits.NOWHERE;

    Comparison(Sought sought, Candidate candidate) {
        this.sought = sought;
        this.candidate = candidate;
    }

    Match match(long now) {
        Miss miss = standing(now);
        if (miss == null) {
            miss = needs();
        }
        if (miss == null) {
            miss = conditions();
        }
        if (miss == null) {
            miss = place();
        }
        if (miss == null) {
            miss = subject();
        }
        return miss == null ? new Match.Fits(score, metres, reasons) : new Match.Misses(miss);
    }

    private Miss standing(long now) {
        if (candidate.kind() != sought.kind()) {
            return Miss.SIDE;
        }
        if (candidate.expires() <= now) {
            return Miss.EXPIRED;
        }
        if (sought.community() != null) {
            if (!sought.community().equals(candidate.community())) {
                return Miss.COMMUNITY;
            }
            reasons.add(new MatchReason.OfCommunity(candidate.community()));
        }
        return null;
    }

    private Miss needs() {
        Sought.Needs needs = sought.needs();
        long stock = candidate.conditions().stock();
        if (stock != Candidate.Conditions.NOT_SAID && stock < needs.quantity()) {
            return Miss.STOCK;
        }
        if (needs.quantity() > 1 && stock != Candidate.Conditions.NOT_SAID) {
            reasons.add(new MatchReason.InStock(stock));
        }
        if (needs.from() != 0) {
            if (Long.compareUnsigned(candidate.expires(), needs.from()) <= 0) {
                return Miss.TIME;
            }
            reasons.add(new MatchReason.InTime(candidate.expires()));
        }
        if (!candidate.conditions().proofs().containsAll(needs.proofs())) {
            return Miss.PROOF;
        }
        needs.proofs().forEach(proof -> reasons.add(new MatchReason.Shows(proof)));
        return null;
    }

    private Miss conditions() {
        if (sought.ways() != null) {
            Exchange way = candidate.conditions().ways().stream()
                    .filter(sought.ways()::contains)
                    .findFirst()
                    .orElse(null);
            if (way == null) {
                return Miss.EXCHANGE;
            }
            reasons.add(new MatchReason.InExchange(way));
        }
        if (sought.price() == null) {
            return null;
        }
        AmountRange price = candidate.conditions().price();
        if (price == null) {
            reasons.add(new MatchReason.NamesNoPrice());
            return sought.price().named() ? Miss.PRICE : null;
        }
        reasons.add(new MatchReason.Costs(price));
        return overlap(price, sought.price().range()) ? null : Miss.PRICE;
    }

    private static boolean overlap(AmountRange one, AmountRange other) {
        return one.minimum().currency().equals(other.minimum().currency())
                && one.minimum().compareTo(other.maximum()) <= 0
                && other.minimum().compareTo(one.maximum()) <= 0;
    }

    private Miss place() {
        Area area = sought.area();
        if (area == null) {
            return null;
        }
        Coordinates centre = candidate.whereabouts().centre();
        int reachKm = candidate.whereabouts().reachKm();
        if (centre == null || area.isSurelyBeyond(centre, Math.max(area.radiusKm(), reachKm))) {
            return Miss.PLACE;
        }
        metres = area.metresTo(centre);
        if (metres <= area.radiusMetres()) {
            reasons.add(new MatchReason.Near(metres, area.radiusKm()));
        } else if (metres <= reachKm * 1000) {
            reasons.add(new MatchReason.Reaches(metres, reachKm));
        } else {
            return Miss.PLACE;
        }
        score += Points.nearness(metres, area);
        return null;
    }

    private Miss subject() {
        Category category = sought.categories() == null ? null : first(sought.categories());
        boolean wrongKind = sought.categories() != null && category == null;
        if (wrongKind && !sought.either()) {
            return Miss.CATEGORY;
        }
        if (category != null) {
            reasons.add(new MatchReason.OfKind(category));
            score += sought.either() ? Points.CATEGORY : 0;
        }
        int found = 0;
        for (SoughtWord word : sought.words()) {
            WordFound reason = find(word);
            if (reason != null) {
                found++;
                score += reason.points();
                reasons.add(reason);
            }
        }
        boolean kindWillDo = sought.either() && category != null;
        return kindWillDo || found >= sought.leastWords() ? null : Miss.WORDS;
    }

    private Category first(Set<Category> wanted) {
        return candidate.categories().stream()
                .filter(wanted::contains)
                .findFirst()
                .orElse(null);
    }

    /** The place and way in which the word is worth most, or null; of two that are worth the same the first. */
    private WordFound find(SoughtWord word) {
        Terms title = candidate.titleTerms();
        Terms text = candidate.textTerms();
        if (title.words().contains(word.word())) {
            return new WordFound(word.word(), Closeness.SAME, Zone.TITLE, Points.TITLE_SAME);
        }
        if (any(word.stems(), title.stems())) {
            return new WordFound(word.word(), Closeness.STEM, Zone.TITLE, Points.TITLE_STEM);
        }
        if (any(word.synonyms(), title.stems())) {
            return new WordFound(word.word(), Closeness.SYNONYM, Zone.TITLE, Points.TITLE_SYNONYM);
        }
        if (first(word.named()) != null) {
            return new WordFound(word.word(), Closeness.STEM, Zone.KIND, Points.KIND_NAMED);
        }
        if (first(word.namedBySynonym()) != null) {
            return new WordFound(word.word(), Closeness.SYNONYM, Zone.KIND, Points.KIND_SYNONYM);
        }
        if (any(word.stems(), text.stems())) {
            return new WordFound(word.word(), Closeness.STEM, Zone.TEXT, Points.TEXT_STEM);
        }
        if (any(word.synonyms(), text.stems())) {
            return new WordFound(word.word(), Closeness.SYNONYM, Zone.TEXT, Points.TEXT_SYNONYM);
        }
        if (any(word.reductions(), title.reductions())) {
            return new WordFound(word.word(), Closeness.ALIKE, Zone.TITLE, Points.TITLE_ALIKE);
        }
        return first(word.namedAlike()) == null
                ? null
                : new WordFound(word.word(), Closeness.ALIKE, Zone.KIND, Points.KIND_ALIKE);
    }

    private static boolean any(Iterable<String> sought, Set<String> found) {
        for (String one : sought) {
            if (found.contains(one)) {
                return true;
            }
        }
        return false;
    }
}
