package org.byway.server.http;

import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.JsonSchema;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.Parameter;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the contract says of one parameter, a text or a whole number, as it is held against a request at once: the validator
 * that comes with the router takes a change of thread and as long as a search. A schema that says more than is known here
 * is refused when the program starts.
 *
 * @param pattern null where any text will do; so with allowed
 */
record ParameterRule(
        String name,
        Location in,
        boolean required,
        boolean whole,
        long least,
        long most,
        Pattern pattern,
        List<String> allowed) {
    private static final Set<String> KNOWN = Set.of(
            "type",
            "enum",
            "minLength",
            "maxLength",
            "pattern",
            "minimum",
            "maximum",
            "default",
            "description",
            "format");

    static ParameterRule of(Parameter parameter) {
        JsonSchema schema = parameter.getSchema();
        for (String word : schema.fieldNames()) {
            if (!KNOWN.contains(word) && !word.startsWith("__")) {
                throw new IllegalStateException(parameter.getName() + " says " + word + ", which nobody checks");
            }
        }
        boolean whole = "integer".equals(schema.get("type"));
        if (!whole && !"string".equals(schema.get("type"))) {
            throw new IllegalStateException(parameter.getName() + " is neither a text nor a whole number");
        }
        String pattern = schema.get("pattern");
        JsonArray allowed = schema.get("enum");
        return new ParameterRule(
                parameter.getName(),
                parameter.getIn(),
                parameter.isRequired(),
                whole,
                number(schema, whole ? "minimum" : "minLength", whole ? Long.MIN_VALUE : 0),
                number(schema, whole ? "maximum" : "maxLength", Long.MAX_VALUE),
                pattern == null ? null : Pattern.compile(pattern),
                allowed == null ? null : allowed.stream().map(Object::toString).toList());
    }

    private static long number(JsonSchema schema, String word, long unsaid) {
        Number number = schema.get(word);
        return number == null ? unsaid : number.longValue();
    }

    /** What the request says; null where it says nothing. */
    String read(RoutingContext context) {
        return switch (in) {
            case QUERY -> context.queryParams().get(name);
            case PATH -> context.pathParam(name);
            case HEADER -> context.request().getHeader(name);
            case COOKIE -> null;
        };
    }

    /** Why a value does not fit; null where it does. */
    String fault(String value) {
        if (value == null) {
            return required ? "is wanted" : null;
        }
        if (whole) {
            return wholeFault(value);
        }
        int letters = value.codePointCount(0, value.length());
        if (letters < least || letters > most) {
            return "has " + least + " to " + most + " characters";
        }
        if (allowed != null && !allowed.contains(value)) {
            return "is one of " + String.join(", ", allowed);
        }
        return pattern == null || pattern.matcher(value).find() ? null : "is to be like " + pattern;
    }

    private String wholeFault(String value) {
        try {
            long number = Long.parseLong(value);
            return number < least || number > most ? "is from " + least + " to " + most : null;
        } catch (NumberFormatException e) {
            return "is a whole number";
        }
    }
}
