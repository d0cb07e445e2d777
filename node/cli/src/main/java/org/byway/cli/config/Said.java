package org.byway.cli.config;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What one source says, and what is wrong with it. With any problem, nothing of it is to be used. */
public record Said(Map<Setting, Stated> stated, List<Problem> problems) {
    public Said {
        stated = stated.isEmpty() ? Map.of() : new EnumMap<>(stated);
        problems = List.copyOf(problems);
    }

    /** Of a source that is not there. */
    public static Said nothing() {
        return new Said(Map.of(), List.of());
    }
}
