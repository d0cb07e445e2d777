package org.byway.agent.catalogue;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.byway.protocol.market.MarketRule;
import org.byway.protocol.money.Amount;
import org.byway.protocol.place.Coordinates;
import org.byway.protocol.place.Place;
import org.byway.protocol.record.Checked;
import org.byway.protocol.wire.Category;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.Money;
import org.byway.protocol.wire.Offer;

/** Drafts as the content of records, and back: what a revision starts from. */
public final class Contents {
    private Contents() {}

    /** Refused where a node would not admit it. */
    public static Checked<byte[]> write(Wanted wanted, Draft draft) {
        byte[] content = (wanted == Wanted.OFFERS ? offer(draft) : intent(draft)).toByteArray();
        Checked<?> read = wanted == Wanted.OFFERS ? MarketRule.offer(content) : MarketRule.intent(content);
        return switch (read) {
            case Checked.Refused<?> refused -> refused.as();
            case Checked.Ok<?> good -> new Checked.Ok<>(content);
        };
    }

    private static Offer offer(Draft draft) {
        Offer.Builder out =
                Offer.newBuilder().setTitle(draft.title()).setText(draft.text()).setRadiusKm(draft.radiusKm());
        if (draft.category() != null) {
            out.addCategories(category(draft));
        }
        if (draft.low() != null) {
            out.setPrice(money(draft.low()));
        }
        if (draft.high() != null) {
            out.setPriceMax(money(draft.high()));
        }
        if (draft.place() != null) {
            out.setCell(draft.place().cell());
        }
        draft.stock().ifPresent(out::setStock);
        return out.build();
    }

    private static Intent intent(Draft draft) {
        Intent.Builder out = Intent.newBuilder()
                .setTitle(draft.title())
                .setText(draft.text())
                .setRadiusKm(draft.radiusKm());
        if (draft.category() != null) {
            out.addCategories(category(draft));
        }
        if (draft.low() != null) {
            out.setBudgetMin(money(draft.low()));
        }
        if (draft.high() != null) {
            out.setBudgetMax(money(draft.high()));
        }
        if (draft.place() != null) {
            out.setCell(draft.place().cell());
        }
        return out.build();
    }

    private static Category category(Draft draft) {
        return Category.newBuilder()
                .setScheme(draft.category().scheme())
                .setCode(draft.category().code())
                .build();
    }

    private static Money money(Amount amount) {
        return Money.newBuilder()
                .setAmount(amount.decimal())
                .setCurrency(amount.currency().getCurrencyCode())
                .build();
    }

    /**
     * The draft of a sealed content with some columns written anew; an empty text takes back what stood there. Columns are those of
     * a file.
     */
    public static Checked<Draft> revise(Wanted wanted, byte[] content, UnaryOperator<String> anew) {
        Map<String, String> before = new HashMap<>();
        try {
            if (wanted == Wanted.OFFERS) {
                columns(Offer.parseFrom(content), before);
            } else {
                columns(Intent.parseFrom(content), before);
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the ledger's own content cannot be read", e);
        }
        return DraftReader.read(wanted, name -> {
            String value = anew.apply(name);
            return value == null ? before.get(name) : value;
        });
    }

    private static void columns(Offer offer, Map<String, String> to) {
        to.put("title", offer.getTitle());
        to.put("text", offer.getText());
        categories(offer.getCategoriesList(), to);
        money("price", offer.getPrice(), offer.getPriceMax(), to);
        place(offer.getCell(), offer.getRadiusKm(), to);
        if (offer.hasStock()) {
            to.put("stock", Integer.toString(offer.getStock()));
        }
    }

    private static void columns(Intent intent, Map<String, String> to) {
        to.put("title", intent.getTitle());
        to.put("text", intent.getText());
        categories(intent.getCategoriesList(), to);
        money("budget", intent.getBudgetMin(), intent.getBudgetMax(), to);
        place(intent.getCell(), intent.getRadiusKm(), to);
    }

    private static void categories(List<Category> categories, Map<String, String> to) {
        if (!categories.isEmpty()) {
            to.put(
                    "category",
                    categories.get(0).getScheme() + ":" + categories.get(0).getCode());
        }
    }

    private static void money(String name, Money low, Money high, Map<String, String> to) {
        boolean range = !high.getAmount().isEmpty();
        to.put(name, range ? low.getAmount() + ".." + high.getAmount() : low.getAmount());
        to.put("currency", range ? high.getCurrency() : low.getCurrency());
    }

    private static void place(String cell, int radiusKm, Map<String, String> to) {
        if (cell.isEmpty()) {
            return;
        }
        // The centre of the cell is in the cell, so the same place comes out again.
        if (Place.parse(cell) instanceof Checked.Ok<Place>(Place place)) {
            Coordinates centre = place.centre();
            to.put("lat", String.format(Locale.ROOT, "%.6f", centre.latitude()));
            to.put("lon", String.format(Locale.ROOT, "%.6f", centre.longitude()));
        }
        if (radiusKm > 0) {
            to.put("radius_km", Integer.toString(radiusKm));
        }
    }
}
