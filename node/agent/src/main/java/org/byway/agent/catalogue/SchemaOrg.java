package org.byway.agent.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.byway.protocol.record.Limits;

/**
 * The columns that a schema.org Offer or Demand holds (schema.org 29): name, description and category of its own or of its {@code
 * itemOffered}; price and currency of its own or of a {@code priceSpecification}; the place of {@code availableAtOrFrom} or {@code
 * areaServed}; {@code inventoryLevel}; {@code validThrough}; {@code seller} or {@code offeredBy}; and what {@link SchemaOrgRows}
 * writes beside these. What has no place here is passed over, as a reader of schema.org should.
 */
final class SchemaOrg {
    private static final String TYPE = "@type";
    private static final Set<String> BUSINESSES = Set.of("Organization", "LocalBusiness", "Store", "Corporation");

    private final Wanted wanted;
    private final long nowMillis;

    SchemaOrg(Wanted wanted, long nowMillis) {
        this.wanted = wanted;
        this.nowMillis = nowMillis;
    }

    Map<String, String> columns(JsonNode thing) throws RowRefused {
        String type = wanted == Wanted.OFFERS ? "Offer" : "Demand";
        if (!thing.isObject() || !localName(thing.path(TYPE).asText()).equals(type)) {
            throw new RowRefused("is no JSON object with \"@type\":\"" + type + "\"");
        }
        Map<String, String> columns = new HashMap<>();
        JsonNode item = one(thing.path("itemOffered"));
        columns.put("title", text(first(thing.path("name"), item.isTextual() ? item : item.path("name"))));
        columns.put("text", text(first(thing.path("description"), item.path("description"))));
        columns.put("category", categories(first(thing.path("category"), item.path("category"))));
        columns.put("seller", name(one(first(thing.path("seller"), thing.path("offeredBy")))));
        columns.put("stock", text(value(one(thing.path("inventoryLevel")))));
        columns.put("expires_days", days(text(thing.path("validThrough"))));
        columns.put("quantity", text(value(one(thing.path("eligibleQuantity")))));
        columns.put("from", text(thing.path("availabilityStarts")));
        columns.put("until", text(thing.path("availabilityEnds")));
        columns.put("service", localName(item.path(TYPE).asText()).equals("Service") ? Column.YES : "");
        columns.put(
                "business", isBusiness(one(first(thing.path("seller"), thing.path("offeredBy")))) ? Column.YES : "");
        columns.put("language", language(thing.path("@context")));
        List<String> ways = named(thing.path("additionalType"), SchemaOrgNames.EXCHANGE);
        columns.put("exchange", String.join(" ", ways));
        columns.put(
                wanted == Wanted.OFFERS ? "proof" : "proof_asked",
                named(thing.path("additionalType"), SchemaOrgNames.PROOF).stream()
                        .map(SchemaOrgNames::decoded)
                        .collect(Collectors.joining("\n")));
        columns.put(
                "photos",
                named(thing.path("image"), SchemaOrgNames.DIGEST).stream()
                        .map(SchemaOrgNames::hex)
                        .collect(Collectors.joining(" ")));
        columns.put("payment_methods", paymentMethods(thing.path("acceptedPaymentMethod")));
        price(thing, columns);
        place(one(first(thing.path("availableAtOrFrom"), thing.path("areaServed"))), columns);
        return columns;
    }

    private void price(JsonNode thing, Map<String, String> columns) {
        JsonNode specification = one(thing.path("priceSpecification"));
        String column = wanted == Wanted.OFFERS ? "price" : "budget";
        columns.put(column, text(first(thing.path("price"), specification.path("price"))));
        columns.put(column + "_min", text(specification.path("minPrice")));
        columns.put(column + "_max", text(specification.path("maxPrice")));
        columns.put("currency", text(first(thing.path("priceCurrency"), specification.path("priceCurrency"))));
    }

