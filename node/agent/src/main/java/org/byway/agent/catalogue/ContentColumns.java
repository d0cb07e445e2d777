package org.byway.agent.catalogue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.byway.protocol.place.Coordinates;
import org.byway.protocol.place.Place;
import org.byway.protocol.record.Checked;
import org.byway.protocol.wire.Category;
import org.byway.protocol.wire.Exchange;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.Money;
import org.byway.protocol.wire.Offer;

/** What a content says, as the columns of a file: {@link DraftReader} makes the same of them again. */
final class ContentColumns {
    /** The end of the year 9999: what lies behind has no text by ISO 8601. */
    private static final long LAST_MILLIS = 253_402_300_799_999L;

    private final Map<Column, String> columns = new EnumMap<>(Column.class);

    private ContentColumns() {}

    /** What is empty is not there. */
    static Map<Column, String> of(Wanted wanted, byte[] content) throws InvalidProtocolBufferException {
        ContentColumns made = new ContentColumns();
        if (wanted == Wanted.OFFERS) {
            made.offer(Offer.parseFrom(content));
        } else {
            made.intent(Intent.parseFrom(content));
        }
        made.columns.values().removeIf(String::isEmpty);
        return made.columns;
    }

    private void offer(Offer offer) {
        said(offer.getTitle(), offer.getText(), offer.getLanguage());
        kinds(offer.getCategoriesList(), offer.getExchangeList());
        if (offer.hasPriceMax()) {
            range(Column.PRICE_MIN, Column.PRICE_MAX, offer.getPrice(), offer.getPriceMax());
        } else {
            columns.put(Column.PRICE, offer.getPrice().getAmount());
            columns.put(Column.CURRENCY, offer.getPrice().getCurrency());
        }
        place(offer.getCell(), offer.getRadiusKm());
        if (offer.hasStock()) {
            columns.put(Column.STOCK, Integer.toUnsignedString(offer.getStock()));
        }
        columns.put(Column.SERVICE, offer.getService() ? Column.YES : "");
        columns.put(Column.BUSINESS, offer.getBusiness() ? Column.YES : "");
        columns.put(
                Column.PHOTOS,
                offer.getPhotosList().stream().map(ContentColumns::hex).collect(Collectors.joining(" ")));
        columns.put(Column.PROOF, String.join("\n", offer.getProofList()));
        columns.put(Column.PAYMENT_METHODS, String.join("\n", offer.getPaymentMethodsList()));
    }

    private void intent(Intent intent) {
        said(intent.getTitle(), intent.getText(), intent.getLanguage());
        kinds(intent.getCategoriesList(), intent.getExchangeList());
        range(Column.BUDGET_MIN, Column.BUDGET_MAX, intent.getBudgetMin(), intent.getBudgetMax());
        place(intent.getCell(), intent.getRadiusKm());
        columns.put(Column.QUANTITY, intent.getQuantity() == 0 ? "" : Integer.toUnsignedString(intent.getQuantity()));
        columns.put(Column.PROOF_ASKED, String.join("\n", intent.getProofAskedList()));
        columns.put(Column.FROM, time(intent.getFrom()));
        columns.put(Column.UNTIL, time(intent.getUntil()));
    }

    private void said(String title, String text, String language) {
        columns.put(Column.TITLE, title);
        columns.put(Column.TEXT, text);
        columns.put(Column.LANGUAGE, language);
    }

    private void kinds(List<Category> categories, List<Exchange> ways) {
        columns.put(
                Column.CATEGORY,
                categories.stream()
                        .map(each -> each.getScheme() + ":" + each.getCode())
                        .collect(Collectors.joining(" ")));
        columns.put(
                Column.EXCHANGE,
                ways.stream().map(each -> each.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(" ")));
    }

    private void range(Column least, Column most, Money low, Money high) {
        columns.put(least, low.getAmount());
        columns.put(most, high.getAmount());
        columns.put(Column.CURRENCY, high.getCurrency().isEmpty() ? low.getCurrency() : high.getCurrency());
    }

    /** A radius around nothing says nothing. */
    private void place(String cell, int radiusKm) {
        if (Place.parse(cell) instanceof Checked.Ok<Place>(Place place)) {
            Coordinates centre = place.centre();
            columns.put(Column.CELL, cell);
            columns.put(Column.LAT, String.format(Locale.ROOT, "%.6f", centre.latitude()));
            columns.put(Column.LON, String.format(Locale.ROOT, "%.6f", centre.longitude()));
            columns.put(Column.RADIUS_KM, radiusKm == 0 ? "" : Integer.toString(radiusKm));
        }
    }

    private static String time(long millis) {
        return millis <= 0 || millis > LAST_MILLIS
                ? ""
                : Instant.ofEpochMilli(millis).toString();
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
