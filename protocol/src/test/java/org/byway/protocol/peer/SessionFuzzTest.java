package org.byway.protocol.peer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.byway.protocol.fuzz.Good;
import org.byway.protocol.fuzz.Spoilt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a neighbour says once it has been greeted, and in whatever order, the state machine stays whole. */
class SessionFuzzTest {
    /** Whole sessions: every kind of frame by itself, then all of them. */
    static Stream<byte[]> good() throws InvalidProtocolBufferException {
        List<byte[]> frames = FrameFuzzTest.good().toList();
        List<byte[]> sessions = new ArrayList<>(frames.stream()
                .map(frame -> Good.joined(List.of(frame, frames.get(1))))
                .toList());
        sessions.add(Good.joined(frames.subList(1, 12)));
        sessions.add(Good.joined(frames.subList(13, frames.size())));
        return sessions.stream();
    }

    @MethodSource("good")
    @FuzzTest
    void anyBytes(byte[] bytes) {
        read(bytes);
    }

    @Test
    void spoiltSessions() throws InvalidProtocolBufferException {
        assertTrue(new FuzzedNode().hears(FuzzedNode.hello()).isLinked());
        Spoilt.each(good(), SessionFuzzTest::read);
    }

    private static void read(byte[] bytes) {
        FuzzedNode node = new FuzzedNode().hears(FuzzedNode.hello());
        Good.parts(bytes).forEach(node::hears);
        assertFalse(node.said().isEmpty());
    }
}
