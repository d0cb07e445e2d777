package org.byway.protocol.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The header fields of a message, in the order in which they came; names in lower case. */
public record Fields(List<Field> all) {
    public static final Fields NONE = new Fields(List.of());

    /** One line of a header. */
    public record Field(String name, String value) {
        public Field {
            name = name.toLowerCase(Locale.ROOT);
        }
    }

    public Fields {
        all = List.copyOf(all);
    }

    public Fields with(String name, String value) {
        List<Field> more = new ArrayList<>(all);
        more.add(new Field(name, value));
        return new Fields(more);
    }

    /** The values under that name, each without space around it, joined by a comma and a space; null without any. */
    public String get(String name) {
        String joined = null;
        for (Field field : all) {
            if (field.name().equals(name)) {
                String value = field.value().strip();
                joined = joined == null ? value : joined + ", " + value;
            }
        }
        return joined;
    }
}
