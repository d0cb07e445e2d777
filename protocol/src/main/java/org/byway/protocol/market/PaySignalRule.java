package org.byway.protocol.market;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.byway.protocol.letter.LetterAddress;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.step.PayRule;
import org.byway.protocol.step.TermsRule;
import org.byway.protocol.wire.PaySignal;
import org.byway.protocol.wire.PublicPaySignal;

/** What a public payment signal must obey, and what comes of it between two. */
public final class PaySignalRule {
    /** How many may be paid by one. */
    public static final int MOST_PAYEES = 1_000;

    private PaySignalRule() {}

    public static Checked<PublicPaySignal> read(byte[] content) {
        try {
            PublicPaySignal said = PublicPaySignal.parseFrom(content);
            Refusal fault = fault(said);
            return fault == null ? new Checked.Ok<>(said) : new Checked.Refused<>(fault);
        } catch (InvalidProtocolBufferException e) {
            return bad("not a payment signal").as();
        }
    }

    private static Refusal fault(PublicPaySignal said) {
        String signal = PayRule.fault(said.getSignal());
        if (signal == null && !said.getSignal().getTerms().isEmpty()) {
            signal = "what is said to everybody stands under no agreement of two";
        }
        if (signal == null && said.hasConditions()) {
            signal = TermsRule.fault(said.getConditions());
        }
        if (signal != null) {
            return bad(signal).refusal();
        }
        boolean payee = said.getPayee().isEmpty() || said.getPayee().size() == Bytes32.SIZE;
        boolean many = said.getMostPayees() >= 0 && said.getMostPayees() <= MOST_PAYEES;
        if (!payee || !many || !said.getPayee().isEmpty() && said.getMostPayees() > 1) {
            return bad("one payee is named by a key, or up to " + MOST_PAYEES + " are not")
                    .refusal();
        }
        if (!said.getUri().matches("|[a-z][a-z0-9+.-]{0,31}:[!-~]{1,467}")) {
            return bad("what it is for is named by a URI of at most 500 characters")
                    .refusal();
        }
        if (!said.hasReply() || !LetterAddress.fits(said.getReply())) {
            return MarketRule.badReply();
        }
        return common(said);
    }

    private static Refusal common(PublicPaySignal said) {
        Refusal fault = MarketRule.place(said.getCell(), 0);
        for (int i = 0; i < said.getCategoriesCount() && fault == null; i++) {
            var category = said.getCategories(i);
            fault = MarketRule.category(i, category.getScheme(), category.getCode());
        }
        return fault == null ? MarketRule.movedFrom(said.getMovedFrom()) : fault;
    }

    private static Checked.Refused<?> bad(String detail) {
        return new Checked.Refused<>(new Refusal(Reason.BAD_CONTENT, detail));
    }

    /** What its author signals to whoever answers it: the same, about this record. */
    public static PaySignal between(PaySignal signal, Bytes32 record) {
        return signal.toBuilder().setAbout(ByteString.copyFrom(record.bytes())).build();
    }
}
