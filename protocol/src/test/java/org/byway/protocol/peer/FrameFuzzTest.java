package org.byway.protocol.peer;

import static org.byway.protocol.peer.FuzzedNode.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.stream.Stream;
import org.byway.protocol.community.Chartering;
import org.byway.protocol.fuzz.Good;
import org.byway.protocol.fuzz.Spoilt;
import org.byway.protocol.seal.Verification;
import org.byway.protocol.wire.Bundle;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.LetterMark;
import org.byway.protocol.wire.MarkedLetter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames before anybody has looked into them: each is one event, and what is opened was what it says. */
class FrameFuzzTest {
    private static final ByteString TOWN = Chartering.bytes(Chartering.FIRST.id());

    /** One of each kind. */
    static Stream<byte[]> good() throws InvalidProtocolBufferException {
        Bundle bundle = Bundle.parseFrom(
                Good.of("bundles", "bundles", "bundle").findFirst().orElseThrow());
        return Stream.of(
                FuzzedNode.hello(),
                frame(all -> all.getCarriesBuilder()
                        .addCommunitiesBuilder()
                        .setCommunity(TOWN)
                        .setHops(1)
                        .setRecords(3)),
                frame(all ->
                        all.getRecordsBuilder().setNumber(1).setBundle(bundle).setHops(2)),
                frame(all -> all.getAckBuilder().setNumber(1)),
                frame(all -> all.getWantBuilder().addIds(TOWN).addAuthors(Chartering.bytes(Chartering.ANA))),
                frame(all -> all.getStreamBuilder().setCommunity(TOWN).setAfter(0)),
                frame(all -> all.getStreamEndBuilder().setCommunity(TOWN).setNext(7)),
                frame(all -> all.getReconcileBuilder()
                        .setCommunity(TOWN)
                        .setRound(1)
                        .setCutoffHour(Chartering.NOON / 3_600_000)
                        .setOpening(true)
                        .setMessage(ByteString.fromHex("6100000200"))),
                frame(all -> all.getSketchWantBuilder()
                        .setCommunity(TOWN)
                        .setRound(1)
                        .setCutoffHour(Chartering.NOON / 3_600_000)
                        .setSymbols(64)),
                frame(all -> all.getSketchBuilder()
                        .setCommunity(TOWN)
                        .setRound(1)
                        .setSymbols(ByteString.copyFrom(new byte[88]))),
                frame(all -> all.getPingBuilder().setNonce(5).setClock(Chartering.NOON)),
                frame(all -> all.getPongBuilder().setNonce(5).setClock(Chartering.NOON)),
                frame(all -> all.getByeBuilder().setReason("greeting").setDetail("Later")),
                frame(FrameFuzzTest::letters),
                frame(all -> all.getLettersTakenBuilder()),
                frame(all -> all.getBlobWantBuilder().setDigest(TOWN).setOffset(65_536)),
                frame(all -> all.getBlobPartBuilder()
                        .setDigest(TOWN)
                        .setSize(9)
                        .setBytes(ByteString.copyFromUtf8("a picture"))),
                frame(all ->
                        all.getAnnounceBuilder().setCommunity(TOWN).setHops(1).addIds(TOWN)),
                frame(all -> all.getGraftBuilder().setCommunity(TOWN).addIds(TOWN)),
                frame(all -> all.getPruneBuilder().setCommunity(TOWN)));
    }

    private static void letters(Frame.Builder frame) {
        LetterMark mark = mark(Good.of("letters", "marks", "mark").findFirst().orElseThrow());
        ByteString letter = ByteString.copyFrom(
                Good.of("letters", "opened", "letter").findFirst().orElseThrow());
        frame.getLettersBuilder()
                .addLettersBuilder()
                .setHops(1)
                .setNode(Chartering.bytes(Chartering.NORTH))
                .setLetter(MarkedLetter.newBuilder().setLetter(letter).setMark(mark));
    }

    private static LetterMark mark(byte[] bytes) {
        try {
            return LetterMark.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    @MethodSource("good")
    @FuzzTest
    void anyBytes(byte[] bytes) throws InvalidProtocolBufferException {
        read(bytes);
    }

    @Test
    void spoiltFrames() throws InvalidProtocolBufferException {
        List<byte[]> all = good().toList();
        assertInstanceOf(Event.Greeted.class, open(all.get(0)));
        assertInstanceOf(Event.Delivered.class, open(all.get(2)));
        assertInstanceOf(Event.Lettered.class, open(all.get(13)));
        Spoilt.each(good(), FrameFuzzTest::read);
    }

    private static Event open(byte[] bytes) {
        return new Inbound(new Verification(Good.BELIEVING), Good.BELIEVING).open(1, bytes);
    }

    private static void read(byte[] bytes) throws InvalidProtocolBufferException {
        switch (open(bytes)) {
            case Event.Received(long session, Frame frame) -> assertEquals(frame, Frame.parseFrom(frame.toByteArray()));
            case Event.Greeted(long session, Papers papers) ->
                assertFalse(papers.charters().isEmpty());
            case Event.Delivered delivered -> assertFalse(delivered.records().isEmpty());
            case Event.Lettered lettered -> assertEquals(1, lettered.session());
            case Event.Rejected rejected ->
                assertFalse(rejected.refusal().detail().isBlank());
            default -> throw new AssertionError("no such event comes of a frame");
        }
    }
}
