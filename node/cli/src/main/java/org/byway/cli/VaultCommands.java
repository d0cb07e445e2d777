package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.byway.agent.Home;
import org.byway.agent.ledger.Binder;
import org.byway.agent.vault.Opened;
import org.byway.agent.vault.UnlockedKeys;
import org.byway.agent.vault.Unlocking;
import org.byway.agent.vault.VaultFolder;
import org.byway.agent.vault.VaultState;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code byway vault}: what is kept here, encrypted, and who may open it. */
final class VaultCommands {
    private static final int MIN_CHARACTERS = 8;
    private static final long MINUTE_MILLIS = 60_000;

    private VaultCommands() {}

    static CommandLine tree(Desk desk) {
        return Group.of("vault", "What is kept here, encrypted: lock it, unlock it, look after it.")
                .addSubcommand(new Unlock(desk))
                .addSubcommand(new Lock(desk))
                .addSubcommand(new Status(desk))
                .addSubcommand(new Passphrase(desk))
                .addSubcommand(new RestoreCommands.BackupCommand(desk))
                .addSubcommand(new RestoreCommands.RestoreCommand(desk))
                .addSubcommand(new RecallCommand(desk))
                .addSubcommand(new FolderCommands.ExportCommand(desk))
                .addSubcommand(new FolderCommands.ImportFolder(desk))
                .addSubcommand(new VaultSearchCommand(desk));
    }

    /** Tells how the vault stands. */
    private static void tell(Desk desk, VaultState state) {
        ObjectNode line = Desk.object().put("state", word(state)).putNull("until");
        if (state instanceof VaultState.Unlocked(long until) && until != UnlockedKeys.NO_END) {
            line.put("until", Desk.time(until));
        }
        desk.line(line);
        desk.say(sentence(state));
    }

    private static String word(VaultState state) {
        return switch (state) {
            case VaultState.None none -> "none";
            case VaultState.KeyFile file -> "open";
            case VaultState.Locked locked -> "locked";
            case VaultState.Unlocked unlocked -> "unlocked";
        };
    }

    private static String sentence(VaultState state) {
        return switch (state) {
            case VaultState.None none -> "There is no vault here yet.";
            case VaultState.KeyFile file -> "Open: a key file in the home opens it, without a passphrase.";
            case VaultState.Locked locked -> "Locked: its passphrase opens it (`byway vault unlock`).";
            case VaultState.Unlocked(long until) ->
                until == UnlockedKeys.NO_END
                        ? "Unlocked, until `byway vault lock`."
                        : "Unlocked, until " + Desk.time(until) + ".";
        };
    }

    @Command(
            name = "unlock",
            mixinStandardHelpOptions = true,
            header = "Let this user's commands use a vault that has a passphrase.",
            description = {
                "Asks for the passphrase, or reads it as a line of standard input. The key is left in a folder of",
                "yours alone ($XDG_RUNTIME_DIR), which ends with your login, until `byway vault lock` or for --minutes."
            })
    static final class Unlock implements Callable<Integer> {
        private final Desk desk;

        @Option(names = "--minutes", paramLabel = "N", description = "Lock it again by itself after so many minutes.")
        private Integer minutes;

        Unlock(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            if (minutes != null && minutes < 1) {
                throw Failure.usage("--minutes is at least 1.", "");
            }
            VaultFolder vault = desk.vault();
            if (vault.state() instanceof VaultState.KeyFile) {
                tell(desk, vault.state());
                return Exit.OK;
            }
            long until =
                    minutes == null ? UnlockedKeys.NO_END : desk.surroundings().now() + minutes * MINUTE_MILLIS;
            String passphrase = desk.passphraseFile().isPresent()
                    ? Unlocking.passphrase(desk.passphraseFile().get())
                    : new Secrets(desk.surroundings()).ask("passphrase");
            if (!vault.unlock(passphrase, until)) {
                throw Failure.failed(
                        "wrong_passphrase",
                        "This passphrase does not open the vault.",
                        "Nothing was changed. Capitals count, and blanks do.");
            }
            tell(desk, vault.state());
            return Exit.OK;
        }
    }

    @Command(
            name = "lock",
            mixinStandardHelpOptions = true,
            header = "Lock a vault that has a passphrase.",
            description = "Commands that run already keep their key until they end; `byway serve` is one.")
    static final class Lock implements Callable<Integer> {
        private final Desk desk;

        Lock(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            VaultFolder vault = desk.vault();
            if (vault.state() instanceof VaultState.KeyFile) {
                throw Failure.failed(
                        "no_passphrase",
                        "This vault has no passphrase, so nothing can lock it.",
                        "Give it one with `byway vault passphrase`.");
            }
            vault.lock();
            tell(desk, vault.state());
            return Exit.OK;
        }
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            header = "Tell whether the vault is locked, and how large it is.")
    static final class Status implements Callable<Integer> {
        private final Desk desk;

        Status(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            Home home = desk.home();
            VaultState state = home.exists() ? desk.vault().state() : new VaultState.None();
            long bytes = 0;
            for (Binder.Part part : Binder.Part.values()) {
                Path file = home.agentFolder().resolve(part.file());
                bytes += Files.exists(file) ? Files.size(file) : 0;
            }
            ObjectNode line =
                    Desk.object().put("state", word(state)).putNull("lock").putNull("until");
            switch (state) {
                case VaultState.None none -> {}
                case VaultState.KeyFile file -> line.put("lock", "key-file");
                case VaultState.Locked locked -> line.put("lock", "passphrase");
                case VaultState.Unlocked(long until) -> {
                    line.put("lock", "passphrase");
                    if (until != UnlockedKeys.NO_END) {
                        line.put("until", Desk.time(until));
                    }
                }
            }
            desk.line(line.put("bytes", bytes));
            desk.say(sentence(state));
            desk.say(bytes / 1_024 + " KiB in " + home.agentFolder());
            return Exit.OK;
        }
    }

    @Command(
            name = "passphrase",
            mixinStandardHelpOptions = true,
            header = "Give the vault a passphrase, change it, or take it away.",
            description = {
                "Asks for the new one twice, or reads it as a line of standard input. From then on the vault is locked",
                "until `byway vault unlock`. Older copies of the home still open as they did."
            })
    static final class Passphrase implements Callable<Integer> {
        private final Desk desk;

        @Option(names = "--remove", description = "Take it away: a key file in the home opens the vault from then on.")
        private boolean remove;

        Passphrase(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            VaultFolder vault = desk.vault();
            Opened opened = vault.open();
            if (remove) {
                vault.useKeyFile(opened);
            } else {
                vault.usePassphrase(opened, chosen());
            }
            tell(desk, vault.state());
            return Exit.OK;
        }

        private String chosen() throws IOException {
            Secrets secrets = new Secrets(desk.surroundings());
            String chosen = secrets.ask("new passphrase");
            if (chosen.length() < MIN_CHARACTERS) {
                throw Failure.usage(
                        "A passphrase has at least " + MIN_CHARACTERS + " characters.",
                        "Several words that you do not find together anywhere are a good one.");
            }
            if (desk.surroundings().terminal() && !secrets.ask("same again").equals(chosen)) {
                throw Failure.usage("The two are not the same.", "Nothing was changed.");
            }
            return chosen;
        }
    }
}
