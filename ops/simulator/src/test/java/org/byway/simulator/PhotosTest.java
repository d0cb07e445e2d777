package org.byway.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.byway.protocol.blob.ExchangeLimits;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.BlobPart;
import org.byway.protocol.wire.BlobWant;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Hello;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Photos between three towns in a line, A–B–C: what an offer names is seen in all of them. */
class PhotosTest {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long SEEDS = Long.getLong("byway.seeds", 20) / 4;
    /** Several parts, and a short one behind. */
    private static final int PHOTO_BYTES = 5 * ExchangeLimits.PART_BYTES + 321;

    private final Dice dice = new Dice(5, "photos");
    private Cluster cluster;
    private Host a;
    private Host b;
    private Host c;
    private Author ann;

    @BeforeEach
    void found() {
        Scenario quiet = new Scenario("photos", dice -> Shape.line(3, 1), EnumSet.noneOf(Fault.class), 0, 3);
        cluster = new Cluster(quiet, 13, MemoryDisk.maker(), new Trace(null));
        a = cluster.host(0);
        b = cluster.host(1);
        c = cluster.host(2);
        cluster.start();
        cluster.run(5 * SECOND);
        ann = cluster.people().settle(a, false);
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    private SignedRecord show(Bytes32... photos) {
        SignedRecord offer = ann.show(a.clock(), List.of(photos));
        cluster.people().post(a, List.of(offer));
        return offer;
    }

    @Test
    void whatIsPostedAtOneEndIsSeenAtTheOtherAlsoOnceTheFirstTownIsDead() {
        byte[] photo = dice.bytes(PHOTO_BYTES);
        Bytes32 digest = a.blobs().put(photo);
        show(digest);
        cluster.run(20 * SECOND);
        assertArrayEquals(photo, b.blobs().get(digest));
        assertArrayEquals(photo, c.blobs().get(digest), "through B");
        assertEquals(0, b.wantedBlobs() + c.wantedBlobs());

        a.crash(false);
        c.crash(false);
        c.start();
        cluster.run(MINUTE);
        assertNotNull(c.blobs().get(digest));
        assertEquals(0, c.wantedBlobs());
    }

    @Test
    void aPhotoThatComesLaterIsFoundWithGrowingPauses() {
        byte[] photo = dice.bytes(PHOTO_BYTES);
        show(Sha256.of(photo));
        cluster.run(10 * MINUTE);
        assertEquals(1, b.wantedBlobs());
        a.blobs().put(photo);
        cluster.run(40 * MINUTE);
        assertNotNull(c.blobs().get(Sha256.of(photo)));
    }

    @Test
    void whatANodeDoesNotFindItAsksForAgainAfterItsStart() {
        byte[] photo = dice.bytes(PHOTO_BYTES);
        b.crash(false);
        Bytes32 digest = a.blobs().put(photo);
        show(digest);
        cluster.run(5 * SECOND);
        b.start();
        cluster.run(2 * MINUTE);
        assertNotNull(c.blobs().get(digest));
        SignedRecord other = show(Sha256.of(dice.bytes(9)));
        cluster.run(10 * SECOND);
        c.crash(false);
        c.start();
        cluster.run(10 * SECOND);
        assertNotNull(c.store().get(other.id()));
        assertEquals(1, c.wantedBlobs(), "it has looked through its live records");
    }

    @Test
    void whatNoLiveRecordNamesAnyMoreIsNotAskedFor() {
        show(Sha256.of(dice.bytes(9)));
        cluster.run(10 * SECOND);
        assertEquals(1, c.wantedBlobs());
        cluster.people().post(a, List.of(ann.withdraw(a.clock())));
        cluster.run(5 * MINUTE);
        assertEquals(0, a.wantedBlobs() + b.wantedBlobs() + c.wantedBlobs());
    }

    @Test
    void oneCommunityWantsNoMoreThanItsShareAndWhatIsNewGoesFirst() {
        List<SignedRecord> offers = new ArrayList<>();
        for (int i = 0; i < 160; i++) {
            List<Bytes32> nowhere = new ArrayList<>();
            for (int j = 0; j < 20; j++) {
                nowhere.add(Sha256.of(dice.bytes(9)));
            }
            offers.add(ann.show(a.clock(), nowhere));
        }
        cluster.people().post(a, offers);
        cluster.run(20 * MINUTE);
        assertTrue(b.wantedBlobs() > 0 && b.wantedBlobs() < 20 * offers.size() / 3 * 2, b.wantedBlobs() + " wanted");
        Bytes32 digest = a.blobs().put(dice.bytes(PHOTO_BYTES));
        show(digest);
        // Where not all could be wanted, live records are looked through again after a minute.
        cluster.run(5 * MINUTE);
        assertNotNull(c.blobs().get(digest));
    }

    /** B is told to be of an earlier version: it is asked for nothing. */
    @Test
    void anOlderNodeIsLeftAlone() {
        int[] asked = {0};
        b.turn(frame -> {
            asked[0] += frame.hasBlobPart() ? 1 : 0;
            return frame.hasHello()
                    ? Frame.newBuilder()
                            .setHello(Hello.newBuilder(frame.getHello()).clearFeatures())
                            .build()
                    : frame;
        });
        cluster.network().channels().forEach(channel -> channel.cut("B begins anew"));
        cluster.run(10 * SECOND);
        Bytes32 digest = a.blobs().put(dice.bytes(PHOTO_BYTES));
        SignedRecord offer = show(digest);
        cluster.run(MINUTE);
        assertNotNull(c.store().get(offer.id()), "records go on");
        assertNull(c.blobs().get(digest));
        assertEquals(0, asked[0]);
    }

    /** B asks C for what A gets a while later; C answers in its way, and B has it from A in the end. */
    private int assertHarmless(UnaryOperator<Frame> tongue) {
        byte[] photo = dice.bytes(PHOTO_BYTES);
        Bytes32 digest = Sha256.of(photo);
        int[] answered = {0};
        c.turn(frame -> {
            boolean part =
                    frame.hasBlobPart() && frame.getBlobPart().getDigest().equals(ByteString.copyFrom(digest.bytes()));
            answered[0] += part ? 1 : 0;
            return part ? tongue.apply(frame) : frame;
        });
        show(digest);
        cluster.run(MINUTE);
        assertNull(b.blobs().get(digest));
        a.blobs().put(photo);
        cluster.run(3 * MINUTE);
        assertArrayEquals(photo, b.blobs().get(digest), "of A");
        assertTrue(answered[0] > 0, "C was asked");
        return answered[0];
    }

    private static Frame part(Frame answer, int size, byte[] bytes) {
        return Frame.newBuilder()
                .setBlobPart(answer.getBlobPart().toBuilder().setSize(size).setBytes(ByteString.copyFrom(bytes)))
                .build();
    }

    private boolean isBlamed(String what) {
        return b.notes().stream()
                .anyMatch(note -> note.contains(c.key().publicKey().hex()) && note.contains(what));
    }

    @Test
    void whoGivesOtherBytesIsNotAskedAgain() {
        int answered = assertHarmless(frame -> part(frame, 9, dice.bytes(9)));
        assertEquals(1, answered);
        assertTrue(isBlamed("other bytes"), () -> "" + b.notes());
    }

    @Test
    void whoGivesMoreThanItSaidIsNotAskedAgain() {
        int answered = assertHarmless(frame -> part(frame, 9, dice.bytes(10)));
        assertEquals(1, answered);
        assertTrue(isBlamed("of another length"), () -> "" + b.notes());
        assertEquals(0, b.wantedBlobs());
    }

    @Test
    void whoSaysThatItIsTooLargeIsNotAskedAgain() {
        assertEquals(1, assertHarmless(frame -> part(frame, ExchangeLimits.BLOB_BYTES + 1, dice.bytes(10))));
        assertTrue(isBlamed("more than 4 MiB"), () -> "" + b.notes());
    }

    @Test
    void whoSaysNothingIsLeftAloneForAWhile() {
        int answered = assertHarmless(frame -> Frame.getDefaultInstance());
        assertTrue(answered <= 5, answered + " times asked in four minutes");
    }

    @Test
    void whoBeginsAndDoesNotEndIsLeftAloneForAWhile() {
        int answered = assertHarmless(frame -> frame.getBlobPart().getOffset() == 0
                ? part(frame, PHOTO_BYTES, new byte[ExchangeLimits.PART_BYTES])
                : Frame.getDefaultInstance());
        assertTrue(answered <= 15, answered + " times asked in four minutes");
    }

    @Test
    void whoSendsWithoutEndWhatNobodyAskedForIsDropped() {
        c.turn(UnaryOperator.identity());
        Frame unasked = Frame.newBuilder()
                .setBlobPart(BlobPart.newBuilder()
                        .setDigest(ByteString.copyFrom(new byte[Bytes32.SIZE]))
                        .setSize(ExchangeLimits.BLOB_BYTES)
                        .setBytes(ByteString.copyFrom(new byte[ExchangeLimits.PART_BYTES])))
                .build();
        for (int i = 0; i < 600; i++) {
            c.say(unasked);
        }
        cluster.run(SECOND / 2);
        Bytes32 digest = a.blobs().put(dice.bytes(PHOTO_BYTES));
        show(digest);
        cluster.run(10 * SECOND);
        assertNotNull(b.blobs().get(digest), "A is heard meanwhile");
        assertTrue(isBlamed("over-budget"), () -> "" + b.notes());
    }

    @Test
    void whoAsksWithoutEndKeepsNobodyWaiting() {
        Bytes32 known = b.blobs().put(dice.bytes(PHOTO_BYTES));
        c.turn(UnaryOperator.identity());
        Frame ask = Frame.newBuilder()
                .setBlobWant(BlobWant.newBuilder().setDigest(ByteString.copyFrom(known.bytes())))
                .build();
        for (int i = 0; i < 3_000; i++) {
            c.say(ask);
        }
        Bytes32 digest = a.blobs().put(dice.bytes(PHOTO_BYTES));
        show(digest);
        cluster.run(10 * SECOND);
        assertNotNull(b.blobs().get(digest));
    }

    @Test
    void aPartThatBeginsNowhereEndsTheSession() {
        c.turn(UnaryOperator.identity());
        c.say(Frame.newBuilder()
                .setBlobWant(BlobWant.newBuilder()
                        .setDigest(ByteString.copyFrom(new byte[Bytes32.SIZE]))
                        .setOffset(7))
                .build());
        cluster.run(SECOND);
        assertTrue(isBlamed("malformed"), () -> "" + b.notes());
    }

    @Test
    void whatIsNoPictureIsWantedNoMoreFromAnybody() {
        Bytes32 digest = a.blobs().put(dice.bytes(PHOTO_BYTES));
        b.blobs().refuse(digest);
        a.turn(UnaryOperator.identity());
        SignedRecord offer = ann.show(a.clock(), List.of(digest));
        cluster.people().post(a, List.of(offer));
        cluster.run(MINUTE);
        assertNotNull(b.store().get(offer.id()));
        assertNull(b.blobs().get(digest));
        assertEquals(0, b.wantedBlobs());
    }

    @ParameterizedTest
    @ValueSource(strings = {"calm", "breaking-loss", "silent-loss", "partitions", "cuts", "crashes", "everything"})
    void throughEveryFaultAllThatIsNamedIsEverywhereInTheEnd(String name) {
        Scenario scenario = Scenario.named(name);
        int shown = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            try (Cluster towns = new Cluster(scenario, seed, MemoryDisk.maker(), new Trace(null))) {
                Photographs photos = new Photographs(towns);
                towns.start();
                long end = towns.schedule().now() + scenario.activeMinutes() * MINUTE;
                new Mischief(towns, end).begin();
                photos.begin(end);
                towns.run(end - towns.schedule().now());
                towns.settle();
                String missing = photos.missing();
                for (int minutes = 0; minutes < 130 && missing != null; minutes++) {
                    towns.run(MINUTE);
                    missing = photos.missing();
                }
                assertNull(missing, name + ", seed " + seed);
                shown += photos.count();
            }
        }
        assertTrue(shown > 5 * SEEDS, shown + " photos");
    }
}
