package org.byway.server.search;

import java.io.IOException;
import java.util.Currency;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteArrayDataOutput;
import org.apache.lucene.util.BytesRef;
import org.byway.protocol.market.Candidate;
import org.byway.protocol.market.Category;
import org.byway.protocol.money.Amount;
import org.byway.protocol.money.AmountRange;
import org.byway.protocol.place.Place;
import org.byway.protocol.record.Bytes32;

/** What a list shows of a record, packed, but for its times. Category, cell and currency are empty where there is none. */
record HitLine(
        Bytes32 id,
        Bytes32 community,
        Bytes32 author,
        String title,
        Category category,
        Place place,
        AmountRange price) {
    private static final int MOST_BYTES = 2_048;
    private static final int IDS_BYTES = 3 * Bytes32.SIZE;

    static BytesRef write(Candidate candidate) throws IOException {
        byte[] bytes = new byte[MOST_BYTES];
        candidate.id().write(bytes, 0);
        candidate.community().write(bytes, Bytes32.SIZE);
        candidate.author().write(bytes, 2 * Bytes32.SIZE);
        ByteArrayDataOutput out = new ByteArrayDataOutput(bytes, IDS_BYTES, MOST_BYTES - IDS_BYTES);
        out.writeString(candidate.title());
        out.writeString(
                candidate.categories().isEmpty()
                        ? ""
                        : candidate.categories().get(0).toString());
        Place place = candidate.whereabouts().place();
        out.writeString(place == null ? "" : place.cell());
        AmountRange price = candidate.conditions().price();
        out.writeString(price == null ? "" : price.minimum().currency().getCurrencyCode());
        if (price != null) {
            out.writeVLong(price.minimum().minorUnits());
            out.writeVLong(price.maximum().minorUnits());
        }
        return new BytesRef(bytes, 0, out.getPosition());
    }

    static HitLine read(BytesRef from) throws IOException {
        ByteArrayDataInput in = new ByteArrayDataInput(from.bytes, from.offset + IDS_BYTES, from.length - IDS_BYTES);
        String title = in.readString();
        String category = in.readString();
        String cell = in.readString();
        String currency = in.readString();
        return new HitLine(
                id(from),
                Bytes32.of(from.bytes, from.offset + Bytes32.SIZE),
                Bytes32.of(from.bytes, from.offset + 2 * Bytes32.SIZE),
                title,
                category.isEmpty() ? null : Category.parse(category).orThrow(),
                cell.isEmpty() ? null : new Place(cell),
                currency.isEmpty() ? null : price(in, Currency.getInstance(currency)));
    }

    private static AmountRange price(ByteArrayDataInput in, Currency currency) throws IOException {
        return new AmountRange(new Amount(in.readVLong(), currency), new Amount(in.readVLong(), currency));
    }

    static Bytes32 id(BytesRef from) {
        return Bytes32.of(from.bytes, from.offset);
    }
}
