package org.byway.agent.catalogue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A record as an Offer or a Demand of schema.org 29 in JSON-LD 1.1, one of those that {@link SchemaOrg} reads. What schema.org has
 * no property for is said in its general ones: ways of exchange and proofs as {@code additionalType}, the cell of a place as its {@code
 * identifier}, photos as {@code image} by their digests (RFC 6920), the language in the context.
 */
final class SchemaOrgRows {
    private static final String TYPE = "@type";
    private static final int METRES = 1_000;

    private final Wanted wanted;

    SchemaOrgRows(Wanted wanted) {
        this.wanted = wanted;
    }

    ObjectNode object(Listed listed, long nowMillis) throws InvalidProtocolBufferException {
        Map<Column, String> said = listed.columns(wanted, nowMillis);
        ObjectNode thing = object();
        context(said, thing);
        thing.put(TYPE, wanted == Wanted.OFFERS ? "Offer" : "Demand");
        thing.put("identifier", said.get(Column.ID));
        put(thing, "name", said.get(Column.TITLE));
        put(thing, "description", said.get(Column.TEXT));
        categories(said, thing);
        price(said, thing);
        place(said, thing);
        types(said, thing);
        if (wanted == Wanted.OFFERS) {
            offer(said, thing);
        } else {
            amount(said, Column.QUANTITY, thing, "eligibleQuantity");
            put(thing, "availabilityStarts", said.get(Column.FROM));
            put(thing, "availabilityEnds", said.get(Column.UNTIL));
        }
        thing.put("validThrough", said.get(Column.EXPIRES));
        return thing;
    }

    private void types(Map<Column, String> said, ObjectNode thing) {
        Column proof = wanted == Wanted.OFFERS ? Column.PROOF : Column.PROOF_ASKED;
        if (said.containsKey(Column.EXCHANGE) || said.containsKey(proof)) {
            ArrayNode types = thing.putArray("additionalType");
            each(said, Column.EXCHANGE, way -> types.add(SchemaOrgNames.EXCHANGE + way));
            each(said, proof, name -> types.add(SchemaOrgNames.PROOF + SchemaOrgNames.encoded(name)));
        }
    }

    private static void context(Map<Column, String> said, ObjectNode thing) {
        String language = said.get(Column.LANGUAGE);
        if (language == null) {
            thing.put("@context", "https://schema.org");
        } else {
            thing.putArray("@context").add("https://schema.org").add(object().put("@language", language));
        }
    }

    private static void offer(Map<Column, String> said, ObjectNode thing) {
        if (said.containsKey(Column.SERVICE)) {
            thing.set("itemOffered", object().put(TYPE, "Service"));
        }
        amount(said, Column.STOCK, thing, "inventoryLevel");
        thing.set(
                "seller",
                object().put(TYPE, said.containsKey(Column.BUSINESS) ? "Organization" : "Person")
                        .put("name", said.get(Column.SELLER)));
        if (said.containsKey(Column.PHOTOS)) {
            ArrayNode images = thing.putArray("image");
            each(said, Column.PHOTOS, photo -> images.add(SchemaOrgNames.digest(photo)));
        }
        if (said.containsKey(Column.PAYMENT_METHODS)) {
            ArrayNode methods = thing.putArray("acceptedPaymentMethod");
            each(said, Column.PAYMENT_METHODS, methods::add);
        }
    }

    private static void categories(Map<Column, String> said, ObjectNode thing) {
        if (said.containsKey(Column.CATEGORY)) {
            ArrayNode all = thing.putArray("category");
            each(said, Column.CATEGORY, category -> {
                int colon = category.indexOf(':');
                all.add(object().put(TYPE, "CategoryCode")
                        .put("inCodeSet", category.substring(0, colon))
                        .put("codeValue", category.substring(colon + 1)));
            });
        }
    }

    private void price(Map<Column, String> said, ObjectNode thing) {
        String currency = said.get(Column.CURRENCY);
        if (said.containsKey(Column.PRICE)) {
            thing.put("price", said.get(Column.PRICE)).put("priceCurrency", currency);
            return;
        }
        String least = said.get(wanted == Wanted.OFFERS ? Column.PRICE_MIN : Column.BUDGET_MIN);
        String most = said.get(wanted == Wanted.OFFERS ? Column.PRICE_MAX : Column.BUDGET_MAX);
        if (least != null || most != null) {
            ObjectNode range = thing.putObject("priceSpecification").put(TYPE, "PriceSpecification");
            put(range, "minPrice", least);
            put(range, "maxPrice", most);
            range.put("priceCurrency", currency);
        }
    }

    private void place(Map<Column, String> said, ObjectNode thing) {
        if (!said.containsKey(Column.CELL)) {
            return;
        }
        ObjectNode place = thing.putObject(wanted == Wanted.OFFERS ? "availableAtOrFrom" : "areaServed")
                .put(TYPE, "Place");
        place.set(
                "identifier",
                object().put(TYPE, "PropertyValue")
                        .put("propertyID", SchemaOrgNames.GEOHASH)
                        .put("value", said.get(Column.CELL)));
        ObjectNode centre = object().put(TYPE, "GeoCoordinates");
        centre.put("latitude", new BigDecimal(said.get(Column.LAT)));
        centre.put("longitude", new BigDecimal(said.get(Column.LON)));
        if (said.containsKey(Column.RADIUS_KM)) {
            ObjectNode circle = object().put(TYPE, "GeoCircle");
            circle.set("geoMidpoint", centre);
            circle.put("geoRadius", Long.parseLong(said.get(Column.RADIUS_KM)) * METRES);
            place.set("geo", circle);
        } else {
            place.set("geo", centre);
        }
    }

    private static void amount(Map<Column, String> said, Column column, ObjectNode thing, String property) {
        if (said.containsKey(column)) {
            thing.putObject(property).put(TYPE, "QuantitativeValue").put("value", Long.parseLong(said.get(column)));
        }
    }

    private static void each(Map<Column, String> said, Column column, Consumer<String> use) {
        if (!said.containsKey(column)) {
            return;
        }
        for (String each : said.get(column).split(column.form().divider())) {
            use.accept(each);
        }
    }

    private static void put(ObjectNode object, String name, String text) {
        if (text != null) {
            object.put(name, text);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
