package org.byway.cli;

import java.util.List;
import org.byway.protocol.care.Given;
import org.byway.protocol.care.NoticeRule;
import org.byway.protocol.care.Target;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Limits;
import org.byway.protocol.wire.NoticeGiven;
import picocli.CommandLine.Option;

/** What a notice says, as options. */
final class NoticeOptions {
    static final String REASONS = "forbidden-kind, age, fraud, spam, abuse, privacy, illegal-picture or other";

    @Option(names = "--reason", paramLabel = "WORD", description = "One of: " + REASONS + ".")
    private String reason;

    @Option(names = "--words", paramLabel = "TEXT", required = true, description = "Why, for everybody to read.")
    private String words;

    @Option(names = "--rule", paramLabel = "TEXT", description = "The house rule that it rests on.")
    private String rule = "";

    @Option(
            names = "--appeal",
            paramLabel = "TEXT",
            description = "To whom one appeals, and how. Usually as the house rules say.")
    private String appeal;

    @Option(
            names = "--appeal-days",
            paramLabel = "N",
            defaultValue = "30",
            description = "For how long one may appeal. Usually ${DEFAULT-VALUE} days.")
    private int appealDays;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "Shown again after so many days; otherwise once it is lifted.")
    private Integer days;

    @Option(names = "--this-revision", description = "Hide this revision alone; later ones are shown.")
    private boolean revision;

    @Option(names = "--whole-author", description = "Hide all that its author says, now and later.")
    private boolean author;

    /** The reason of that word; ends the command where there is none. */
    static NoticeGiven.Reason reason(String word) {
        NoticeGiven.Reason found = word == null ? null : Given.reason(word);
        if (found == null) {
            throw Failure.usage("--reason takes " + REASONS + ".", "");
        }
        return found;
    }

    /** Words of at most so many characters; ends the command where they are none. */
    static String words(String option, String said, int most) {
        if (said == null || said.isBlank() || said.length() > most) {
            throw Failure.usage(option + " takes 1 to " + most + " characters.", "");
        }
        return said.strip();
    }

    /** Why, as it was said. */
    String words() {
        return words("--words", words, NoticeRule.WORDS_CHARACTERS);
    }

    Target target(Envelope envelope) {
        if (revision && author) {
            throw Failure.usage("--this-revision and --whole-author do not go together.", "");
        }
        if (!Target.canHide(envelope.kind())) {
            throw Failure.failed(
                    "bad_kind",
                    "Charters, links, members, notices and withdrawals are never hidden.",
                    "A person is taken out of the community by `byway community member remove`.");
        }
        Bytes32 lineage = revision || author ? null : envelope.lineage();
        return new Target(envelope.author(), revision ? envelope.id() : null, lineage, List.of());
    }

    NoticeGiven of(CareDesk at, Target target) {
        return of(at, target, null);
    }

    /** @param usual the reason where none was said; null where it must be */
    NoticeGiven of(CareDesk at, Target target, NoticeGiven.Reason usual) {
        NoticeGiven.Reason why = reason == null && usual != null ? usual : reason(reason);
        if (appealDays < 1 || appealDays > 365 || (days != null && (days < 1 || days > 365))) {
            throw Failure.usage("--appeal-days and --days take 1 to 365.", "");
        }
        return NoticeGiven.newBuilder()
                .setTarget(target.wire())
                .setReason(why)
                .setWords(words())
                .setRule(rule.isEmpty() ? "" : words("--rule", rule, NoticeRule.LINE_CHARACTERS))
                .setAppeal(appeal == null ? at.appeal() : words("--appeal", appeal, NoticeRule.LINE_CHARACTERS))
                .setAppealUntil(at.appealUntil(appealDays))
                .setUntil(days == null ? 0 : at.now() + days * Limits.DAY_MILLIS)
                .build();
    }
}
