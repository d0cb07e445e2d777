package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.byway.agent.step.Known;
import org.byway.agent.terms.TermsJson;
import org.byway.agent.terms.TermsShelf;
import org.byway.cli.log.Printable;
import org.byway.protocol.step.Course;
import org.byway.protocol.terms.DoublySigned;
import org.byway.protocol.terms.Tabled;
import org.byway.protocol.terms.TermsCourse;
import org.byway.protocol.terms.TermsState;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.SignedTerms;
import org.byway.protocol.wire.TermsForm;
import org.byway.protocol.wire.TermsStep;
import org.byway.protocol.wire.TermsText;

/** Terms in words of people: my conditions, and theirs. */
final class TermsLines {
    private static final int SHORT_DIGITS = 8;

    /** Terms on the desk. */
    static final MatterDesk.Telling<TermsState> TERMS = new MatterDesk.Telling<>() {
        @Override
        public String noun() {
            return "terms";
        }

        @Override
        public Course<TermsState> course() {
            return TermsCourse.TERMS;
        }

        @Override
        public ObjectNode json(Known<TermsState> known) {
            return TermsJson.of(known);
        }

        @Override
        public List<String> lines(Known<TermsState> known) {
            return full(known);
        }

        @Override
        public boolean goesOn(TermsState state) {
            return state instanceof TermsState.Proffered
                    || state instanceof TermsState.Countered
                    || state instanceof TermsState.Agreed
                    || state instanceof TermsState.Disputed;
        }
    };

    private TermsLines() {}

    static String called(TermsText text) {
        return Printable.line(text.getId() + (text.getVersion().isEmpty() ? "" : " " + text.getVersion()));
    }

    /** A text on one line, with what of it is here. */
    static String text(TermsText text, TermsShelf shelf) {
        List<String> forms = new ArrayList<>();
        for (TermsForm form : text.getFormsList()) {
            forms.add(TermsJson.word(form) + (shelf.form(form).isPresent() ? "" : " (hash only)"));
        }
        String title = text.getTitle().isEmpty() ? "" : ", " + text.getTitle();
        return Printable.line("%s  %s%s: %s"
                .formatted(
                        Tabled.digest(text).hex().substring(0, SHORT_DIGITS),
                        called(text),
                        title,
                        String.join(", ", forms)));
    }

    /** A text in full: where each form was published, and its hash. */
    static List<String> full(TermsText text, TermsShelf shelf) {
        List<String> lines = new ArrayList<>();
        lines.add(text(text, shelf));
        lines.add("digest " + Tabled.digest(text).hex());
        if (!text.getRoster().isEmpty()) {
            lines.add("roster " + Printable.line(text.getRoster()));
        }
        lines.addAll(forms(text));
        return lines;
    }

    private static List<String> forms(TermsText text) {
        List<String> lines = new ArrayList<>();
        for (TermsForm form : text.getFormsList()) {
            lines.add(Printable.line("%-7s %s, %d bytes %s"
                    .formatted(TermsJson.word(form), form.getMediaType(), form.getSize(), form.getUri())));
            lines.add("        SHA-256 "
                    + HexFormat.of().formatHex(form.getSha256().toByteArray()));
        }
        return lines;
    }

    /** On one line: whose conditions, how they stand, and who is to answer until when. */
    static String line(Known<TermsState> known) {
        boolean mine = known.me() == Side.OPENER;
        String whose = mine ? "my conditions" : "their conditions";
        return "%s  %-10s %s: %s, with %s%s"
                .formatted(
                        known.hex().substring(0, SHORT_DIGITS),
                        known.state().word(),
                        whose,
                        called(known.state().terms().text()),
                        Printable.line(LetterDesk.called(known.tie())),
                        awaited(known));
    }

    private static String awaited(Known<TermsState> known) {
        return switch (known.state()) {
            case TermsState.Proffered proffered ->
                (known.me() == Side.OTHER ? ". You are" : ". They are")
                        + " to accept, choose another text of the roster once, or decline until "
                        + LetterLines.time(proffered.terms().until()) + "; then it lapses";
            case TermsState.Countered countered ->
                (known.me() == Side.OPENER ? ". You are" : ". They are")
                        + " to accept or decline this other text until "
                        + LetterLines.time(countered.terms().until()) + "; then it lapses";
            case TermsState.Disputed disputed ->
                (disputed.by() == known.me() ? ". You dispute" : ". They dispute") + " it until "
                        + LetterLines.time(disputed.until())
                        + (disputed.ended() == null ? "; it binds" : "; it has ended");
            case TermsState.Ended ended -> " since " + LetterLines.time(ended.at());
            default -> "";
        };
    }

    static List<String> full(Known<TermsState> known) {
        List<String> lines = new ArrayList<>();
        lines.add(line(known));
        Tabled terms = known.state().terms();
        if (!terms.text().equals(terms.proffer().getText())) {
            lines.add("Proffered was " + called(terms.proffer().getText()) + ".");
        }
        if (!terms.proffer().getPurpose().isEmpty()) {
            lines.add("Purpose: " + Printable.joined(terms.proffer().getPurpose()));
        }
        if (terms.proffer().getDataCount() > 0) {
            lines.add(
                    "Data: " + Printable.line(String.join(", ", terms.proffer().getDataList())));
        }
        if (terms.proffer().getEnds() != 0) {
            lines.add("It ends by itself at " + LetterLines.time(terms.proffer().getEnds()) + ".");
        }
        lines.addAll(forms(terms.text()));
        if (known.state() instanceof TermsState.Bound) {
            lines.add("Both have signed agreement " + terms.digest().hex() + ".");
        }
        return lines;
    }

    /** A page to print and keep. */
    static List<String> page(Known<TermsState> known) {
        List<String> lines = new ArrayList<>();
        Tabled terms = known.state().terms();
        lines.add("CONDITIONS " + known.hex());
        lines.add("");
        lines.add("First party, whose conditions these are: key "
                + terms.parties().opener().hex());
        lines.add("Second party: key " + terms.parties().other().hex());
        lines.add("You are the " + (known.me() == Side.OPENER ? "first" : "second") + " party. State: "
                + known.state().word() + ".");
        lines.add("");
        lines.addAll(full(known));
        DoublySigned.of(known.tree()).ifPresent(signed -> lines.addAll(signatures(signed)));
        return lines;
    }

    private static List<String> signatures(SignedTerms signed) {
        HexFormat hex = HexFormat.of();
        return List.of(
                "",
                "Signed (Ed25519) over \"byway/v1/terms-agreement\", a zero byte and SHA-256 of the agreement:",
                "first party:  " + hex.formatHex(signed.getFirstSignature().toByteArray()),
                "second party: " + hex.formatHex(signed.getSecondSignature().toByteArray()),
                "agreement:    " + hex.formatHex(signed.getAgreement().toByteArray()));
    }

    /** A step in a conversation. */
    static String said(TermsStep said) {
        return switch (said.getWhatCase()) {
            case PROFFER -> "asks you to accept " + called(said.getProffer().getText());
            case CHOOSE -> "would accept " + called(said.getChoose()) + " instead";
            case ACCEPT -> "accepts";
            case DECLINE -> "declines" + DealLines.why(said.getDecline().getReason());
            case WITHDRAW -> "takes it back" + DealLines.why(said.getWithdraw().getReason());
            case END -> "ends it" + DealLines.why(said.getEnd().getReason());
            case DISPUTE ->
                "says it is not kept" + DealLines.why(said.getDispute().getReason());
            case LAPSE -> "waits no longer";
            case WHAT_NOT_SET -> "";
        };
    }
}
