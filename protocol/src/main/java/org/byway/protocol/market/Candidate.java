package org.byway.protocol.market;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.byway.protocol.money.Amount;
import org.byway.protocol.money.AmountRange;
import org.byway.protocol.place.Coordinates;
import org.byway.protocol.place.Place;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.search.Language;
import org.byway.protocol.search.Terms;
import org.byway.protocol.wire.Exchange;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.Money;
import org.byway.protocol.wire.Offer;

/**
 * An offer or an intent as it is held against what somebody looks for: what its content says, and the terms of its texts.
 *
 * @param kind offer or intent
 * @param created milliseconds since 1970, as expires
 * @param conditions what it is given or wanted for
 * @param whereabouts where it is
 * @param titleTerms of the title, misspellings forgiven; textTerms of the text
 */
public record Candidate(
        Bytes32 id,
        Kind kind,
        Bytes32 community,
        Bytes32 author,
        long created,
        long expires,
        String title,
        List<Category> categories,
        Conditions conditions,
        Whereabouts whereabouts,
        Terms titleTerms,
        Terms textTerms) {

    /**
     * @param price from its lowest to its highest; null where no amount is named. A budget without a lower end begins
     *     at 0, one without an upper end reaches to the highest amount there is
     * @param ways of exchange; never empty
     * @param stock how many there are; -1 where it is not said
     * @param proofs what its author says that can be shown, by name
     */
    public record Conditions(AmountRange price, Set<Exchange> ways, long stock, Set<String> proofs) {
        static final long NOT_SAID = -1;
    }

    /**
     * Where it is.
     *
     * @param place the cell, or null where it is not said
     * @param centre of the cell, found once for all that are held against it; null likewise
     * @param reachKm how far it reaches beyond it, 0 where it is not said
     */
    public record Whereabouts(Place place, Coordinates centre, int reachKm) {
        static Whereabouts of(Place place, int reachKm) {
            return new Whereabouts(place, place == null ? null : place.centre(), reachKm);
        }
    }

    /**
     * Reads a record's content as it was admitted; null where it is neither an offer nor an intent, or cannot be read.
     *
     * @param languages those of its community, for a record that does not name its own
     */
    public static Candidate of(Envelope envelope, byte[] content, Set<Language> languages) {
        try {
            return switch (Kind.of(envelope.kind())) {
                case OFFER -> offer(envelope, Offer.parseFrom(content), languages);
                case INTENT -> intent(envelope, Intent.parseFrom(content), languages);
                case null, default -> null;
            };
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }

    private static Candidate offer(Envelope envelope, Offer offer, Set<Language> languages) {
        Amount low = amount(offer.hasPrice() ? offer.getPrice() : null);
        Amount high = amount(offer.hasPriceMax() ? offer.getPriceMax() : null);
        AmountRange price = low == null && high == null
                ? null
                : new AmountRange(low == null ? new Amount(0, high.currency()) : low, high == null ? low : high);
        long stock = offer.hasStock() ? Integer.toUnsignedLong(offer.getStock()) : Conditions.NOT_SAID;
        Set<Language> own = own(offer.getLanguage(), languages);
        return new Candidate(
                envelope.id(),
                Kind.OFFER,
                envelope.home(),
                envelope.author(),
                envelope.created(),
                envelope.expires(),
                offer.getTitle(),
                categories(offer.getCategoriesList()),
                new Conditions(price, ways(offer.getExchangeList()), stock, new LinkedHashSet<>(offer.getProofList())),
                Whereabouts.of(place(offer.getCell()), offer.getRadiusKm()),
                Terms.of(offer.getTitle(), own, true),
                Terms.of(offer.getText(), own, false));
    }

    private static Candidate intent(Envelope envelope, Intent intent, Set<Language> languages) {
        AmountRange budget = budget(intent);
        Set<Language> own = own(intent.getLanguage(), languages);
        return new Candidate(
                envelope.id(),
                Kind.INTENT,
                envelope.home(),
                envelope.author(),
                envelope.created(),
                envelope.expires(),
                intent.getTitle(),
                categories(intent.getCategoriesList()),
                new Conditions(budget, ways(intent.getExchangeList()), Conditions.NOT_SAID, Set.of()),
                Whereabouts.of(place(intent.getCell()), intent.getRadiusKm()),
                Terms.of(intent.getTitle(), own, true),
                Terms.of(intent.getText(), own, false));
    }

    static AmountRange budget(Intent intent) {
        Amount low = amount(intent.hasBudgetMin() ? intent.getBudgetMin() : null);
        Amount high = amount(intent.hasBudgetMax() ? intent.getBudgetMax() : null);
        return low == null && high == null
                ? null
                : new AmountRange(
                        low == null ? new Amount(0, high.currency()) : low,
                        high == null ? new Amount(Amount.MAX_MINOR_UNITS, low.currency()) : high);
    }

    private static Amount amount(Money money) {
        return money != null
                        && Amount.parse(money.getAmount(), money.getCurrency())
                                instanceof Checked.Ok<Amount>(Amount known)
                ? known
                : null;
    }

    private static Set<Language> own(String tag, Set<Language> languages) {
        Language named = tag.isEmpty() ? null : Language.of(tag);
        return named == null ? languages : EnumSet.of(named);
    }

    static List<Category> categories(List<org.byway.protocol.wire.Category> wire) {
        return wire.stream()
                .map(each -> new Category(each.getScheme(), each.getCode()))
                .toList();
    }

    static Set<Exchange> ways(List<Exchange> named) {
        return named.isEmpty() ? EnumSet.of(Exchange.PRICE) : Collections.unmodifiableSet(EnumSet.copyOf(named));
    }

    static Place place(String cell) {
        return cell.isEmpty() ? null : new Place(cell);
    }

    /** By which it is sorted where the price decides: an offer's lower end, an intent's upper one. */
    public long priceForSort() {
        AmountRange price = conditions.price();
        return price == null ? Long.MAX_VALUE : (kind == Kind.OFFER ? price.minimum() : price.maximum()).minorUnits();
    }
}
