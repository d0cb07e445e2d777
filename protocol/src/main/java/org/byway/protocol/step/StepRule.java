package org.byway.protocol.step;

import com.google.protobuf.ByteString;
import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.Commitment;
import org.byway.protocol.wire.DealStep;
import org.byway.protocol.wire.Decision;
import org.byway.protocol.wire.Progress;
import org.byway.protocol.wire.Proposal;
import org.byway.protocol.wire.Quote;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.Sum;
import org.byway.protocol.wire.Thing;

/** What a step may hold, whoever said it and whatever went before. Each method gives what is wrong, or null. */
final class StepRule {
    static final int SIGNATURE_BYTES = 64;
    private static final String REASON = "a reason has at most " + StepLimits.TEXT_CHARACTERS + " characters";

    private StepRule() {}

    static String fault(DealStep step) {
        if (step.getDeal().size() != StepLimits.ID_BYTES) {
            return "a deal has an id of 16 bytes";
        }
        if (!digest(step.getAuthor())
                || !digest(step.getTo())
                || step.getAuthor().equals(step.getTo())) {
            return "a step is said by one key to another, of 32 bytes each";
        }
        if (!empty(step.getAfter()) || step.getAt() <= 0) {
            return "a step has a time, and names the one before it by its digest";
        }
        return switch (step.getWhatCase()) {
            case QUOTE -> fault(step.getQuote());
            case ACCEPT ->
                signed(step.getAccept().getAgreement(), step.getAccept().getSignature());
            case DECLINE -> reason(step.getDecline().getReason());
            case WITHDRAW -> reason(step.getWithdraw().getReason());
            case PROGRESS -> fault(step.getProgress());
            case CONFIRM ->
                amount(step.getConfirm().getCommitment(), step.getConfirm().getAmount());
            case FORGIVE -> amount(step.getForgive().getCommitment(), 0);
            case CANCEL -> back(step.getCancel().getReason(), step.getCancel().getBackList());
            case ASK_RETURN ->
                fault(step.getAskReturn().getReason(), step.getAskReturn().getBackList());
            case REFUND ->
                fault(step.getRefund().getReason(), List.of(step.getRefund().getBack()));
            case CONSENT -> null;
            case REFUSE -> reason(step.getRefuse().getReason());
            case DISPUTE -> reason(step.getDispute().getReason());
            case DECIDE -> step.getDecide().getSignature().size() == SIGNATURE_BYTES ? null : "a decision is signed";
            case LAPSE -> amount(Math.max(1, step.getLapse().getCommitment()), 0);
            case TERMS -> TermsRule.fault(step.getTerms());
            case TAB -> TabRule.fault(step.getTab());
            case PAY -> PayRule.fault(step.getPay());
            case WHAT_NOT_SET -> "it says nothing that this version knows";
        };
    }

    private static String fault(Quote quote) {
        String signed = signed(quote.getAgreement(), quote.getSignature());
        return signed == null ? fault(quote.getProposal()) : signed;
    }

    private static String fault(Proposal proposal) {
        if (!empty(proposal.getAbout()) || !empty(proposal.getMediator()) || !empty(proposal.getTerms())) {
            return "what it is about, who would mediate, and agreed terms are named by 32 bytes";
        }
        if (!text(proposal.getNote(), StepLimits.TEXT_CHARACTERS, true) || proposal.getUntil() <= 0) {
            return "a quote says until when it holds, and a note has at most " + StepLimits.TEXT_CHARACTERS
                    + " characters";
        }
        return fault("", proposal.getCommitmentsList());
    }

    static String fault(Decision decision) {
        boolean sizes = decision.getDeal().size() == StepLimits.ID_BYTES
                && digest(decision.getDispute())
                && digest(decision.getMediator());
        return sizes
                ? back(decision.getReason(), decision.getCommitmentsList())
                : "a decision names deal, step and key";
    }

    private static String signed(ByteString agreement, ByteString signature) {
        return digest(agreement) && signature.size() == SIGNATURE_BYTES ? null : "an agreement is signed by its digest";
    }

