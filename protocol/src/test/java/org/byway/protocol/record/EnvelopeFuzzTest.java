package org.byway.protocol.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.stream.Stream;
import org.byway.protocol.fuzz.Good;
import org.byway.protocol.fuzz.Spoilt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are an envelope in the one encoding that there is, or are refused. */
class EnvelopeFuzzTest {
    static Stream<byte[]> good() {
        return Good.of("records", "records", "envelope");
    }

    @MethodSource("good")
    @FuzzTest
    void anyBytes(byte[] bytes) throws InvalidProtocolBufferException {
        read(bytes);
    }

    @Test
    void spoiltEnvelopes() {
        assertInstanceOf(Checked.Ok.class, Envelope.parse(good().findFirst().orElseThrow()));
        Spoilt.each(good(), EnvelopeFuzzTest::read);
    }

    private static void read(byte[] bytes) throws InvalidProtocolBufferException {
        if (Envelope.parse(bytes) instanceof Checked.Ok<Envelope>(Envelope envelope)) {
            var wire = org.byway.protocol.wire.Envelope.parseFrom(bytes);
            assertArrayEquals(bytes, wire.toByteArray(), "another encoding than protobuf's own");
            assertEquals(envelope.author(), Bytes32.of(wire.getAuthor().toByteArray()));
            assertEquals(envelope.expires(), wire.getExpires());
            assertEquals(
                    envelope.horizon(), Envelope.known(bytes, envelope.id()).horizon());
        }
    }
}
