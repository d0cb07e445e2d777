package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.byway.agent.Agent;
import org.byway.protocol.care.Given;
import org.byway.protocol.care.NoticeKey;
import org.byway.protocol.care.NoticeRule;
import org.byway.protocol.care.Standing;
import org.byway.protocol.care.Target;
import org.byway.protocol.care.Word;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Notice;
import org.byway.protocol.wire.NoticeAppeal;
import org.byway.protocol.wire.NoticeGiven;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway notice}: what caretakers hide, why, and what is said to that. */
final class NoticeCommands {
    private NoticeCommands() {}

    static CommandLine tree(Desk desk) {
        return Group.of("notice", "Hide what should not be there, with a reason; appeal; and decide.")
                .addSubcommand(new Give(desk, "give"))
                .addSubcommand(new Appeal(desk))
                .addSubcommand(new Uphold(desk))
                .addSubcommand(new Lift(desk, "lift"))
                .addSubcommand(new Listing(desk))
                .addSubcommand(new Show(desk))
                .addSubcommand(new BlocklistCommands.Export(desk))
                .addSubcommand(new BlocklistCommands.Import(desk));
    }

    /** {@code byway hide}. */
    static CommandLine hide(Desk desk) {
        CommandLine hide = new CommandLine(new Give(desk, "hide"));
        hide.getCommandSpec().name("hide");
        return hide;
    }

    /** {@code byway restore}. */
    static CommandLine restore(Desk desk) {
        CommandLine restore = new CommandLine(new Lift(desk, "restore"));
        restore.getCommandSpec().name("restore");
        return restore;
    }

    static void given(Desk desk, Bytes32 notice, NoticeGiven said) {
        ObjectNode line = Desk.object().put("notice", notice.hex()).put("state", "given");
        line.put("reason", Given.word(said.getReason()));
        line.put("appealUntil", Desk.time(said.getAppealUntil()));
        desk.line(line);
        desk.say("Hidden at the community's nodes as soon as they hear of it. Notice " + notice + ".");
        desk.say("Whoever said it may appeal until " + Desk.time(said.getAppealUntil()) + ": byway notice appeal "
                + notice.hex().substring(0, 12) + " TEXT");
    }

    @Command(
            name = "give",
            mixinStandardHelpOptions = true,
            header = "Hide a record, as a caretaker, and say why.",
            description = {
                "Signed by your steward's key. The community's nodes answer 451 with your reason and how to appeal; lists, searches and",
                "standing interests leave it out, with all its later revisions. Other communities decide for themselves. It is in the open",
                "log: `byway care log`. `byway restore ID` shows it again."
            },
            footer = {"", "Example: byway hide 3f0c…e1 --reason fraud --words \"The bicycle was never there.\""})
    static final class Give implements Callable<Integer> {
        private final Desk desk;
        private final String name;

        @Parameters(paramLabel = "ID", description = "The record's: 64 hexadecimal digits.")
        private String id;

        @Mixin
        private NoticeOptions options;

        Give(Desk desk, String name) {
            this.desk = desk;
            this.name = name;
        }