    private static String fault(Progress progress) {
        boolean said = progress.getTracking() != Progress.Tracking.NOTHING
                && progress.getTracking() != Progress.Tracking.UNRECOGNIZED;
        if (!said || (progress.getAmount() != 0 && progress.getTracking() != Progress.Tracking.DONE)) {
            return "it says how far something is, and of what is given how much";
        }
        return text(progress.getNote(), StepLimits.LINE_CHARACTERS, false)
                ? amount(progress.getCommitment(), progress.getAmount())
                : "a note of progress is one line of at most " + StepLimits.LINE_CHARACTERS + " characters";
    }

    private static String amount(int commitment, long amount) {
        return commitment >= 1 && commitment <= StepLimits.MOST_OWED && amount >= 0 && amount <= StepLimits.MAX_AMOUNT
                ? null
                : "it names what was agreed by its place, and an amount that can be";
    }

    static String reason(String reason) {
        return text(reason, StepLimits.TEXT_CHARACTERS, true) ? null : REASON;
    }

    private static String fault(String reason, List<Commitment> commitments) {
        return commitments.isEmpty() ? "it says nothing that is to be given" : back(reason, commitments);
    }

    private static String back(String reason, List<Commitment> commitments) {
        if (!text(reason, StepLimits.TEXT_CHARACTERS, true)) {
            return REASON;
        }
        if (commitments.size() > StepLimits.MOST_COMMITMENTS) {
            return "at most " + StepLimits.MOST_COMMITMENTS + " things are agreed at once";
        }
        return commitments.stream()
                .map(StepRule::fault)
                .filter(fault -> fault != null)
                .findFirst()
                .orElse(null);
    }

    private static String fault(Commitment commitment) {
        if (commitment.getBy() != Side.OPENER && commitment.getBy() != Side.OTHER) {
            return "what is given is given by one of the two sides";
        }
        boolean times = commitment.getDue() >= 0
                && (commitment.getReturnBy() == 0 || commitment.getReturnBy() > commitment.getDue());
        if (!times || !text(commitment.getWhere(), StepLimits.LINE_CHARACTERS, false)) {
            return "a loan comes back after it is due, and a place is one line";
        }
        return switch (commitment.getWhatCase()) {
            case THING -> fault(commitment.getThing());
            case MONEY -> fault(commitment.getMoney());
            case HOURS -> positive(commitment.getHours().getMinutes()) ? null : "hours are minutes, at least one";
            case WHAT_NOT_SET -> "it does not say what is given";
        };
    }

    private static String fault(Thing thing) {
        boolean title = !thing.getTitle().isBlank() && text(thing.getTitle(), StepLimits.LINE_CHARACTERS, false);
        return title && positive(thing.getQuantity()) && empty(thing.getRecord())
                ? null
                : "a thing has a title of one line and a quantity, at least one";
    }

    private static String fault(Sum sum) {
        return unit(sum.getUnit(), sum.getDigits(), sum.getCommunity()) && positive(sum.getMinorUnits())
                ? null
                : "money is a positive amount of an ISO 4217 currency, or of a unit of a community";
    }

    static boolean unit(String unit, int digits, ByteString community) {
        boolean name = !unit.isBlank() && text(unit, StepLimits.UNIT_CHARACTERS, false);
        boolean iso = !community.isEmpty() || unit.matches("[A-Z]{3}");
        return name && iso && digits >= 0 && digits <= StepLimits.MAX_DIGITS && empty(community);
    }

    static boolean positive(long amount) {
        return amount >= 1 && amount <= StepLimits.MAX_AMOUNT;
    }

    static boolean digest(ByteString value) {
        return value.size() == Bytes32.SIZE;
    }

    static boolean empty(ByteString value) {
        return value.isEmpty() || digest(value);
    }

    static boolean text(String text, int characters, boolean linesAllowed) {
        return text.length() <= characters
                && text.chars().allMatch(c -> !Character.isISOControl(c) || (linesAllowed && (c == '\n' || c == '\t')));
    }
}
