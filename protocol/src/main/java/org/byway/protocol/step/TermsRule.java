package org.byway.protocol.step;

import java.util.List;
import org.byway.protocol.wire.Proffer;
import org.byway.protocol.wire.TermsForm;
import org.byway.protocol.wire.TermsStep;
import org.byway.protocol.wire.TermsText;

/** What a step of terms may hold, and how a text is named. Each method gives what is wrong, or null. */
public final class TermsRule {
    public static final int ID_CHARACTERS = 64;
    public static final int URI_CHARACTERS = 500;
    public static final int TYPE_CHARACTERS = 100;
    public static final int PURPOSE_CHARACTERS = 1_000;
    public static final int MOST_DATA = 32;
    /** Of one form: a contract of a hundred pages, or a small book. */
    public static final long MAX_FORM_BYTES = 512 * 1024;

    private TermsRule() {}

    static String fault(TermsStep step) {
        boolean signs = step.hasProffer() || step.hasChoose() || step.hasAccept();
        boolean signed =
                StepRule.digest(step.getAgreement()) && step.getSignature().size() == StepRule.SIGNATURE_BYTES;
        boolean bare = step.getAgreement().isEmpty() && step.getSignature().isEmpty();
        if (signs ? !signed : !bare) {
            return "terms are proffered, chosen and accepted by a signature over their agreement's digest, and only then";
        }
        return switch (step.getWhatCase()) {
            case PROFFER -> fault(step.getProffer());
            case CHOOSE -> fault(step.getChoose());
            case ACCEPT, LAPSE -> null;
            case DECLINE -> StepRule.reason(step.getDecline().getReason());
            case WITHDRAW -> StepRule.reason(step.getWithdraw().getReason());
            case END -> StepRule.reason(step.getEnd().getReason());
            case DISPUTE -> StepRule.reason(step.getDispute().getReason());
            case WHAT_NOT_SET -> "it says nothing of terms that this version knows";
        };
    }

    private static String fault(Proffer proffer) {
        boolean data = proffer.getDataCount() <= MOST_DATA
                && proffer.getDataList().stream().allMatch(each -> line(each, StepLimits.LINE_CHARACTERS));
        if (!data || !StepRule.text(proffer.getPurpose(), PURPOSE_CHARACTERS, true)) {
            return "a purpose has at most " + PURPOSE_CHARACTERS + " characters, and at most " + MOST_DATA
                    + " kinds of data are named, each on one line";
        }
        if (proffer.getUntil() <= 0
                || proffer.getEnds() < 0
                || (proffer.getEnds() != 0 && proffer.getEnds() <= proffer.getUntil())) {
            return "a proffer says until when it holds, and what is agreed ends later than that";
        }
        return fault(proffer.getText());
    }

    /** What is wrong with the name of a text, or null. */
    public static String fault(TermsText text) {
        if (!line(text.getId(), ID_CHARACTERS) || !StepRule.text(text.getVersion(), ID_CHARACTERS, false)) {
            return "a text has an id of 1 to " + ID_CHARACTERS
                    + " characters on one line, and a version likewise or none";
        }
        if (!StepRule.text(text.getTitle(), StepLimits.LINE_CHARACTERS, false)
                || !StepRule.text(text.getRoster(), URI_CHARACTERS, false)) {
            return "a title is one line of at most " + StepLimits.LINE_CHARACTERS
                    + " characters, a roster is named by a URI";
        }
        return forms(text.getFormsList());
    }

    private static String forms(List<TermsForm> forms) {
        int before = 0;
        for (TermsForm form : forms) {
            if (form.getForm() == TermsForm.Form.UNRECOGNIZED || form.getFormValue() <= before) {
                return "the forms of a text are human, legal and machine, in this order and each once";
            }
            before = form.getFormValue();
            if (!line(form.getMediaType(), TYPE_CHARACTERS) || !StepRule.text(form.getUri(), URI_CHARACTERS, false)) {
                return "a form has a media type, and a URI or none";
            }
            if (!StepRule.digest(form.getSha256()) || form.getSize() < 1 || form.getSize() > MAX_FORM_BYTES) {
                return "a form is named by its SHA-256 and its size, from 1 to " + MAX_FORM_BYTES + " bytes";
            }
        }
        return before == 0 ? "a text has at least one form" : null;
    }

    private static boolean line(String text, int characters) {
        return !text.isBlank() && StepRule.text(text, characters, false);
    }
}
