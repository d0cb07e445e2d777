package org.byway.agent.catalogue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.byway.protocol.market.MarketRule;
import org.byway.protocol.money.Amount;
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
        Draft.Details details = draft.details();
        Offer.Builder out = Offer.newBuilder()
                .setTitle(draft.title())
                .setText(draft.text())
                .setRadiusKm(draft.radiusKm())
                .setLanguage(details.language())
                .setService(details.service())
                .setBusiness(details.business())
                .addAllExchange(details.exchange())
                .addAllPaymentMethods(details.paymentMethods())
                .addAllProof(details.proof());
        draft.categories().forEach(each -> out.addCategories(category(each)));
        details.photos().forEach(each -> out.addPhotos(ByteString.copyFrom(each.bytes())));
        if (draft.low() != null) {
            out.setPrice(money(draft.low()));
        }
        if (draft.high() != null) {
            out.setPriceMax(money(draft.high()));
        }
        if (draft.place() != null) {
            out.setCell(draft.place().cell());
        }
        draft.stock().ifPresent(stock -> out.setStock((int) stock));
        return out.build();
    }

    private static Intent intent(Draft draft) {
        Draft.Details details = draft.details();
        Intent.Builder out = Intent.newBuilder()
                .setTitle(draft.title())
                .setText(draft.text())
                .setRadiusKm(draft.radiusKm())
                .setLanguage(details.language())
                .setFrom(details.fromMillis())
                .setUntil(details.untilMillis())
                .addAllProofAsked(details.proof())
                .addAllExchange(details.exchange());
        draft.categories().forEach(each -> out.addCategories(category(each)));
        if (draft.low() != null) {
            out.setBudgetMin(money(draft.low()));
        }
        if (draft.high() != null) {
            out.setBudgetMax(money(draft.high()));
        }
        if (draft.place() != null) {
            out.setCell(draft.place().cell());
        }
        draft.stock().ifPresent(quantity -> out.setQuantity((int) quantity));
        return out.build();
    }

    private static Category category(org.byway.protocol.market.Category category) {
        return Category.newBuilder()
                .setScheme(category.scheme())
                .setCode(category.code())
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
            ContentColumns.of(wanted, content).forEach((column, text) -> before.put(column.word(), text));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the ledger's own content cannot be read", e);
        }
        replace(before, anew, List.of("lat", "lon"), List.of("cell"));
        replace(before, anew, List.of("price"), List.of("price_min", "price_max"));
        replace(before, anew, List.of("budget"), List.of("budget_min", "budget_max"));
        return DraftReader.read(wanted, name -> {
            String value = anew.apply(name);
            return value == null ? before.get(name) : value;
        });
    }

    /** What is said anew in one way takes away what was said of the same in another. */
    private static void replace(
            Map<String, String> before, UnaryOperator<String> anew, List<String> said, List<String> gone) {
        if (said.stream().anyMatch(name -> anew.apply(name) != null)) {
            gone.forEach(before::remove);
        }
    }
}
