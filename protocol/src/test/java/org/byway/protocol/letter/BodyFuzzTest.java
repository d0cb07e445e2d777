package org.byway.protocol.letter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.fuzz.Good;
import org.byway.protocol.fuzz.Spoilt;
import org.byway.protocol.record.Checked;
import org.byway.protocol.wire.LetterBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** What a correspondent writes under seal: it keeps to its bounds, or is refused. */
class BodyFuzzTest {
    private static final long LATEST =
            Vectors.load("letter-bodies").get("latest").asLong();

    static Stream<byte[]> good() {
        return Stream.concat(Good.of("letter-bodies", "taken", "body"), Good.of("letter-bodies", "refused", "body"));
    }

    @MethodSource("good")
    @FuzzTest
    void anyBytes(byte[] bytes) throws InvalidProtocolBufferException {
        read(bytes);
    }

    @Test
    void spoiltBodies() {
        assertInstanceOf(Checked.Ok.class, BodyRule.read(good().findFirst().orElseThrow(), LATEST));
        Spoilt.each(good(), BodyFuzzTest::read);
    }

    private static void read(byte[] bytes) throws InvalidProtocolBufferException {
        if (BodyRule.read(bytes, LATEST) instanceof Checked.Ok<LetterBody>(LetterBody body)) {
            assertEquals(body, LetterBody.parseFrom(body.toByteArray()));
            if (body.hasCard()) {
                assertInstanceOf(Checked.Ok.class, LetterAddress.read(body.getCard()));
            }
        }
    }
}