    /** A Place with a geo, or the GeoCoordinates or GeoCircle itself; a circle's radius is in metres. */
    private static void place(JsonNode place, Map<String, String> columns) {
        JsonNode geo = one(first(place.path("geo"), place));
        JsonNode centre = one(first(geo.path("geoMidpoint"), geo));
        JsonNode identifier = one(place.path("identifier"));
        boolean geohash = identifier.path("propertyID").asText().equals(SchemaOrgNames.GEOHASH);
        columns.put("cell", geohash ? text(identifier.path("value")) : "");
        columns.put("lat", text(centre.path("latitude")));
        columns.put("lon", text(centre.path("longitude")));
        columns.put("radius_km", kilometres(text(value(one(geo.path("geoRadius"))))));
    }

    /** Of metres, rounded up; what is no number stays as it is. */
    private static String kilometres(String metres) {
        try {
            BigDecimal number = metres.isEmpty() ? null : new BigDecimal(metres);
            return number != null && Digits.few(number)
                    ? number.movePointLeft(3).setScale(0, RoundingMode.CEILING).toPlainString()
                    : metres;
        } catch (NumberFormatException e) {
            return metres;
        }
    }

    /** One or several; each is kept only where it is a category here: others' names of kinds are many. */
    private static String categories(JsonNode given) {
        if (!given.isArray()) {
            return category(given);
        }
        List<String> all = new ArrayList<>();
        given.forEach(each -> all.add(category(each)));
        return String.join(" ", all);
    }

    /** The texts that begin so, without that beginning; what does not is somebody else's. */
    private static List<String> named(JsonNode given, String beginning) {
        List<String> all = new ArrayList<>();
        for (JsonNode each : given.isArray() ? given : List.of(given)) {
            String text = text(each);
            if (text.startsWith(beginning)) {
                all.add(text.substring(beginning.length()));
            }
        }
        return all;
    }

    private static String paymentMethods(JsonNode given) {
        List<String> all = new ArrayList<>();
        for (JsonNode each : given.isArray() ? given : List.of(given)) {
            all.add(name(each));
        }
        return String.join("\n", all);
    }

    private static boolean isBusiness(JsonNode seller) {
        return BUSINESSES.contains(localName(seller.path(TYPE).asText()));
    }

    /** What JSON-LD's context says of the texts' language. */
    private static String language(JsonNode context) {
        for (JsonNode each : context.isArray() ? context : List.of(context)) {
            if (each.path("@language").isTextual()) {
                return each.path("@language").textValue();
            }
        }
        return "";
    }

    /** Text as it stands, or a CategoryCode with its codeValue in a code set. */
    private static String category(JsonNode category) {
        if (!category.isObject()) {
            return text(category);
        }
        JsonNode set = category.path("inCodeSet");
        return name(set) + ":" + text(category.path("codeValue"));
    }

    private String days(String validThrough) throws RowRefused {
        if (validThrough.isEmpty()) {
            return "";
        }
        try {
            Instant until = validThrough.length() == 10
                    ? LocalDate.parse(validThrough).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(validThrough).toInstant();
            // Up, as an export counts: so its rows are known again.
            long left = Math.ceilDiv(until.toEpochMilli() - nowMillis, Limits.DAY_MILLIS);
            if (until.toEpochMilli() <= nowMillis) {
                throw new RowRefused("validThrough has passed");
            }
            // Longer than a record may live: it is sealed for as long as one may.
            return Long.toString(Math.clamp(left, 1, wanted.maxDays()));
        } catch (DateTimeException | ArithmeticException e) {
            throw new RowRefused("validThrough must be a date or a time with its offset (ISO 8601)");
        }
    }

    private static String name(JsonNode node) {
        return text(node.isObject() ? first(node.path("name"), node.path("@id")) : node);
    }

    private static JsonNode value(JsonNode node) {
        return node.isObject() ? node.path("value") : node;
    }

    private static JsonNode one(JsonNode node) {
        return node.isArray() ? node.path(0) : node;
    }

    private static JsonNode first(JsonNode one, JsonNode other) {
        return one.isMissingNode() || one.isNull() ? other : one;
    }

    private static String text(JsonNode node) {
        if (node.isNumber()) {
            return Digits.of(node.decimalValue());
        }
        JsonNode known = node.isValueNode() && !node.isNull() ? node : MissingNode.getInstance();
        return known.asText("");
    }

    private static String localName(String type) {
        return type.substring(Math.max(type.lastIndexOf('/'), type.lastIndexOf(':')) + 1);
    }
}
