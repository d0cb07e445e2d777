package org.byway.protocol.peer;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.List;
import org.byway.protocol.admission.Judged;
import org.byway.protocol.gossip.GossipLimits;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.mail.CarriedMail;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Hello;
import org.byway.protocol.wire.Letters;
import org.byway.protocol.wire.Records;

/** Opens the frames that arrive: the work that may be done on any core, before the owner of the state sees it. */
public final class Inbound {
    /** The longest frame: a bundle and what stands around it. */
    public static final int FRAME_BYTES = Limits.BUNDLE_BYTES + 1024;

    private static final int DEPTH = 16;

    private final Verification verification;
    private final SignatureCheck signatures;

    public Inbound(Verification verification, SignatureCheck signatures) {
        this.verification = verification;
        this.signatures = signatures;
    }

    /** A bundle that somebody posts: its records without postmarks, judged. */
    public Checked<List<Judged>> posted(byte[] bundle) {
        return switch (verification.bundle(bundle)) {
            case Checked.Ok<List<SignedRecord>>(List<SignedRecord> records) ->
                new Checked.Ok<>(Judged.of(records, signatures));
            case Checked.Refused<List<SignedRecord>> refused -> refused.as();
        };
    }

    /** Always one event: what the frame says, or why it was rejected. */
    public Event open(long session, byte[] frame) {
        if (frame.length > FRAME_BYTES) {
            return new Event.Rejected(session, new Refusal(Reason.TOO_LARGE, "a frame has at most " + FRAME_BYTES));
        }
        Frame read;
        try {
            CodedInputStream in = CodedInputStream.newInstance(frame);
            in.setRecursionLimit(DEPTH);
            read = Frame.parseFrom(in);
            in.checkLastTagWas(0);
        } catch (InvalidProtocolBufferException e) {
            return new Event.Rejected(session, new Refusal(Reason.MALFORMED, "not a frame"));
        } catch (IOException e) {
            throw new AssertionError("bytes in memory can be read", e);
        }
        return switch (read.getBodyCase()) {
            case HELLO -> greeted(session, read.getHello());
            case RECORDS -> delivered(session, read.getRecords());
            case LETTERS -> lettered(session, read.getLetters());
            default -> new Event.Received(session, read);
        };
    }

    private Event greeted(long session, Hello hello) {
        return switch (Papers.read(hello, verification, signatures)) {
            case Checked.Ok<Papers>(Papers papers) -> new Event.Greeted(session, papers);
            case Checked.Refused<Papers>(Refusal refusal) -> new Event.Rejected(session, refusal);
        };
    }

    private Event lettered(long session, Letters frame) {
        return switch (CarriedMail.read(frame, signatures)) {
            case Checked.Ok<List<CarriedMail>>(List<CarriedMail> letters) -> new Event.Lettered(session, letters);
            case Checked.Refused<List<CarriedMail>>(Refusal refusal) -> new Event.Rejected(session, refusal);
        };
    }

    private Event delivered(long session, Records frame) {
        return switch (verification.bundle(frame.getBundle())) {
            case Checked.Ok<List<SignedRecord>>(List<SignedRecord> records) ->
                new Event.Delivered(session, frame.getNumber(), hops(frame.getHops()), Judged.of(records, signatures));
            case Checked.Refused<List<SignedRecord>>(Refusal refusal) -> new Event.Rejected(session, refusal);
        };
    }

    /** What is too many, or below nothing as an unsigned number, is the most that is told apart. */
    static int hops(int told) {
        return told < 0 ? GossipLimits.HOPS : Math.min(told, GossipLimits.HOPS);
    }
}
