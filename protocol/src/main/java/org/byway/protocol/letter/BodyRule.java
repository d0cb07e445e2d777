package org.byway.protocol.letter;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import org.byway.protocol.experience.TokenExchange;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.step.PayRule;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.wire.Appointment;
import org.byway.protocol.wire.BodyKey;
import org.byway.protocol.wire.Head;
import org.byway.protocol.wire.Introduction;
import org.byway.protocol.wire.LetterBody;
import org.byway.protocol.wire.Message;
import org.byway.protocol.wire.Report;
import org.byway.protocol.wire.ReportAnswer;
import org.byway.protocol.wire.SignedStep;
import org.byway.protocol.wire.TokenPart;

/** What a body may hold, whoever wrote it. SPEC.md, chapter "Letters". */
public final class BodyRule {
    /** Devices of one person that write in one relationship. */
    public static final int MOST_SLOTS = 16;

    public static final int TEXT_CHARACTERS = 16_000;
    public static final int LINE_CHARACTERS = 200;
    public static final int REPORT_CHARACTERS = 2_000;
    public static final int MOST_PROOFS = 8;
    /** Of appointments and introductions. */
    public static final int ID_BYTES = 16;

    private static final int DEPTH = 8;

    private BodyRule() {}

    /** @param latest no letter is written later than that, in milliseconds */
    public static Checked<LetterBody> read(byte[] bytes, long latest) {
        LetterBody body;
        try {
            CodedInputStream in = CodedInputStream.newInstance(bytes);
            in.setRecursionLimit(DEPTH);
            body = LetterBody.parseFrom(in);
        } catch (InvalidProtocolBufferException e) {
            return Refusal.of(Reason.MALFORMED, "what was sealed is no letter's body");
        } catch (IOException e) {
            throw new AssertionError("bytes in memory can be read", e);
        }
        String fault = fault(body, latest);
        return fault == null ? new Checked.Ok<>(body) : Refusal.of(Reason.BAD_CONTENT, fault);
    }

    private static String fault(LetterBody body, long latest) {
        if (body.getSlot() < 0) {
            return "a slot is below 2^31";
        }
        if (body.getWritten() <= 0 || body.getWritten() > latest) {
            return "it says that it was written at another time than it can have been";
        }
        if (body.hasCard() && !LetterAddress.fits(body.getCard())) {
            return "where answers are to go is no address";
        }
        if (!empty(body.getAbout(), Bytes32.SIZE)) {
            return "the record that it answers is named by its id";
        }
        if (body.getHeads().getReceivedCount() > MOST_SLOTS
                || body.getHeads().getReceivedList().stream().anyMatch(BodyRule::wrong)) {
            return "how far it has come is out of bounds";
        }
        if (body.getDealSeenCount() > StepLimits.MOST_SEEN || (body.getDealSeenCount() > 0 && !body.hasDeal())) {
            return "at most " + StepLimits.MOST_SEEN + " steps of a deal are brought back with one";
        }
        if (body.getTokenCount() > TokenExchange.MOST_PARTS) {
            return "at most " + TokenExchange.MOST_PARTS + " parts of tokens stand in a letter";
        }
        for (TokenPart part : body.getTokenList()) {
            if (TokenExchange.fault(part) != null) {
                return TokenExchange.fault(part);
            }
        }
        return switch (body.getWhatCase()) {
            case MESSAGE -> fault(body.getMessage());
            case APPOINTMENT -> fault(body.getAppointment());
            case INTRODUCTION -> fault(body.getIntroduction());
            case BODY_KEY -> fault(body.getBodyKey());
            case DEAL -> fault(body.getDeal(), latest);
            case CREDENTIAL_ASK -> CredentialRule.fault(body.getCredentialAsk());
            case CREDENTIAL_GIVEN -> CredentialRule.fault(body.getCredentialGiven());
            case PROOF_ASK -> CredentialRule.fault(body.getProofAsk());
            case PROOF_SHOWN -> CredentialRule.fault(body.getProofShown());
            case PAY_ANSWER -> PayRule.fault(body.getPayAnswer());
            case REPORT -> fault(body.getReport());
            case REPORT_ANSWER -> fault(body.getReportAnswer());
            case WITHHELD, WHAT_NOT_SET -> null;
        };
    }

