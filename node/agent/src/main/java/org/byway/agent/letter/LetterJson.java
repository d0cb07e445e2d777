package org.byway.agent.letter;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import org.byway.protocol.step.Step;
import org.byway.protocol.wire.Appointment;
import org.byway.protocol.wire.DealStep;
import org.byway.protocol.wire.LetterBody;
import org.byway.protocol.wire.LetterReference;
import org.byway.protocol.wire.Message;
import org.byway.protocol.wire.SignedStep;

/** A letter as JSON: on the command line, and in what is exported. */
public final class LetterJson {
    private LetterJson() {}

    /** A letter with its place in the conversation, from 1. */
    public static ObjectNode of(Tie tie, int place, Piece piece) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("conversation", tie.relationship().hex());
        line.put("name", tie.name().isEmpty() ? null : tie.name());
        line.put("letter", place);
        line.put("from", piece.own() ? "me" : "them");
        line.put("slot", piece.slot()).put("number", piece.number());
        line.put("at", time(piece.at()));
        line.put("kind", kind(piece.body()));
        if (piece.own()) {
            line.put("delivery", piece.delivery().word());
            line.put("trouble", piece.trouble());
        } else {
            line.put("seen", piece.seen());
        }
        LetterBody body = piece.body();
        switch (body.getWhatCase()) {
            case MESSAGE -> message(line, tie, body.getMessage());
            case APPOINTMENT -> appointment(line, body.getAppointment());
            case INTRODUCTION -> {
                line.put("id", hex(body.getIntroduction().getId()));
                line.put("state", word(body.getIntroduction().getState()));
                line.put("whom", body.getIntroduction().getWhom());
            }
            case BODY_KEY -> line.put("record", hex(body.getBodyKey().getRecord()));
            case DEAL -> deal(line, body.getDeal());
            case CREDENTIAL_ASK ->
                line.put("id", hex(body.getCredentialAsk().getId()))
                        .put("type", body.getCredentialAsk().getType())
                        .put("copies", body.getCredentialAsk().getKeysCount());
            case CREDENTIAL_GIVEN ->
                line.put("id", hex(body.getCredentialGiven().getId()))
                        .put("copies", body.getCredentialGiven().getCredentialsCount());
            case PROOF_ASK -> {
                line.put("id", hex(body.getProofAsk().getId()))
                        .put("type", body.getProofAsk().getWanted().getType());
                body.getProofAsk().getWanted().getClaimsList().forEach(line.putArray("claims")::add);
            }
            case PAY_ANSWER ->
                line.put("record", hex(body.getPayAnswer().getRecord()))
                        .put("for", body.getPayAnswer().getSignal().getTitle());
            case REPORT ->
                line.put("id", hex(body.getReport().getId()))
                        .put("record", hex(body.getReport().getRecord()))
                        .put("words", body.getReport().getWords())
                        .put("appeal", body.getReport().getAppeal());
            case REPORT_ANSWER ->
                line.put("id", hex(body.getReportAnswer().getId()))
                        .put("notice", hex(body.getReportAnswer().getNotice()))
                        .put("words", body.getReportAnswer().getWords());
            case PROOF_SHOWN -> line.put("id", hex(body.getProofShown().getId()));
            case WITHHELD, WHAT_NOT_SET -> {}
        }
        return line;
    }

    private static String kind(LetterBody body) {
        boolean token = body.getWhatCase() == LetterBody.WhatCase.WHAT_NOT_SET && body.getTokenCount() > 0;
        return token ? "token" : word(body.getWhatCase());
    }

    private static void deal(ObjectNode line, SignedStep signed) {
        DealStep said = Step.read(signed).orThrow().said();
        if (said.hasTerms()) {
            line.put("kind", "terms").put("terms", hex(said.getDeal()));
            line.put("step", word(said.getTerms().getWhatCase()));
        } else {
            line.put("deal", hex(said.getDeal())).put("step", word(said.getWhatCase()));
        }
    }

    private static void message(ObjectNode line, Tie tie, Message message) {
        line.put("text", message.getText());
        line.put("photoBytes", message.getPhoto().size());
        if (message.hasReplyTo()) {
            line.put("replyTo", place(tie, message.getReplyTo()));
        }
        if (message.getDeliverBy() != 0) {
            line.put("deliverBy", time(message.getDeliverBy()));
        }
    }

    /** The place of a letter that is referred to, or 0; its sender's own letters are ours or theirs as the reference says. */
    private static int place(Tie tie, LetterReference to) {
        int place = 0;
        for (Piece piece : tie.pieces()) {
            place++;
            if (piece.slot() == to.getSlot() && piece.number() == to.getNumber()) {
                return place;
            }
        }
        return 0;
    }

    private static void appointment(ObjectNode line, Appointment said) {
        line.put("id", hex(said.getId()));
        line.put("state", word(said.getState()));
        line.put("title", said.getTitle()).put("place", said.getPlace());
        if (said.getFrom() != 0) {
            line.put("starts", time(said.getFrom()));
        }
        if (said.getUntil() != 0) {
            line.put("ends", time(said.getUntil()));
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
