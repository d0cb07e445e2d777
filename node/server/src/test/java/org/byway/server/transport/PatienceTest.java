package org.byway.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.netty.buffer.Unpooled;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Handshake and first frame 10 s, idle 90 s, stall 20 s. */
final class PatienceTest {
    private final FrameReader reader = new FrameReader(1_000_000);
    private final Patience patience = new Patience(new Timing(0, 10_000, 90_000, 20_000, 0), 0);

    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    private void receive(long second, int bytes) {
        patience.heard(seconds(second), bytes);
        reader.read(Unpooled.buffer().writeZero(bytes), frame -> patience.framed(seconds(second)));
    }

    private void begin(long second, int length) {
        patience.heard(seconds(second), 4);
        reader.read(Unpooled.buffer().writeInt(length), frame -> {});
    }

    private Cause at(long second) {
        Close close = patience.reading(seconds(second), reader);
        return close == null ? null : close.cause();
    }

    @Test
    void theFirstFrameMustComeSoon() {
        assertNull(at(10));
        assertEquals(Cause.SILENT, at(11));
        begin(9, 2);
        receive(9, 1);
        assertEquals(Cause.SILENT, at(11));
        receive(11, 1);
        assertNull(at(11));
    }

    @Test
    void whoeverHasSpokenMayBeSilentForAWhile() {
        begin(1, 1);
        receive(1, 1);
        assertNull(at(91));
        assertEquals(Cause.IDLE, at(92));
    }

    @Test
    void aFrameMustGoOn() {
        begin(1, 1);
        receive(1, 1);
        begin(2, 900_000);
        for (int second = 2; second < 22; second++) {
            receive(second, 1);
            assertNull(at(second));
        }
        assertEquals(Cause.SLOW_WRITER, at(23));
    }

    @Test
    void aLongFrameMayTakeLongWhileItGoesOn() {
        begin(1, 1);
        receive(1, 1);
        begin(2, 900_000);
        for (int second = 2; second < 200; second++) {
            receive(second, 4_000);
            assertNull(at(second));
        }
    }

    @Test
    void smallFramesOneAfterTheOtherAreNotOneSlowFrame() {
        for (int second = 1; second < 100; second++) {
            begin(second, 2);
            receive(second, 1);
            assertNull(at(second));
            receive(second, 1);
        }
    }

    @Test
    void timeInWhichThisNodeDidNotReadDoesNotCount() {
        begin(1, 1);
        receive(1, 1);
        begin(2, 900_000);
        patience.resumed(seconds(500));
        assertNull(at(519));
        assertEquals(Cause.SLOW_WRITER, at(521));
    }
}
