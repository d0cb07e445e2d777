package org.byway.protocol.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Supplier;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Reason;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;
import org.byway.protocol.store.SampleRecords;
import org.byway.protocol.sync.Reconciliation;
import org.byway.protocol.sync.SortedItems;
import org.byway.protocol.wire.Bundle;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Proof;
import org.byway.protocol.wire.Records;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever size a message announces, it is refused before anything of that size is set aside. */
class SizesTest {
    private static final int LITTLE_BYTES = 256 << 10;
    private static final int UNKNOWN_FIELD = 100;

    private final SignatureCheck signatures = new StrictEd25519();
    private final Inbound inbound = new Inbound(new Verification(signatures), signatures);
    private final SampleRecords make = new SampleRecords(1);
    private final SignedRecord offer = make.offer(make.key());

    /** Does it, and sees that it took little memory. */
    private static <T> T frugally(Supplier<T> work) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        var unused = work.get(); // classes are loaded once
        long before = threads.getCurrentThreadAllocatedBytes();
        T result = work.get();
        long took = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(took < LITTLE_BYTES, took + " bytes were set aside");
        return result;
    }

    private static Reason reason(Event event) {
        return assertInstanceOf(Event.Rejected.class, event).refusal().reason();
    }

    private static Reason reason(Checked<?> checked) {
        return assertInstanceOf(Checked.Refused.class, checked).refusal().reason();
    }

    /** A field that announces so many bytes and brings some. */
    private static byte[] field(int number, int announced, int brought) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(all);
        out.writeTag(number, 2);
        out.writeUInt32NoTag(announced);
        out.writeRawBytes(new byte[brought]);
        out.flush();
        return all.toByteArray();
    }

    @Test
    void theLongestFrameIsReadAndOneByteMoreIsNot() throws IOException {
        int header = field(UNKNOWN_FIELD, 1 << 20, 0).length;
        byte[] longest = field(UNKNOWN_FIELD, Inbound.FRAME_BYTES - header, Inbound.FRAME_BYTES - header);
        assertEquals(Inbound.FRAME_BYTES, longest.length);
        assertInstanceOf(Event.Received.class, inbound.open(1, longest));
        assertInstanceOf(Event.Received.class, inbound.open(1, new byte[0]));
        byte[] longer = new byte[Inbound.FRAME_BYTES + 1];
        assertEquals(Reason.TOO_LARGE, reason(frugally(() -> inbound.open(1, longer))));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 1 << 20, Integer.MAX_VALUE, -1})
    void aFieldThatIsNotThereIsNotWaitedFor(int announced) throws IOException {
        for (int number = 1; number <= 12; number++) {
            byte[] frame = field(number, announced, 2);
            assertEquals(Reason.MALFORMED, reason(frugally(() -> inbound.open(1, frame))));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, Limits.TREE_LEAVES + 1, Integer.MAX_VALUE, -1})
    void aTreeHasAsManyLeavesAsItMay(int leaves) {
        for (Proof.Builder proof : List.of(
                Proof.newBuilder().setSize(leaves),
                Proof.newBuilder().setSize(leaves).addRuns(0).addRuns(1),
                Proof.newBuilder().setSize(leaves).addRuns(0).addRuns(leaves),
                Proof.newBuilder().setSize(1).addRuns(leaves - 1).addRuns(leaves),
                Proof.newBuilder().setSize(1).setFirst(leaves == 0 ? 1 : leaves))) {
            Bundle.Builder spoilt = Bundles.write(List.of(offer)).toBuilder();
            spoilt.getSealsBuilder(0).setProof(proof);
            byte[] frame = Frame.newBuilder()
                    .setRecords(Records.newBuilder().setNumber(1).setBundle(spoilt))
                    .build()
                    .toByteArray();
            assertEquals(Reason.BAD_PROOF, reason(frugally(() -> inbound.open(1, frame))), proof.toString());
        }
    }

    @Test
    void aBundleHasFrom1To4096Records() {
        Bundle.Builder many = Bundle.newBuilder();
        for (int i = 0; i <= Limits.BUNDLE_RECORDS; i++) {
            many.addRecords(Bundles.write(List.of(offer)).getRecords(0));
        }
        Bundle tooMany = many.build();
        byte[] tooLong = new byte[Limits.BUNDLE_BYTES + 1];
        Verification verification = new Verification(signatures);
        assertEquals(Reason.TOO_LARGE, reason(frugally(() -> verification.bundle(tooMany))));
        assertEquals(Reason.TOO_LARGE, reason(frugally(() -> verification.bundle(tooLong))));
        assertEquals(Reason.TOO_LARGE, reason(verification.bundle(Bundle.getDefaultInstance())));
    }

    @ParameterizedTest
    @ValueSource(ints = {Limits.CONTENT_BYTES + 1, Integer.MAX_VALUE})
    void anEnvelopeAnnouncesNoMoreContentThanThereMayBe(int length) throws IOException {
        byte[] envelope = org.byway.protocol.wire.Envelope.parseFrom(
                        offer.envelope().bytes())
                .toBuilder()
                .setContentLength(length)
                .build()
                .toByteArray();
        assertEquals(Reason.MALFORMED, reason(frugally(() -> Envelope.parse(envelope))));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, Integer.MAX_VALUE, 1L << 40, Long.MAX_VALUE})
    void idsThatAComparisonAnnouncesMustBeThere(long ids) {
        ByteString.Output message = ByteString.newOutput();
        message.write(0x61);
        message.write(0); // a range up to the end of time,
        message.write(0); // without a prefix:
        message.write(2); // ids, so many
        for (int shift = 56; shift >= 0; shift -= 7) {
            if (ids >>> shift != 0) {
                message.write((int) (ids >>> shift & 0x7f) | (shift == 0 ? 0 : 0x80));
            }
        }
        byte[] bytes = message.toByteString().toByteArray();
        Reconciliation responder =
                Reconciliation.responder(SortedItems.of(List.of()), org.byway.protocol.sync.Limits.NODE);
        assertEquals(Reason.MALFORMED, reason(frugally(() -> responder.step(bytes))));
    }
}