        @Override
        public Integer call() throws IOException {
            Bytes32 record = Desk.id(id);
            try (Agent agent = desk.agent()) {
                CareDesk at = CareDesk.of(desk, agent);
                at.requireSteward();
                SignedRecord found = at.record(record);
                NoticeGiven said = options.of(at, options.target(found.envelope()));
                given(desk, at.give(said), said);
            }
            return Exit.OK;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Command(
            name = "appeal",
            mixinStandardHelpOptions = true,
            header = "Ask that a notice on what you said be lifted.",
            description = {
                "Signed by whatever name, or one-time name, you said it under; everybody can read it. Once for each notice. The notice's id",
                "stands in the answer to whoever asks for the record."
            })
    static final class Appeal implements Callable<Integer> {
        private final Desk desk;

        @Parameters(
                index = "0",
                paramLabel = "NOTICE",
                description = "Its id; of your own community, or how it begins.")
        private String named;

        @Parameters(index = "1", paramLabel = "TEXT", description = "Why it should be lifted.")
        private String words;

        Appeal(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            String said = NoticeOptions.words("TEXT", words, NoticeRule.WORDS_CHARACTERS);
            try (Agent agent = desk.agent()) {
                CareDesk at = CareDesk.of(desk, agent);
                Found found = find(at);
                NoticeAppeal appeal = NoticeAppeal.newBuilder()
                        .setNotice(found.key().wire())
                        .setWords(said)
                        .build();
                if (found.target().author() == null) {
                    throw Failure.failed(
                            "not_yours",
                            "The notice names pictures alone, and nobody who said something.",
                            "Write to the caretakers: byway report tells where.");
                }
                Bytes32 record = at.post(Desk.value(agent.appeals().seal(found.target(), appeal), ""));
                desk.line(Desk.object().put("appeal", record.hex()).put("state", "appealed"));
                desk.say("Said. The caretakers decide; `byway notice show " + named + "` tells how it stands.");
            }
            return Exit.OK;
        }

        private record Found(NoticeKey key, Target target) {}

        /** Another community's notice is found by its whole id alone. */
        private Found find(CareDesk at) {
            if (named.length() != 2 * Bytes32.SIZE) {
                Standing own = at.notice(named);
                return new Found(own.given().key(), own.given().target());
            }
            SignedRecord record = at.record(Desk.id(named));
            if (record.content() != null
                    && record.envelope().is(Kind.NOTICE)
                    && NoticeRule.read(record.envelope(), record.content()) instanceof Checked.Ok<Notice>(Notice said)
                    && said.hasGiven()) {
                NoticeKey key = new NoticeKey(
                        record.envelope().author(), record.envelope().lineage());
                return new Found(key, Target.of(said.getGiven().getTarget()));
            }
            throw Failure.failed("bad_kind", "This is no notice that was given.", "byway notice list");
        }
    }

    /** A caretaker's decision. */
    private abstract static class Deciding implements Callable<Integer> {
        private final Desk desk;
        private final boolean lifts;

        @Parameters(
                paramLabel = "NOTICE",
                description = "The notice's id, or the id of what it is about, or how one of them begins.")
        private String named;

        @Option(names = "--words", paramLabel = "TEXT", required = true, description = "Why, for everybody to read.")
        private String words;

        Deciding(Desk desk, boolean lifts) {
            this.desk = desk;
            this.lifts = lifts;
        }

        @Override
        public final Integer call() throws IOException {
            String said = NoticeOptions.words("--words", words, NoticeRule.WORDS_CHARACTERS);
            try (Agent agent = desk.agent()) {
                CareDesk at = CareDesk.of(desk, agent);
                at.requireSteward();
                Standing notice = at.notice(wanted(at));
                Bytes32 decision = at.decide(notice.given().key(), lifts, said);
                desk.line(Desk.object()
                        .put("notice", notice.given().record().hex())
                        .put("decision", decision.hex())
                        .put("state", lifts ? "lifted" : "upheld"));
                desk.say(lifts ? "Lifted: it is shown again." : "Upheld: it stays hidden.");
            }
            return Exit.OK;
        }

        /** A record's own id names its lineage, where the node still tells it. */
        private String wanted(CareDesk at) {
            if (named.length() != 2 * Bytes32.SIZE) {
                return named;
            }
            return at.care().all(at.now()).stream()
                    .filter(each -> each.given().record().hex().equals(named))
                    .findFirst()
                    .map(each -> named)
                    .orElseGet(() -> at.hiddenBy(Desk.id(named)));
        }
    }

    @Command(
            name = "uphold",
            mixinStandardHelpOptions = true,
            header = "Let a notice stay after an appeal, and say why.")
    static final class Uphold extends Deciding {
        Uphold(Desk desk) {
            super(desk, false);
        }
    }

    @Command(
            name = "lift",
            mixinStandardHelpOptions = true,
            header = "Show again what a notice hides, and say why.",
            description = "Any steward may, not only the one who gave it. What was purged does not come back by it.")
    static final class Lift extends Deciding {
        private final String name;

        Lift(Desk desk, String name) {
            super(desk, true);
            this.name = name;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            header = "List the community's notices, the latest first.",
            description = "Every signature is checked here, and that stewards gave them.")
    static final class Listing implements Callable<Integer> {
        private final Desk desk;

        @Option(names = "--open", description = "Only those that were appealed and wait for a decision.")
        private boolean open;

        Listing(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (Agent agent = desk.agent()) {
                CareDesk at = CareDesk.of(desk, agent);
                List<Standing> all = at.care().all(at.now()).stream()
                        .filter(each -> !open || each.state().word().equals("appealed"))
                        .toList();
                for (Standing each : all) {
                    desk.line(NoticeLines.json(at.care(), each, at.now()));
                    desk.say(NoticeLines.line(each));
                }
                if (all.isEmpty()) {
                    desk.say("None.");
                }
            }
            return Exit.OK;
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, header = "Show a notice, and all that was said to it.")
    static final class Show implements Callable<Integer> {
        private final Desk desk;

        @Parameters(
                paramLabel = "NOTICE",
                description = "Its id, or the id of what it is about, or how one of them begins.")
        private String named;

        Show(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (Agent agent = desk.agent()) {
                CareDesk at = CareDesk.of(desk, agent);
                Standing found = at.notice(named);
                Given given = found.given();
                desk.line(NoticeLines.json(at.care(), found, at.now()));
                desk.say(NoticeLines.line(found));
                desk.say("  by %s, %s"
                        .formatted(at.care().name(given.key().steward(), at.now()), Desk.time(given.created())));
                if (!given.said().getRule().isEmpty()) {
                    desk.say("  house rule: " + given.said().getRule());
                }
                desk.say("  appeal until %s: %s"
                        .formatted(
                                Desk.time(given.said().getAppealUntil()),
                                given.said().getAppeal()));
                for (Word word : found.words()) {
                    desk.say("  %s %s: %s"
                            .formatted(Desk.time(word.created()), CharterLines.word(word.what()), word.words()));
                }
            }
            return Exit.OK;
        }
    }

    /** What went wrong with a row of a list. */
    static String why(Refusal refusal) {
        return Desk.sentence(refusal.detail());
    }
}
