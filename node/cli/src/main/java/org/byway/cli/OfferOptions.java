package org.byway.cli;

import java.util.Map;
import picocli.CommandLine.Option;

/** What may be said of an offer. */
final class OfferOptions extends DraftOptions {
    @Option(names = "--price", paramLabel = "AMOUNT", description = "Such as 12.50, or a range, 10..15.")
    private String price;

    @Option(names = "--stock", paramLabel = "N", description = "How many there are.")
    private String stock;

    @Option(names = "--radius-km", paramLabel = "KM", description = "How far around it is brought.")
    private String radiusKm;

    @Option(
            names = "--seller",
            paramLabel = "NAME",
            description =
                    "The name to offer it under, kept in this home only: others see its key. Usually one for all.")
    private String seller;

    @Override
    Map<String, String> columns() {
        Map<String, String> columns = super.columns();
        columns.put("price", price);
        columns.put("stock", stock);
        columns.put("radius_km", radiusKm);
        columns.put("seller", seller);
        columns.values().removeIf(value -> value == null);
        return columns;
    }
}
