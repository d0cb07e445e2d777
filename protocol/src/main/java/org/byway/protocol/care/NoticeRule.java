package org.byway.protocol.care;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.byway.protocol.letter.LetterAddress;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Caretaker;
import org.byway.protocol.wire.Notice;
import org.byway.protocol.wire.NoticeAppeal;
import org.byway.protocol.wire.NoticeDecision;
import org.byway.protocol.wire.NoticeGiven;
import org.byway.protocol.wire.NoticeName;
import org.byway.protocol.wire.NoticeTarget;

/** What a Notice may say, whoever says it. SPEC.md, 3.4. */
public final class NoticeRule {
    public static final int WORDS_CHARACTERS = 2_000;
    public static final int LINE_CHARACTERS = 500;
    public static final int NAME_CHARACTERS = 80;
    public static final int MOST_BLOBS = 20;

    private NoticeRule() {}

    public static Checked<Notice> read(Envelope envelope, byte[] content) {
        try {
            Notice notice = Notice.parseFrom(content);
            String fault = fault(envelope, notice);
            return fault == null ? new Checked.Ok<>(notice) : bad(fault);
        } catch (InvalidProtocolBufferException e) {
            return bad("not a notice");
        }
    }

    private static Checked<Notice> bad(String detail) {
        return Refusal.of(Reason.BAD_CONTENT, detail);
    }

    private static String fault(Envelope envelope, Notice notice) {
        if (!notice.hasAppeal() && envelope.keySequence() != 0) {
            return "a steward speaks by the bare key that the charter names";
        }
        return switch (notice.getSaidCase()) {
            case GIVEN -> fault(envelope, notice.getGiven());
            case APPEAL -> fault(notice.getAppeal());
            case DECISION -> fault(notice.getDecision());
            case CARETAKER -> fault(notice.getCaretaker());
            case SAID_NOT_SET -> "a notice says something";
        };
    }

    private static String fault(Envelope envelope, NoticeGiven given) {
        String target = fault(given.getTarget(), given.getPurge());
        if (target != null) {
            return target;
        }
        switch (given.getReason()) {
            case REASON_UNSPECIFIED, UNRECOGNIZED -> {
                return "a notice has one of the reasons that there are";
            }
            case FORBIDDEN_KIND, AGE, FRAUD, SPAM, ABUSE, PRIVACY, OTHER -> {
                if (given.getPurge()) {
                    return "only illegal pictures are purged; everything else is hidden";
                }
            }
            case ILLEGAL_PICTURE -> {}
        }
        boolean said = text(given.getWords(), WORDS_CHARACTERS)
                && text(given.getAppeal(), LINE_CHARACTERS)
                && (given.getRule().isEmpty() || text(given.getRule(), LINE_CHARACTERS));
        if (!said) {
            return "a notice says why, in at most " + WORDS_CHARACTERS + " characters, and how to appeal, in at most "
                    + LINE_CHARACTERS;
        }
        boolean times = given.getAppealUntil() > envelope.created()
                && (given.getUntil() == 0 || given.getUntil() > envelope.created());
        return times ? null : "there is time to appeal, and a notice ends after it was given";
    }

    private static String fault(NoticeTarget target, boolean purge) {
        boolean sizes = empty(target.getAuthor())
                && empty(target.getRecord())
                && empty(target.getLineage())
                && target.getBlobsCount() <= MOST_BLOBS
                && target.getBlobsList().stream().allMatch(blob -> blob.size() == Bytes32.SIZE);
        if (!sizes) {
            return "what a notice is about is named by 32 bytes each, pictures at most " + MOST_BLOBS;
        }
        if (target.getBlobsCount() > 0 && !purge) {
            return "pictures are purged, not hidden";
        }
        boolean named = !target.getAuthor().isEmpty();
        boolean alone = target.getRecord().isEmpty() || target.getLineage().isEmpty();
        boolean bare = target.getRecord().isEmpty() && target.getLineage().isEmpty() && target.getBlobsCount() > 0;
        return alone && (named || bare)
                ? null
                : "a notice names an author, and perhaps one record or one lineage; or pictures alone";
    }

    private static String fault(NoticeAppeal appeal) {
        return named(appeal.getNotice()) && text(appeal.getWords(), WORDS_CHARACTERS)
                ? null
                : "an appeal names a notice and says why, in at most " + WORDS_CHARACTERS + " characters";
    }

    private static String fault(NoticeDecision decision) {
        return named(decision.getNotice()) && text(decision.getWords(), WORDS_CHARACTERS)
                ? null
                : "a decision names a notice and says why, in at most " + WORDS_CHARACTERS + " characters";
    }

    private static String fault(Caretaker caretaker) {
        boolean name = text(caretaker.getName(), NAME_CHARACTERS)
                && caretaker.getName().indexOf('\n') < 0;
        if (!name) {
            return "a caretaker has a name of at most " + NAME_CHARACTERS + " characters on one line";
        }
        boolean address = caretaker.hasAddress()
                ? LetterAddress.fits(caretaker.getAddress())
                        && caretaker.getKey().size() == Bytes32.SIZE
                : caretaker.getKey().isEmpty();
        return address ? null : "where reports go is an address and a key, or neither";
    }

    private static boolean named(NoticeName name) {
        return name.getSteward().size() == Bytes32.SIZE && name.getLineage().size() == Bytes32.SIZE;
    }

    private static boolean empty(ByteString value) {
        return value.isEmpty() || value.size() == Bytes32.SIZE;
    }

    private static boolean text(String text, int characters) {
        return !text.isBlank()
                && text.length() <= characters
                && text.chars().allMatch(c -> !Character.isISOControl(c) || c == '\n' || c == '\t');
    }
}
