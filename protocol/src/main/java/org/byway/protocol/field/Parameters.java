package org.byway.protocol.field;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is said of an item or an inner list, in the order in which it was said. */
public record Parameters(Map<String, Bare> values) {
    public static final Parameters NONE = new Parameters(Map.of());

    public Parameters {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The value, or null. */
    public Bare get(String key) {
        return values.get(key);
    }

    public String serialized() {
        StringBuilder text = new StringBuilder();
        values.forEach((key, value) -> {
            text.append(';').append(key);
            if (!value.equals(Bare.Truth.TRUE)) {
                text.append('=').append(value.serialized());
            }
        });
        return text.toString();
    }
}
