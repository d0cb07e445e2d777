package org.byway.protocol.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.byway.protocol.fuzz.Good;
import org.byway.protocol.fuzz.Spoilt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Coded symbols that mean no good: they are taken apart in the end, and name no more than there are symbols. */
class SketchFuzzTest {
    private static final Sketch OURS = Sketch.empty();

    static {
        SampleItems.numbered(0, 40, 4).forEach(item -> OURS.add(item.id()));
    }

    static Stream<byte[]> good() {
        return Stream.concat(
                Good.of("sketches", "cases", "theirs").filter(symbols -> symbols.length < 8_192),
                Stream.of(OURS.write(8), OURS.write(64), Sketch.empty().write(3)));
    }

    @MethodSource("good")
    @FuzzTest
    void anyBytes(byte[] bytes) {
        read(bytes);
    }

    @Test
    void spoiltSymbols() {
        assertNotNull(Sketch.read(OURS.write(8)));
        Spoilt.each(good(), SketchFuzzTest::read);
    }

    private static void read(byte[] bytes) {
        Sketch theirs = Sketch.read(bytes);
        if (theirs == null) {
            return;
        }
        assertArrayEquals(bytes, theirs.write(theirs.symbols()));
        Peeling told = Peeling.of(OURS, theirs);
        if (told != null) {
            assertTrue(told.have().size() + told.need().size() <= Sketch.SYMBOLS);
        }
    }
}
