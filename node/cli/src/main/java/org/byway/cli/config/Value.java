package org.byway.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.stream.Collectors;
import org.tomlj.Toml;

/** What a setting is set to. */
public sealed interface Value {
    record Text(String text) implements Value {
        @Override
        public String toml() {
            return '"' + Toml.tomlEscape(text).toString() + '"';
        }

        @Override
        public JsonNode json() {
            return JsonNodeFactory.instance.textNode(text);
        }
    }

    record Texts(List<String> texts) implements Value {
        public Texts {
            texts = List.copyOf(texts);
        }

        @Override
        public String toml() {
            return texts.stream().map(each -> new Text(each).toml()).collect(Collectors.joining(", ", "[", "]"));
        }

        @Override
        public JsonNode json() {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            texts.forEach(array::add);
            return array;
        }
    }

    record Whole(long number) implements Value {
        @Override
        public String toml() {
            return Long.toString(number);
        }

        @Override
        public JsonNode json() {
            return JsonNodeFactory.instance.numberNode(number);
        }
    }

    record Flag(boolean on) implements Value {
        @Override
        public String toml() {
            return Boolean.toString(on);
        }

        @Override
        public JsonNode json() {
            return JsonNodeFactory.instance.booleanNode(on);
        }
    }

    /** As it would stand in a file. */
    String toml();

    JsonNode json();
}
