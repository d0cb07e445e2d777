package org.byway.protocol.step;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.Agreement;
import org.byway.protocol.wire.DealStep;
import org.byway.protocol.wire.Decide;
import org.byway.protocol.wire.Decision;
import org.byway.protocol.wire.SignedStep;
import org.byway.protocol.wire.TabStep;

/**
 * What one side says in a deal.
 *
 * @param digest SHA-256 of its bytes, by which the next one names it
 * @param decision what a mediator decided; null in any other step
 */
public record Step(Bytes32 digest, DealStep said, SignedStep signed, Decision decision) {
    private static final byte[] STEP = domain("byway/v1/deal-step");
    private static final byte[] AGREEMENT = domain("byway/v1/agreement");
    private static final byte[] DECISION = domain("byway/v1/deal-decision");
    private static final byte[] TERMS = domain("byway/v1/terms-agreement");
    private static final byte[] TAB_ENTRY = domain("byway/v1/tab-entry");
    private static final int DEPTH = 8;

    /** Reads a step without a check of what is signed: of one's own disk, where it was checked before it was kept. */
    public static Checked<Step> read(SignedStep signed) {
        byte[] bytes = signed.getStep().toByteArray();
        if (bytes.length > StepLimits.MAX_STEP_BYTES) {
            return Refusal.of(Reason.TOO_LARGE, "a step has at most " + StepLimits.MAX_STEP_BYTES + " bytes");
        }
        DealStep said = parsed(DealStep.parser(), bytes);
        if (said == null) {
            return Refusal.of(Reason.MALFORMED, "a step has one encoding, without fields that are not known");
        }
        String fault = StepRule.fault(said);
        if (fault != null) {
            return Refusal.of(Reason.BAD_CONTENT, fault);
        }
        Decision decision = null;
        if (said.hasDecide()) {
            decision = parsed(Decision.parser(), said.getDecide().getDecision().toByteArray());
            String wrong = decision == null ? "a decision has one encoding" : StepRule.fault(decision);
            if (wrong != null) {
                return Refusal.of(Reason.BAD_CONTENT, wrong);
            }
        }
        return new Checked.Ok<>(new Step(Sha256.of(bytes), said, signed, decision));
    }

    /** Reads a step of somebody, and checks all that is signed in it. */
    public static Checked<Step> read(SignedStep signed, SignatureCheck signatures) {
        return switch (read(signed)) {
            case Checked.Refused<Step> refused -> refused;
            case Checked.Ok<Step>(Step step) ->
                step.holds(signatures)
                        ? new Checked.Ok<>(step)
                        : Refusal.of(Reason.BAD_SEAL, "a signature of this step does not hold");
        };
    }

    /** A step of one's own disk that was read with all checks before it was kept. */
    public static Step kept(SignedStep signed) {
        try {
            DealStep said = DealStep.parseFrom(signed.getStep());
            Decision decision =
                    said.hasDecide() ? Decision.parseFrom(said.getDecide().getDecision()) : null;
            return new Step(Sha256.of(signed.getStep().toByteArray()), said, signed, decision);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a step was kept that is none", e);
        }
    }

    /** Null where the bytes are not in the one encoding of such a message. */
    private static <T extends Message> T parsed(Parser<T> parser, byte[] bytes) {
        try {
            CodedInputStream in = CodedInputStream.newInstance(bytes);
            in.setRecursionLimit(DEPTH);
            T message = DiscardUnknownFieldsParser.wrap(parser).parseFrom(in);
            return Arrays.equals(message.toByteArray(), bytes) ? message : null;
        } catch (InvalidProtocolBufferException e) {
            return null;
        } catch (IOException e) {
            throw new AssertionError("bytes in memory can be read", e);
        }
    }

    private boolean holds(SignatureCheck signatures) {
        boolean within = switch (said.getWhatCase()) {
            case QUOTE ->
                holds(
                        signatures,
                        author(),
                        text(AGREEMENT, said.getQuote().getAgreement()),
                        said.getQuote().getSignature());
            case ACCEPT ->
                holds(
                        signatures,
                        author(),
                        text(AGREEMENT, said.getAccept().getAgreement()),
                        said.getAccept().getSignature());
            case DECIDE ->
                holds(
                        signatures,
                        bytes32(decision.getMediator()),
                        text(DECISION, digest(said.getDecide().getDecision())),
                        said.getDecide().getSignature());
            case TERMS ->
                said.getTerms().getSignature().isEmpty()
                        || holds(
                                signatures,
                                author(),
                                text(TERMS, said.getTerms().getAgreement()),
                                said.getTerms().getSignature());
            case TAB -> tab(signatures, said.getTab());
            default -> true;
        };
        return within && holds(signatures, author(), text(STEP, bytes(digest)), signed.getSignature());
    }

