package org.byway.cli;

import java.nio.file.Path;
import java.util.List;
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
            names = "--payment-method",
            paramLabel = "NAME",
            description = "How it can be paid; may be given several times.")
    private List<String> paymentMethods;

    @Option(
            names = "--service",
            paramLabel = "yes|no",
            arity = "0..1",
            fallbackValue = "yes",
            description = "It is a service.")
    private String service;

    @Option(
            names = "--business",
            paramLabel = "yes|no",
            arity = "0..1",
            fallbackValue = "yes",
            description = "It is offered in the way of business.")
    private String business;

    @Option(
            names = "--seller",
            paramLabel = "NAME",
            description =
                    "The name to offer it under, kept in this home only: others see its key. Usually one for all.")
    private String seller;

    @Option(
            names = "--photo",
            paramLabel = "FILE",
            description = {
                "A JPEG or PNG of it, left at the node without place, time and other metadata; may be given several times.",
                "Said anew, photos take the place of those before."
            })
    private List<Path> photos;

    /** Photos to be left at the node; null where none was named. */
    List<Path> photos() {
        return photos;
    }

    @Override
    Map<String, String> columns() {
        Map<String, String> columns = super.columns();
        columns.put("price", price);
        columns.put("stock", stock);
        columns.put("radius_km", radiusKm);
        columns.put("seller", seller);
        columns.put("service", service);
        columns.put("business", business);
        columns.put("payment_methods", paymentMethods == null ? null : String.join("\n", paymentMethods));
        columns.values().removeIf(value -> value == null);
        return columns;
    }
}
