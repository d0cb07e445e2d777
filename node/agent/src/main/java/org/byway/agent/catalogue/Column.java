package org.byway.agent.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The columns of a file, in the order in which they are written. A file need not have them all, and may have others. */
enum Column {
    TITLE(Form.TEXT, Of.BOTH),
    CATEGORY(Form.WORDS, Of.BOTH),
    PRICE(Form.TEXT, Of.OFFERS),
    PRICE_MIN(Form.TEXT, Of.OFFERS),
    PRICE_MAX(Form.TEXT, Of.OFFERS),
    BUDGET_MIN(Form.TEXT, Of.INTENTS),
    BUDGET_MAX(Form.TEXT, Of.INTENTS),
    CURRENCY(Form.TEXT, Of.BOTH),
    EXCHANGE(Form.WORDS, Of.BOTH),
    TEXT(Form.TEXT, Of.BOTH),
    CELL(Form.TEXT, Of.BOTH),
    LAT(Form.NUMBER, Of.BOTH),
    LON(Form.NUMBER, Of.BOTH),
    RADIUS_KM(Form.NUMBER, Of.BOTH),
    STOCK(Form.NUMBER, Of.OFFERS),
    QUANTITY(Form.NUMBER, Of.INTENTS),
    FROM(Form.TEXT, Of.INTENTS),
    UNTIL(Form.TEXT, Of.INTENTS),
    SERVICE(Form.FLAG, Of.OFFERS),
    BUSINESS(Form.FLAG, Of.OFFERS),
    LANGUAGE(Form.TEXT, Of.BOTH),
    PHOTOS(Form.WORDS, Of.OFFERS),
    PAYMENT_METHODS(Form.LINES, Of.OFFERS),
    PROOF(Form.LINES, Of.OFFERS),
    PROOF_ASKED(Form.LINES, Of.INTENTS),
    EXPIRES_DAYS(Form.NUMBER, Of.BOTH),
    SELLER(Form.TEXT, Of.OFFERS),
    ID(Form.TEXT, Of.BOTH),
    AUTHOR(Form.TEXT, Of.BOTH),
    COMMUNITY(Form.TEXT, Of.BOTH),
    CREATED(Form.TEXT, Of.BOTH),
    EXPIRES(Form.TEXT, Of.BOTH);

    static final String YES = "yes";

    /** What stands in it: several words are divided by blanks, several lines by line feeds. */
    enum Form {
        TEXT,
        NUMBER,
        FLAG,
        WORDS,
        LINES;

        String divider() {
            return this == LINES ? "\n" : " ";
        }
    }

    private enum Of {
        OFFERS,
        INTENTS,
        BOTH
    }

    private final Form form;
    private final Of of;

    Column(Form form, Of of) {
        this.form = form;
        this.of = of;
    }

    Form form() {
        return form;
    }

    /** Its name in a header. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The columns of such a file. */
    static List<Column> of(Wanted wanted) {
        Of other = wanted == Wanted.OFFERS ? Of.INTENTS : Of.OFFERS;
        return Arrays.stream(values()).filter(column -> column.of != other).toList();
    }
}
