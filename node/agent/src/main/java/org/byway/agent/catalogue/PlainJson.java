package org.byway.agent.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A row as one JSON object: the columns are its members; several words or lines are an array, numbers and flags what they are. */
final class PlainJson {
    private PlainJson() {}

    static Map<String, String> columns(JsonNode read, Wanted wanted) throws RowRefused {
        if (!read.isObject()) {
            throw new RowRefused("is no JSON object");
        }
        Map<String, String> columns = new HashMap<>();
        for (Map.Entry<String, JsonNode> member : read.properties()) {
            columns.put(member.getKey(), text(member.getValue(), divider(member.getKey(), wanted)));
        }
        return columns;
    }

    private static String divider(String name, Wanted wanted) {
        return Column.of(wanted).stream()
                .filter(column -> column.word().equals(name))
                .map(column -> column.form().divider())
                .findFirst()
                .orElse(" ");
    }

    private static String text(JsonNode value, String divider) {
        if (value.isArray()) {
            List<String> all = new ArrayList<>();
            value.forEach(each -> all.add(text(each, divider)));
            return String.join(divider, all);
        }
        if (value.isNumber()) {
            return Digits.of(value.decimalValue());
        }
        return value.isNull() ? "" : value.asText();
    }

    static ObjectNode object(Map<Column, String> columns) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        columns.forEach((column, text) -> object.set(column.word(), value(column.form(), text)));
        return object;
    }

    private static JsonNode value(Column.Form form, String text) {
        return switch (form) {
            case TEXT -> JsonNodeFactory.instance.textNode(text);
            case NUMBER -> JsonNodeFactory.instance.numberNode(new BigDecimal(text));
            case FLAG -> JsonNodeFactory.instance.booleanNode(text.equals(Column.YES));
            case WORDS, LINES -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                for (String each : text.split(form.divider())) {
                    array.add(each);
                }
                yield array;
            }
        };
    }
}
