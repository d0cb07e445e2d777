package org.byway.protocol.letter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.stream.Stream;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.ReplyAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LetterAddressTest {
    private static final LetterAddress GOOD =
            new LetterAddress("00112233445566778899aabbccddeeff", Sha256.of(new byte[1]), List.of(node(1), node(2)));

    private static Bytes32 node(int number) {
        return Sha256.of(new byte[] {(byte) number});
    }

    @Test
    void isTheSameOnTheWire() {
        assertEquals(new Checked.Ok<>(GOOD), LetterAddress.read(GOOD.wire()));
    }

    static Stream<ReplyAddress> bad() {
        ReplyAddress.Builder crowd = GOOD.wire().toBuilder();
        for (int i = 3; i <= 5; i++) {
            crowd.addNodes(ByteString.copyFrom(node(i).bytes()));
        }
        return Stream.of(
                ReplyAddress.getDefaultInstance(),
                GOOD.wire().toBuilder()
                        .setTag(ByteString.copyFrom(new byte[15]))
                        .build(),
                GOOD.wire().toBuilder()
                        .setTag(ByteString.copyFrom(new byte[17]))
                        .build(),
                GOOD.wire().toBuilder()
                        .setKey(ByteString.copyFrom(new byte[31]))
                        .build(),
                GOOD.wire().toBuilder().clearNodes().build(),
                GOOD.wire().toBuilder().addNodes(ByteString.EMPTY).build(),
                GOOD.wire().toBuilder().addNodes(GOOD.wire().getNodes(0)).build(),
                crowd.build());
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesOtherForms(ReplyAddress address) {
        assertFalse(LetterAddress.fits(address));
        assertInstanceOf(Checked.Refused.class, LetterAddress.read(address));
    }
}
