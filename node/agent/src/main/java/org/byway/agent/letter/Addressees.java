package org.byway.agent.letter;

import com.google.protobuf.InvalidProtocolBufferException;
import org.byway.protocol.letter.LetterAddress;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Statement;
import org.byway.protocol.wire.AcceptedTerms;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.Offer;
import org.byway.protocol.wire.Profile;
import org.byway.protocol.wire.PublicPaySignal;
import org.byway.protocol.wire.ReplyAddress;

/** Who stands behind a record, to be written to. */
public final class Addressees {
    private Addressees() {}

    /** The author of a valid intent, offer, payment signal, profile or list of accepted terms; refused where it names no address for letters. */
    public static Checked<Correspondence.Addressee> of(SignedRecord record) {
        Checked<ReplyAddress> reply = reply(record);
        if (!(reply instanceof Checked.Ok<ReplyAddress>(ReplyAddress named))) {
            return ((Checked.Refused<ReplyAddress>) reply).as();
        }
        Statement.Seal seal = record.sealStatement();
        return switch (LetterAddress.read(named)) {
            case Checked.Refused<LetterAddress> refused -> refused.as();
            case Checked.Ok<LetterAddress>(LetterAddress address) ->
                new Checked.Ok<>(new Correspondence.Addressee(address, seal.signer(), record.id()));
        };
    }

    private static Checked<ReplyAddress> reply(SignedRecord record) {
        if (record.content() == null) {
            return Refusal.of(Reason.MISSING_CONTENT, "the node holds no content of this record");
        }
        try {
            if (record.envelope().is(Kind.INTENT)) {
                Intent intent = Intent.parseFrom(record.content());
                return intent.hasReply() ? new Checked.Ok<>(intent.getReply()) : silent();
            }
            if (record.envelope().is(Kind.OFFER)) {
                Offer offer = Offer.parseFrom(record.content());
                return offer.hasReply() ? new Checked.Ok<>(offer.getReply()) : silent();
            }
            if (record.envelope().is(Kind.PROFILE)) {
                Profile profile = Profile.parseFrom(record.content());
                return profile.hasReply() ? new Checked.Ok<>(profile.getReply()) : silent();
            }
            if (record.envelope().is(Kind.PAY_SIGNAL)) {
                PublicPaySignal signal = PublicPaySignal.parseFrom(record.content());
                return signal.hasReply() ? new Checked.Ok<>(signal.getReply()) : silent();
            }
            if (record.envelope().is(Kind.ACCEPTED_TERMS)) {
                AcceptedTerms accepted = AcceptedTerms.parseFrom(record.content());
                return accepted.hasReply() ? new Checked.Ok<>(accepted.getReply()) : silent();
            }
        } catch (InvalidProtocolBufferException e) {
            return Refusal.of(Reason.BAD_CONTENT, "what the record says cannot be read");
        }
        return Refusal.of(
                Reason.BAD_KIND, "only intents, offers, payment signals, profiles and accepted terms are answered");
    }

    private static Checked<ReplyAddress> silent() {
        return Refusal.of(Reason.BAD_CONTENT, "it names no address for letters");
    }
}