    private static boolean wrong(Head head) {
        return head.getSlot() < 0 || head.getMissingCount() > Numbering.MAX_MISSING;
    }

    private static String fault(Message message) {
        if (!text(message.getText(), TEXT_CHARACTERS, true)) {
            return "a message has at most " + TEXT_CHARACTERS + " characters, without control characters";
        }
        boolean proofs = message.getProofCount() <= MOST_PROOFS
                && message.getProofList().stream().allMatch(proof -> text(proof, LINE_CHARACTERS, false));
        if (!CredentialRule.shown(message.getShownList())) {
            return "it shows too much";
        }
        return proofs ? null : "it names too many proofs";
    }

    private static String fault(Appointment appointment) {
        if (appointment.getId().size() != ID_BYTES) {
            return "an appointment has an id of 16 bytes";
        }
        boolean lines = text(appointment.getTitle(), LINE_CHARACTERS, false)
                && text(appointment.getPlace(), LINE_CHARACTERS, false);
        if (!lines) {
            return "title and place of an appointment have at most " + LINE_CHARACTERS + " characters on one line";
        }
        boolean ordered = appointment.getUntil() == 0 || appointment.getUntil() >= appointment.getFrom();
        return appointment.getFrom() >= 0 && ordered ? null : "an appointment cannot end before it begins";
    }

    private static String fault(Introduction introduction) {
        if (introduction.getId().size() != ID_BYTES) {
            return "an introduction has an id of 16 bytes";
        }
        if (!text(introduction.getWhom(), LINE_CHARACTERS, false)) {
            return "whom it introduces is said on one line";
        }
        boolean sizes =
                empty(introduction.getKey(), Bytes32.SIZE) && empty(introduction.getRelationship(), Bytes32.SIZE);
        boolean address = !introduction.hasAddress() || LetterAddress.fits(introduction.getAddress());
        return sizes && address ? null : "an introduction's key, relationship or address has not the form that it may";
    }

    private static String fault(BodyKey key) {
        return key.getRecord().size() == Bytes32.SIZE && key.getKey().size() == Bytes32.SIZE
                ? null
                : "a key for a sealed body names a record and has 32 bytes";
    }

    private static String fault(SignedStep signed, long latest) {
        return switch (Step.read(signed)) {
            case Checked.Refused<Step>(Refusal refusal) -> refusal.detail();
            case Checked.Ok<Step>(Step step) ->
                step.at() <= latest ? null : "it says that a step was said at another time than it can have been";
        };
    }

    private static String fault(Report report) {
        boolean names = report.getId().size() == ID_BYTES && report.getRecord().size() == Bytes32.SIZE;
        return names && report.getReason() >= 0 && text(report.getWords(), REPORT_CHARACTERS, true)
                ? null
                : "a report has an id of 16 bytes, names a record and has at most " + REPORT_CHARACTERS + " characters";
    }

    private static String fault(ReportAnswer answer) {
        boolean names = answer.getId().size() == ID_BYTES && empty(answer.getNotice(), Bytes32.SIZE);
        return names && text(answer.getWords(), REPORT_CHARACTERS, true)
                ? null
                : "an answer to a report names it and has at most " + REPORT_CHARACTERS + " characters";
    }

    private static boolean empty(ByteString value, int size) {
        return value.isEmpty() || value.size() == size;
    }

    private static boolean text(String text, int characters, boolean linesAllowed) {
        return text.length() <= characters
                && text.chars().allMatch(c -> !Character.isISOControl(c) || (linesAllowed && (c == '\n' || c == '\t')));
    }
}
