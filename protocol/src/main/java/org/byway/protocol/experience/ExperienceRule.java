package org.byway.protocol.experience;

import com.google.protobuf.InvalidProtocolBufferException;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Experience;
import org.byway.protocol.wire.ExperienceReply;

/** What the contents of experiences and of answers to them must obey; unknown fields are left alone. */
public final class ExperienceRule {
    public static final int BEST = 5;
    public static final int TEXT_CHARACTERS = 4_000;
    public static final int LANGUAGE_CHARACTERS = 35;

    private static final int FIRST_YEAR = 2_000;
    private static final int LAST_YEAR = 9_999;
    private static final int MONTHS = 12;

    private ExperienceRule() {}

    /** An experience that this author published: its token is checked, and whether its key is its subject's where that is a bare key. */
    public static Checked<Experience> experience(Bytes32 author, byte[] content, SignatureCheck signatures) {
        try {
            Experience said = Experience.parseFrom(content);
            String fault = fault(said);
            if (fault != null) {
                return Refusal.of(Reason.BAD_CONTENT, fault);
            }
            return switch (Tokens.read(said.getToken(), author, signatures)) {
                case Checked.Refused<TokenStatement>(Refusal why) -> Refusal.of(Reason.BAD_CONTENT, why.detail());
                case Checked.Ok<TokenStatement>(TokenStatement from) ->
                    from.subject().equals(author)
                            ? Refusal.of(Reason.BAD_CONTENT, "nobody tells how it went with himself")
                            : new Checked.Ok<>(said);
            };
        } catch (InvalidProtocolBufferException e) {
            return Refusal.of(Reason.BAD_CONTENT, "not an experience");
        }
    }

    public static Checked<ExperienceReply> reply(byte[] content) {
        try {
            ExperienceReply reply = ExperienceReply.parseFrom(content);
            boolean names = reply.getExperience().size() == Bytes32.SIZE
                    && reply.getAuthor().size() == Bytes32.SIZE
                    && reply.getLineage().size() == Bytes32.SIZE;
            if (!names) {
                return Refusal.of(Reason.BAD_CONTENT, "an answer names an experience, its author and its lineage");
            }
            String fault =
                    reply.getText().isBlank() ? "an answer has a text" : words(reply.getText(), reply.getLanguage());
            return fault == null ? new Checked.Ok<>(reply) : Refusal.of(Reason.BAD_CONTENT, fault);
        } catch (InvalidProtocolBufferException e) {
            return Refusal.of(Reason.BAD_CONTENT, "not an answer to an experience");
        }
    }

    private static String fault(Experience said) {
        if (said.getRating() < 0 || said.getRating() > BEST) {
            return "a rating is from 1 to " + BEST;
        }
        if (said.getRating() == 0 && said.getText().isBlank()) {
            return "an experience has a rating or a text";
        }
        int year = said.getMonth() / 100;
        int month = said.getMonth() % 100;
        boolean dated = year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= MONTHS;
        if (said.getMonth() != 0 && !dated) {
            return "a month is written as 202607";
        }
        return said.getManner() == Experience.Manner.UNRECOGNIZED
                ? "a deal is a sale, a swap, a gift or a loan"
                : words(said.getText(), said.getLanguage());
    }

    private static String words(String text, String language) {
        boolean plain = text.length() <= TEXT_CHARACTERS
                && text.chars().allMatch(c -> !Character.isISOControl(c) || c == '\n' || c == '\t');
        if (!plain) {
            return "a text has at most " + TEXT_CHARACTERS + " characters and no control characters";
        }
        boolean tag =
                language.length() <= LANGUAGE_CHARACTERS && language.chars().noneMatch(Character::isISOControl);
        return tag ? null : "a language is a tag of BCP 47, such as pt-BR";
    }
}