    private boolean tab(SignatureCheck signatures, TabStep tab) {
        return switch (tab.getWhatCase()) {
            case PROPOSE ->
                holds(
                        signatures,
                        author(),
                        text(TAB_ENTRY, digest(tab.getPropose().getEntry().toByteString())),
                        tab.getPropose().getSignature());
            case COMPLETE ->
                holds(
                        signatures,
                        author(),
                        text(TAB_ENTRY, tab.getComplete().getEntry()),
                        tab.getComplete().getSignature());
            default -> true;
        };
    }

    /** Whether a decision has its form and is signed by the mediator that it names. */
    public static boolean holds(Decide decide, SignatureCheck signatures) {
        Decision decision = parsed(Decision.parser(), decide.getDecision().toByteArray());
        return decision != null
                && StepRule.fault(decision) == null
                && holds(
                        signatures,
                        bytes32(decision.getMediator()),
                        text(DECISION, digest(decide.getDecision())),
                        decide.getSignature());
    }

    private static boolean holds(SignatureCheck signatures, Bytes32 key, byte[] text, ByteString signature) {
        return signatures.verify(key, text, signature.toByteArray());
    }

    /** Signs what is said; refused where it is not as a step must be. The author is the key's. */
    public static Checked<Step> sign(SigningKey key, DealStep.Builder saying) {
        saying.setAuthor(bytes(key.publicKey()));
        if (saying.hasQuote()) {
            saying.getQuoteBuilder()
                    .setSignature(
                            signature(key, text(AGREEMENT, saying.getQuote().getAgreement())));
        }
        if (saying.hasAccept()) {
            saying.getAcceptBuilder()
                    .setSignature(
                            signature(key, text(AGREEMENT, saying.getAccept().getAgreement())));
        }
        if (saying.hasTerms() && !saying.getTerms().getAgreement().isEmpty()) {
            saying.getTermsBuilder()
                    .setSignature(signature(key, text(TERMS, saying.getTerms().getAgreement())));
        }
        if (saying.hasTab()) {
            sign(key, saying.getTabBuilder());
        }
        ByteString bytes = saying.build().toByteString();
        return read(SignedStep.newBuilder()
                .setStep(bytes)
                .setSignature(signature(key, text(STEP, digest(bytes))))
                .build());
    }

    private static void sign(SigningKey key, TabStep.Builder tab) {
        if (tab.hasPropose()) {
            ByteString entry = digest(tab.getPropose().getEntry().toByteString());
            tab.getProposeBuilder().setSignature(signature(key, text(TAB_ENTRY, entry)));
        }
        if (tab.hasComplete()) {
            tab.getCompleteBuilder()
                    .setSignature(
                            signature(key, text(TAB_ENTRY, tab.getComplete().getEntry())));
        }
    }

    /** A mediator's signature under a decision's bytes. */
    public static ByteString decide(SigningKey mediator, ByteString decision) {
        return signature(mediator, text(DECISION, digest(decision)));
    }

    /** What both sign, where a proposal is accepted. */
    public static Bytes32 digest(Agreement agreement) {
        return Sha256.of(agreement.toByteArray());
    }

    public Bytes32 author() {
        return bytes32(said.getAuthor());
    }

    public Bytes32 to() {
        return bytes32(said.getTo());
    }

    /** The step before it; null in the first. */
    public Bytes32 after() {
        return said.getAfter().isEmpty() ? null : bytes32(said.getAfter());
    }

    public long at() {
        return said.getAt();
    }

    private static ByteString signature(SigningKey key, byte[] text) {
        return ByteString.copyFrom(key.sign(text));
    }

    private static ByteString digest(ByteString bytes) {
        return bytes(Sha256.of(bytes.toByteArray()));
    }

    private static byte[] domain(String name) {
        return (name + "\0").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] text(byte[] domain, ByteString digest) {
        byte[] text = Arrays.copyOf(domain, domain.length + Bytes32.SIZE);
        digest.copyTo(text, domain.length);
        return text;
    }

    public static ByteString bytes(Bytes32 value) {
        return ByteString.copyFrom(value.bytes());
    }

    public static Bytes32 bytes32(ByteString value) {
        return Bytes32.of(value.toByteArray());
    }
}
