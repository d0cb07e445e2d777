package org.byway.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The files of protocol/vectors, which SPEC.md cites and the tests of every language load. */
public final class Vectors {
    private Vectors() {}

    /** The file {@code vectors/NAME.json}. */
    public static JsonNode load(String name) {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + name + ".json")) {
            if (in == null) {
                throw new IllegalArgumentException("no vectors of the name " + name);
            }
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The elements of an array in that file; refuses an empty one, which would test nothing. */
    public static Stream<JsonNode> cases(String name, String array) {
        JsonNode cases = load(name).path(array);
        if (!cases.isArray() || cases.isEmpty()) {
            throw new IllegalArgumentException("no " + array + " in the vectors " + name);
        }
        return StreamSupport.stream(cases.spliterator(), false);
    }
}
