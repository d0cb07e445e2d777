package org.byway.cli.noticeboard;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.byway.agent.catalogue.Listed;
import org.byway.protocol.money.Amount;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.wire.Exchange;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.Money;
import org.byway.protocol.wire.Offer;

/**
 * One thing on the board.
 *
 * @param asked against what; empty where that was not said
 * @param until when it ends
 * @param fresh of this week
 */
public record Notice(Section section, String title, String text, String asked, String until, boolean fresh) {
    private static final long WEEK_MILLIS = 7 * Limits.DAY_MILLIS;
    private static final String FREE = "free";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /** Where on the board. */
    public enum Section {
        WANTED("Wanted"),
        OFFERING("Offering"),
        LENDING("Lending");

        private final String heading;

        Section(String heading) {
            this.heading = heading;
        }

        String heading() {
            return heading;
        }
    }

    /** Of a live offer or intent; InvalidProtocolBufferException where the content is none. */
    public static Notice of(Listed listed, long now) throws InvalidProtocolBufferException {
        Envelope envelope = listed.envelope();
        boolean fresh = now - envelope.created() < WEEK_MILLIS;
        String until = "until " + DAY.format(Instant.ofEpochMilli(envelope.expires()));
        if (envelope.is(Kind.INTENT)) {
            Intent intent = Intent.parseFrom(listed.content());
            String given = asked(price(intent.getBudgetMin(), intent.getBudgetMax()), intent.getExchangeList());
            return new Notice(Section.WANTED, intent.getTitle(), intent.getText(), given, until, fresh);
        }
        Offer offer = Offer.parseFrom(listed.content());
        boolean lent = offer.getExchangeList().contains(Exchange.LOAN);
        String asked = asked(price(offer.getPrice(), offer.getPriceMax()), offer.getExchangeList());
        Section section = lent ? Section.LENDING : Section.OFFERING;
        return new Notice(section, offer.getTitle(), offer.getText(), asked, until, fresh);
    }

    private static String asked(String price, List<Exchange> ways) {
        List<String> parts = new ArrayList<>();
        parts.add(price);
        ways.stream().map(Notice::word).forEach(parts::add);
        return parts.stream().filter(part -> !part.isEmpty()).distinct().collect(Collectors.joining(" · "));
    }

    private static String price(Money low, Money high) {
        if (isNothing(high) || (isNothing(low) && high.getAmount().isEmpty())) {
            return FREE;
        }
        if (low.getAmount().isEmpty()) {
            return high.getAmount().isEmpty() ? "" : "up to " + high.getAmount() + " " + high.getCurrency();
        }
        String range = high.getAmount().isEmpty() ? "" : "–" + high.getAmount();
        return low.getAmount() + range + " " + low.getCurrency();
    }

    private static boolean isNothing(Money money) {
        return Amount.parse(money.getAmount(), money.getCurrency()) instanceof Checked.Ok<Amount>(Amount amount)
                && amount.minorUnits() == 0;
    }

    private static String word(Exchange way) {
        return switch (way) {
            case PRICE, UNRECOGNIZED -> "";
            case OPEN -> "make an offer";
            case HOURS -> "for hours";
            case SWAP -> "to swap";
            case GIFT -> FREE;
            case LOAN -> "on loan";
        };
    }
}
