package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import org.byway.agent.letter.LetterJson;
import org.byway.agent.letter.Piece;
import org.byway.agent.letter.Tie;
import org.byway.cli.log.Printable;
import org.byway.protocol.wire.Appointment;
import org.byway.protocol.wire.Introduction;
import org.byway.protocol.wire.LetterBody;
import org.byway.protocol.wire.Message;
import org.byway.protocol.wire.ProofWanted;

/** Letters as lines, for people and for programs. */
final class LetterLines {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

    private LetterLines() {}

    /** A letter in a conversation, with its place there from 1. */
    static String words(int place, Piece piece) {
        StringBuilder words = new StringBuilder();
        words.append("%3d  %-12s %-5s ".formatted(place, time(piece.at()), piece.own() ? "you" : "they"));
        words.append(Printable.line(said(piece.body())));
        if (piece.own()) {
            words.append("   (").append(state(piece)).append(')');
        }
        return words.toString();
    }

    /** The id of an appointment or an introduction, as it is shown. Failure where it is none. */
    static ByteString id(String text) {
        if (!text.matches("[0-9a-f]{32}")) {
            throw Failure.usage("An id of an appointment or an introduction has 32 hexadecimal digits.", "");
        }
        return ByteString.copyFrom(HexFormat.of().parseHex(text));
    }

    static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis).atZone(ZoneId.systemDefault()));
    }

    private static String state(Piece piece) {
        String state = piece.delivery().word().replace('-', ' ');
        return piece.trouble() == null ? state : state + ": " + piece.trouble();
    }

    /** What a letter says, on one line. */
    static String said(LetterBody body) {
        return switch (body.getWhatCase()) {
            case MESSAGE -> said(body.getMessage());
            case APPOINTMENT -> said(body.getAppointment());
            case INTRODUCTION -> said(body.getIntroduction());
            case BODY_KEY -> "[the key to what the intent says under seal]";
            case DEAL -> DealLines.said(body.getDeal());
            case CREDENTIAL_ASK ->
                "[would like a credential: " + body.getCredentialAsk().getType() + "]";
            case CREDENTIAL_GIVEN -> "[gives the credential]";
            case PROOF_ASK -> "[asks to be shown: " + asked(body.getProofAsk().getWanted()) + "]";
            case PAY_ANSWER ->
                "[would be paid for " + body.getPayAnswer().getSignal().getTitle() + "]";
            case REPORT ->
                "[reports something: " + Printable.joined(body.getReport().getWords()) + "]";
            case REPORT_ANSWER ->
                body.getReportAnswer().getSeen()
                        ? "[has read the report]"
                        : "[answers the report: "
                                + Printable.joined(body.getReportAnswer().getWords()) + "]";
            case PROOF_SHOWN -> "[shows a credential]";
            case WITHHELD -> "[this letter was lost with its writer's device]";
            case WHAT_NOT_SET ->
                body.getTokenCount() > 0
                        ? "[so that you can tell how the deal went]"
                        : "[something that only a newer Byway reads]";
        };
    }

    private static String asked(ProofWanted wanted) {
        return wanted.getType()
                + (wanted.getClaimsCount() == 0 ? "" : " with " + String.join(", ", wanted.getClaimsList()));
    }

    private static String said(Message message) {
        String text = Printable.joined(message.getText());
        String photo = message.getPhoto().isEmpty() ? "" : text.isEmpty() ? "[photo]" : " [photo]";
        String by = message.getDeliverBy() == 0 ? "" : " [can deliver by " + time(message.getDeliverBy()) + "]";
        String shown = message.getShownCount() == 0 ? "" : " [shows a credential]";
        return text + photo + by + shown;
    }

    private static String said(Appointment said) {
        String what = said.getTitle() + (said.getPlace().isEmpty() ? "" : ", " + said.getPlace());
        return switch (said.getState()) {
            case PROPOSED -> "[shall we meet? " + what + ", " + time(said.getFrom()) + "]";
            case AGREED -> "[agrees to meet]";
            case DECLINED -> "[cannot meet then]";
            case CANCELLED -> "[calls the meeting off]";
            case UNRECOGNIZED -> "[about a meeting]";
        };
    }

    private static String said(Introduction said) {
        return switch (said.getState()) {
            case ASKED -> "[would you like to know " + said.getWhom() + "?]";
            case AGREED -> "[would like to be introduced]";
            case DECLINED -> "[would rather not be introduced]";
            case MADE -> "[introduces you to " + said.getWhom() + "]";
            case UNRECOGNIZED -> "[about an introduction]";
        };
    }

    /** A letter for programs. */
    static ObjectNode json(Tie tie, int place, Piece piece) {
        return LetterJson.of(tie, place, piece);
    }

    static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
