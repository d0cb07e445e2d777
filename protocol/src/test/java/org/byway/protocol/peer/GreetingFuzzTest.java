package org.byway.protocol.peer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.stream.Stream;
import org.byway.protocol.community.Chartering;
import org.byway.protocol.fuzz.Spoilt;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Hello;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever greets shows papers that hold, or is told why not and shown out. */
class GreetingFuzzTest {
    static Stream<byte[]> good() throws InvalidProtocolBufferException {
        Hello hello = Frame.parseFrom(FuzzedNode.hello()).getHello();
        SignedRecord second =
                Chartering.called(Chartering.FIRST, "Lindenau by the river", Chartering.ANA, Chartering.BO);
        SignedRecord without = Chartering.without(second, Chartering.NOON);
        Hello later = hello.toBuilder()
                .setPapers(Bundles.write(List.of(Chartering.FIRST, second)))
                .build();
        Hello dropped = hello.toBuilder()
                .setPapers(Bundles.write(List.of(Chartering.FIRST, second, without)))
                .build();
        return Stream.of(hello, later, dropped).map(Hello::toByteArray);
    }

    @MethodSource("good")
    @FuzzTest
    void anyBytes(byte[] bytes) {
        read(bytes);
    }

    @Test
    void spoiltGreetings() throws InvalidProtocolBufferException {
        assertTrue(node(good().findFirst().orElseThrow()).isLinked());
        Spoilt.each(good(), GreetingFuzzTest::read);
    }

    private static FuzzedNode node(byte[] hello) throws InvalidProtocolBufferException {
        Hello read = Hello.parseFrom(hello);
        return new FuzzedNode().hears(FuzzedNode.frame(frame -> frame.setHello(read)));
    }

    private static void read(byte[] bytes) {
        FuzzedNode node;
        try {
            node = node(bytes);
        } catch (InvalidProtocolBufferException e) {
            return;
        }
        boolean shownOut = node.said().stream().anyMatch(Frame::hasBye);
        assertTrue(node.isLinked() != shownOut, "either or");
    }
}
