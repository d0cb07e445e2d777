package org.byway.server.search;

import java.util.Currency;
import org.byway.protocol.record.Kind;

/** Offers and intents have fields of their own in the index, so that no search needs to tell them apart. */
enum Side {
    OFFERS("o."),
    INTENTS("i.");

    final String titleWords;
    final String titleStems;
    final String titleReductions;
    final String textStems;
    final String category;
    final String community;
    final String exchange;
    final String cell;
    final String reachKm;
    final String stock;
    final String proof;

    /** The currency in which an amount is named; {@link Fields#UNPRICED} where none is. */
    final String priced;

    private final String prefix;

    Side(String prefix) {
        this.prefix = prefix;
        titleWords = prefix + "word";
        titleStems = prefix + "stem";
        titleReductions = prefix + "reduction";
        textStems = prefix + "text";
        category = prefix + "category";
        community = prefix + "community";
        exchange = prefix + "exchange";
        cell = prefix + "cell";
        reachKm = prefix + "reach";
        stock = prefix + "stock";
        proof = prefix + "proof";
        priced = prefix + "priced";
    }

    static Side of(Kind kind) {
        return kind == Kind.OFFER ? OFFERS : INTENTS;
    }

    /** The lower end of the price, in minor units. */
    String low(Currency currency) {
        return prefix + currency.getCurrencyCode() + ".low";
    }

    /** The upper end, where it is another one. */
    String high(Currency currency) {
        return prefix + currency.getCurrencyCode() + ".high";
    }
}
