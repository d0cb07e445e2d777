package org.byway.cli;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.byway.agent.letter.Introductions;
import org.byway.agent.letter.Piece;
import org.byway.agent.letter.Tie;
import org.byway.cli.log.Printable;
import org.byway.protocol.letter.BodyRule;
import org.byway.protocol.wire.Introduction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway contact}: the people behind conversations. */
final class ContactCommands {
    private ContactCommands() {}

    static CommandLine tree(Desk desk) {
        return Group.of("contact", "Name people, introduce them to each other, or hear no more of them.")
                .addSubcommand(new MessageCommands.Listing(desk))
                .addSubcommand(new Name(desk))
                .addSubcommand(new Block(desk))
                .addSubcommand(new Unblock(desk))
                .addSubcommand(new Introduce(desk))
                .addSubcommand(new Introduced(desk))
                .addSubcommand("agree", new Answer(desk, true))
                .addSubcommand("decline", new Answer(desk, false));
    }

    @Command(
            name = "name",
            mixinStandardHelpOptions = true,
            header = "Give the other side of a conversation a name.",
            description = "It is yours alone; from then on `byway message send NAME` writes to them again.")
    static final class Name implements Callable<Integer> {
        private final Desk desk;

        @Parameters(index = "0", paramLabel = "CONVERSATION", description = "Its name, or the beginning of its id.")
        private String named;

        @Parameters(index = "1", paramLabel = "NAME")
        private String name;

        Name(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            boolean wrong = name.isBlank()
                    || name.length() > BodyRule.LINE_CHARACTERS
                    || name.chars().anyMatch(Character::isISOControl);
            if (wrong) {
                throw Failure.usage("A name has 1 to " + BodyRule.LINE_CHARACTERS + " characters on one line.", "");
            }
            try (LetterDesk letters = LetterDesk.open(desk)) {
                letters.correspondence().name(letters.tie(named), name.strip());
                desk.say("Known as " + name.strip() + ".");
            }
            return Exit.OK;
        }
    }

    @Command(
            name = "block",
            mixinStandardHelpOptions = true,
            header = "Hear no more of the other side of a conversation.",
            description = {
                "Nothing more of this conversation is taken; and where it began as a stranger's letter, nothing more from the same",
                "member of that community to the same address, whatever name they write under. They are not told."
            })
    static final class Block implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "CONVERSATION")
        private String named;

        Block(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            return block(desk, named, true);
        }
    }

    @Command(name = "unblock", mixinStandardHelpOptions = true, header = "Take a block back.")
    static final class Unblock implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "CONVERSATION")
        private String named;

        Unblock(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            return block(desk, named, false);
        }
    }

    private static int block(Desk desk, String named, boolean block) throws IOException {
        try (LetterDesk letters = LetterDesk.open(desk)) {
            letters.correspondence().block(letters.tie(named), block);
            desk.say(block ? "Blocked." : "No longer blocked.");
        }
        return Exit.OK;
    }

    @Command(
            name = "introduce",
            mixinStandardHelpOptions = true,
            header = "Introduce two people whom you know to each other.",
            description = "Both are asked; neither learns how to reach the other before both have agreed.")
    static final class Introduce implements Callable<Integer> {
        private final Desk desk;

        @Parameters(index = "0", paramLabel = "ONE", description = "A conversation.")
        private String one;

        @Parameters(index = "1", paramLabel = "OTHER", description = "Another.")
        private String other;

        @Option(
                names = "--one-is",
                paramLabel = "TEXT",
                description = "Who the first is, in words for the other. Usually their name.")
        private String oneIs;

        @Option(names = "--other-is", paramLabel = "TEXT", description = "Who the other is, in words for the first.")
        private String otherIs;

        Introduce(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (LetterDesk letters = LetterDesk.open(desk)) {
                Tie first = letters.tie(one);
                Tie second = letters.tie(other);
                if (first.relationship().equals(second.relationship())) {
                    throw Failure.usage("These are the same.", "");
                }
                Desk.value(
                        letters.correspondence()
                                .introducer()
                                .introduce(first, words(otherIs, second), second, words(oneIs, first)),
                        "");
                letters.round();
                desk.say("Both are asked.");
            }
            return Exit.OK;
        }

        private static String words(String said, Tie tie) {
            if (said == null && tie.name().isEmpty()) {
                throw Failure.usage("Say who they are: --one-is and --other-is, or names by `byway contact name`.", "");
            }
            return said == null ? tie.name() : said;
        }
    }

    @Command(
            name = "introductions",
            mixinStandardHelpOptions = true,
            header = "List who would be introduced to you, if you agree.")
    static final class Introduced implements Callable<Integer> {
        private final Desk desk;

        Introduced(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (LetterDesk letters = LetterDesk.open(desk)) {
                int count = 0;
                for (Tie tie : letters.book().ties()) {
                    for (Introduction asked : Introductions.waiting(tie)) {
                        String id = LetterLines.hex(asked.getId());
                        desk.line(Desk.object()
                                .put("id", id)
                                .put("whom", asked.getWhom())
                                .put("by", tie.relationship().hex()));
                        desk.say("%s  %s, by %s"
                                .formatted(
                                        id, Printable.line(asked.getWhom()), Printable.line(LetterDesk.called(tie))));
                        count++;
                    }
                }
                if (count == 0) {
                    desk.say("Nobody waits to be introduced.");
                }
            }
            return Exit.OK;
        }
    }

    /** {@code byway contact agree} and {@code byway contact decline}. */
    @Command(mixinStandardHelpOptions = true, header = "Say whether you want to be introduced.")
    static final class Answer implements Callable<Integer> {
        private final Desk desk;
        private final boolean agree;

        @Parameters(paramLabel = "ID", description = "As `byway contact introductions` shows it.")
        private String id;

        Answer(Desk desk, boolean agree) {
            this.desk = desk;
            this.agree = agree;
        }

        @Override
        public Integer call() throws IOException {
            ByteString wanted = LetterLines.id(id);
            try (LetterDesk letters = LetterDesk.open(desk)) {
                for (Tie tie : letters.book().ties()) {
                    Introduction asked = Introductions.waiting(tie, wanted).orElse(null);
                    if (asked != null) {
                        answer(letters, tie, asked);
                        letters.round();
                        return Exit.OK;
                    }
                }
            }
            throw Failure.failed("unknown_introduction", "No such introduction waits for an answer.", "");
        }

        private void answer(LetterDesk letters, Tie tie, Introduction asked) throws IOException {
            var introducer = letters.correspondence().introducer();
            if (agree) {
                Tie made = Desk.value(introducer.agree(tie, asked, letters.nodeKeys()), "");
                desk.say("Agreed. Conversation " + made.relationship().hex().substring(0, 8)
                        + " begins once the other side has agreed too.");
            } else {
                Piece said = Desk.value(introducer.decline(tie, asked), "");
                desk.say("Declined, in letter " + said.number() + ".");
            }
        }
    }
}
