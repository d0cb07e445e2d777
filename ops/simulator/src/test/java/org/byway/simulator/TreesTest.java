package org.byway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Announce;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Graft;
import org.byway.protocol.wire.Hello;
import org.byway.protocol.wire.Prune;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three towns, each linked with the others: C is older, or means no good, and nobody lacks anything for it. */
class TreesTest extends Towns {
    private Host a;
    private Host b;
    private Host c;

    @BeforeEach
    void found() {
        found("trees", Shape.ring(3, 3), 5);
        a = cluster.host(0);
        b = cluster.host(1);
        c = cluster.host(2);
        start();
    }

    private List<SignedRecord> post(Host host, int count) {
        Author author = cluster.people().settle(host, false);
        List<SignedRecord> posted = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<SignedRecord> made = author.make(1, host.clock());
            cluster.people().post(host, made);
            posted.addAll(made);
            cluster.run(SECOND);
        }
        return posted;
    }

    private static void assertHeld(Host host, List<SignedRecord> records) {
        records.forEach(record -> assertNotNull(host.store().get(record.id()), host.name() + " lacks " + record.id()));
    }

    private static ByteString bytes(Host host) {
        return ByteString.copyFrom(host.community().id().bytes());
    }

    /** All of C's sessions begin anew, with that in its way of speaking. */
    private void speakAnew(UnaryOperator<Frame> tongue) {
        c.turn(tongue);
        cluster.network().channels().stream()
                .filter(channel -> channel.joins(a, c) || channel.joins(b, c))
                .forEach(channel -> channel.cut("C begins anew"));
        cluster.run(10 * SECOND);
    }

    @Test
    void anOlderNodeThatDoesNotKnowOfTreesGetsRecords() {
        speakAnew(frame -> switch (frame.getBodyCase()) {
            case HELLO -> {
                Hello.Builder hello = frame.getHello().toBuilder();
                List<String> features = hello.getFeaturesList().stream()
                        .filter(each -> !each.equals("trees"))
                        .toList();
                yield Frame.newBuilder()
                        .setHello(hello.clearFeatures().addAllFeatures(features))
                        .build();
            }
            case ANNOUNCE, GRAFT, PRUNE -> Frame.getDefaultInstance();
            default -> frame;
        });
        cluster.countAgain();
        List<SignedRecord> posted = post(a, 5);
        assertHeld(b, posted);
        assertHeld(c, posted);
        assertTrue(cluster.copies().redundancy() > 0.4, "it gets them from both: " + cluster.copies());
    }

    @Test
    void whoWantsNoRecordsGetsThemByAskingForWhatIsAnnounced() {
        for (int i = 0; i < 5; i++) {
            for (Host home : cluster.hosts()) {
                c.say(Frame.newBuilder()
                        .setPrune(Prune.newBuilder().setCommunity(bytes(home)))
                        .build());
            }
            List<SignedRecord> posted = post(a, 1);
            cluster.run(2 * SECOND);
            assertHeld(b, posted);
            assertHeld(c, posted);
        }
    }

    @Test
    void whoAnnouncesWhatItHasNotIsAskedInVainAndKeepsNobodyWaiting() {
        c.turn(UnaryOperator.identity());
        Dice dice = new Dice(1, "ids");
        for (int i = 0; i < 100; i++) {
            Announce.Builder announce =
                    Announce.newBuilder().setCommunity(bytes(a)).setHops(1);
            for (int j = 0; j < 1_000; j++) {
                announce.addIds(ByteString.copyFrom(dice.bytes(Bytes32.SIZE)));
            }
            c.say(Frame.newBuilder().setAnnounce(announce).build());
        }
        List<SignedRecord> posted = post(a, 3);
        cluster.run(60 * SECOND);
        posted.addAll(post(a, 3));
        assertHeld(b, posted);
        cluster.settle();
    }

    @Test
    void whatMakesNoSenseIsPassedOver() {
        c.turn(UnaryOperator.identity());
        ByteString crooked = ByteString.copyFromUtf8("not an id");
        c.say(Frame.newBuilder().setPrune(Prune.newBuilder()).build());
        c.say(Frame.newBuilder()
                .setGraft(Graft.newBuilder().setCommunity(crooked).addIds(crooked))
                .build());
        c.say(Frame.newBuilder()
                .setGraft(Graft.newBuilder().setCommunity(bytes(a)).addIds(crooked))
                .build());
        c.say(Frame.newBuilder()
                .setAnnounce(Announce.newBuilder()
                        .setCommunity(bytes(a))
                        .setHops(-1)
                        .addIds(crooked)
                        .addIds(ByteString.copyFrom(new byte[Bytes32.SIZE])))
                .build());
        c.say(Frame.newBuilder()
                .setPrune(Prune.newBuilder().setCommunity(ByteString.copyFrom(new byte[Bytes32.SIZE])))
                .build());
        List<SignedRecord> posted = post(a, 2);
        assertHeld(b, posted);
        assertHeld(c, posted);
        assertEquals(2, b.ends().size(), "C is not dropped for it");
    }
}
