package org.byway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.byway.protocol.record.Limits;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Hello;
import org.byway.protocol.wire.Sketch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two towns that lacked each other's records of a day: symbols tell which, and without them ranges do. */
class ScatteredTest {
    private static final long SECOND = 1_000;
    private static final int COMMON = 13_000;
    private static final int EACH = 40;
    private static final long STEP = 20 * Limits.HOUR_MILLIS / COMMON;

    private Cluster cluster;
    /** Who opens comparisons, and who answers. */
    private Host opener;

    private Host answering;
    private Author author;
    private final Map<Frame.BodyCase, Integer> said = new EnumMap<>(Frame.BodyCase.class);

    @BeforeEach
    void found() {
        Scenario quiet = new Scenario("scattered", dice -> Shape.line(2, 3), EnumSet.noneOf(Fault.class), 0, 3);
        cluster = new Cluster(quiet, 5, MemoryDisk.maker(), new Trace(null));
        cluster.start();
        cluster.run(5 * SECOND);
        Channel channel = cluster.network().channels().get(0);
        opener = channel.dialler.host;
        answering = channel.acceptor.host;
        author = cluster.people().settle(opener, false);
        post(COMMON, 0);
        cluster.run(10 * SECOND);
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    /** So many records, spread over the last hours. */
    private List<SignedRecord> post(int count, long shift) {
        List<SignedRecord> posted = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long age = (count - i) * (COMMON / count) * STEP + shift;
            posted.addAll(author.make(1, opener.clock() - age));
        }
        posted.removeIf(record -> record.envelope().expires() <= opener.clock() + 2 * Limits.HOUR_MILLIS);
        for (int from = 0; from < posted.size(); from += 500) {
            cluster.people().post(opener, posted.subList(from, Math.min(posted.size(), from + 500)));
            cluster.run(100);
        }
        return posted;
    }

    /** What the answering side says from now on, after some records came that it does not get. */
    private List<SignedRecord> lack(UnaryOperator<Frame> tongue) {
        cluster.network().part(1 << opener.number(), cluster.schedule().now() + 5 * SECOND, true);
        List<SignedRecord> lacking = post(EACH, STEP / 2);
        answering.turn(frame -> {
            said.merge(frame.getBodyCase(), 1, Integer::sum);
            return tongue.apply(frame);
        });
        cluster.run(180 * SECOND);
        return lacking;
    }

    private int said(Frame.BodyCase what) {
        return said.getOrDefault(what, 0);
    }

    private void assertHeld(List<SignedRecord> records) {
        assertTrue(records.size() > EACH / 2);
        records.forEach(record -> assertNotNull(answering.store().get(record.id()), "lacks " + record.id()));
    }

    @Test
    void symbolsTellWhatIsMissing() {
        assertHeld(lack(UnaryOperator.identity()));
        assertEquals(1, said(Frame.BodyCase.SKETCH), said.toString());
    }

    @Test
    void anOlderNodeIsNotAskedForSymbols() {
        assertHeld(lack(frame -> {
            Hello.Builder hello = frame.getHello().toBuilder();
            return frame.hasHello()
                    ? Frame.newBuilder().setHello(hello.clearFeatures()).build()
                    : frame;
        }));
        assertEquals(0, said(Frame.BodyCase.SKETCH), said.toString());
    }

    @Test
    void whoHasNoSymbolsIsComparedWithByRanges() {
        assertHeld(lack(frame -> symbols(frame, ByteString.EMPTY)));
        assertEquals(1, said(Frame.BodyCase.SKETCH), said.toString());
    }

    @Test
    void alteredSymbolsAreAskedForOnceMoreAndThenRangesAreCompared() {
        assertHeld(lack(frame -> {
            byte[] symbols = frame.getSketch().getSymbols().toByteArray();
            for (int i = 0; i < symbols.length; i += 44) {
                symbols[i]++;
            }
            return symbols(frame, ByteString.copyFrom(symbols));
        }));
        assertEquals(2, said(Frame.BodyCase.SKETCH), said.toString());
    }

    @Test
    void symbolsThatNobodyAskedForOrTooManyAreNotHeard() {
        Frame unasked = Frame.newBuilder()
                .setSketch(Sketch.newBuilder()
                        .setCommunity(
                                ByteString.copyFrom(opener.community().id().bytes()))
                        .setRound(1)
                        .setSymbols(ByteString.copyFrom(new byte[44_000])))
                .build();
        for (int i = 0; i < 100; i++) {
            answering.say(unasked);
        }
        assertHeld(lack(frame -> symbols(frame, ByteString.copyFrom(new byte[44 * 1_025]))));
    }

    private static Frame symbols(Frame frame, ByteString other) {
        return frame.hasSketch()
                ? Frame.newBuilder()
                        .setSketch(frame.getSketch().toBuilder().setSymbols(other))
                        .build()
                : frame;
    }
}
