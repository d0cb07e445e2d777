package org.byway.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.byway.agent.Home;
import org.byway.agent.vault.Unlocking;
import org.byway.protocol.identity.RecoveryWords;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The recovery words: written down, and made into a home again. */
final class WordCommands {
    private static final int ASKED_BACK = 2;

    private WordCommands() {}

    @Command(
            name = "words",
            mixinStandardHelpOptions = true,
            header = "Show the words from which all your keys come again: write them on paper.",
            description = {
                "Whoever has them has all that is yours here. At a terminal, two of them are asked for afterwards, to see that",
                "they were written down."
            })
    static final class Words implements Callable<Integer> {
        private final Desk desk;

        Words(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            String text = desk.words().text();
            desk.line(Desk.object().put("words", text));
            List<String> words = List.of(text.split(" "));
            for (int i = 0; i < words.size(); i++) {
                desk.say(String.format("%2d  %s", i + 1, words.get(i)));
            }
            if (desk.surroundings().terminal() && !desk.json()) {
                check(words);
            }
            return Exit.OK;
        }

        private void check(List<String> words) throws IOException {
            RandomGenerator random = desk.surroundings().random();
            Secrets secrets = new Secrets(desk.surroundings());
            int first = random.nextInt(words.size());
            for (int i = 0; i < ASKED_BACK; i++) {
                int asked = (first + i * (1 + random.nextInt(words.size() - 1))) % words.size();
                String said = secrets.ask("to see that you have them, word " + (asked + 1));
                if (!said.strip().equalsIgnoreCase(words.get(asked))) {
                    throw Failure.failed(
                            "wrong_word", "That is not word " + (asked + 1) + ".", "Write them down and come again.");
                }
            }
            desk.say("Good. Keep them where nobody else looks.");
        }
    }

    @Command(
            name = "restore",
            mixinStandardHelpOptions = true,
            header = "Make a home from recovery words.",
            description = {
                "Asks for the words, or reads them as a line of standard input. The keys are there again; what was kept is",
                "not: that comes back with a snapshot of the vault."
            })
    static final class Restore implements Callable<Integer> {
        private final Desk desk;

        @Mixin
        private FromWords from = new FromWords();

        Restore(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            Home home = desk.newHome();
            RecoveryWords words = from.words(desk);
            home.create(words, desk.surroundings().random());
            int count = words.text().split(" ").length;
            desk.line(Desk.object().put("home", home.folder().toString()).put("words", count));
            desk.say("Your keys are there again, in " + home.folder());
            desk.say("Start a node with `byway serve`.");
            return Exit.OK;
        }
    }

    /** Words as they were typed or stand in a file; a wrong one ends the command, and says which it is. */
    static RecoveryWords read(Desk desk, Path file) throws IOException {
        String typed = file == null ? new Secrets(desk.surroundings()).ask("words") : Unlocking.passphrase(file);
        return switch (RecoveryWords.parse(typed)) {
            case Checked.Refused<RecoveryWords>(Refusal refusal) ->
                throw Failure.failed("wrong_words", Desk.sentence(refusal.detail()), "Nothing was changed.");
            case Checked.Ok<RecoveryWords>(RecoveryWords words) -> checkedLength(words);
        };
    }

    private static RecoveryWords checkedLength(RecoveryWords words) {
        int bytes = words.entropy().length;
        if (bytes != RecoveryWords.SHORT_ENTROPY_BYTES && bytes != RecoveryWords.LONG_ENTROPY_BYTES) {
            throw Failure.failed("wrong_words", "A home has 12 or 24 words.", "Nothing was changed.");
        }
        return words;
    }
}
