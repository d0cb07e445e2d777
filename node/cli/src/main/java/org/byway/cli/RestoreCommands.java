package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.byway.agent.Home;
import org.byway.agent.Host;
import org.byway.agent.keys.Keyring;
import org.byway.agent.keys.PersonaSigner;
import org.byway.agent.keys.PrivateFiles;
import org.byway.agent.node.HttpNode;
import org.byway.agent.node.HttpSnapshots;
import org.byway.agent.node.Reply;
import org.byway.agent.node.SnapshotPort;
import org.byway.agent.snapshot.Backup;
import org.byway.agent.snapshot.Restore;
import org.byway.protocol.identity.RecoveryWords;
import org.byway.protocol.identity.StrictEd25519;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code byway vault backup} and {@code restore}. */
final class RestoreCommands {
    private RestoreCommands() {}

    /** The vault's place at a node. */
    private static Reply<HttpSnapshots> place(Desk desk, String address, Keyring keys) {
        PersonaSigner signer = new PersonaSigner(
                keys.vaultPlace(),
                desk.surroundings().clock(),
                desk.surroundings().random());
        return HttpSnapshots.at(new HttpNode(HostLink.address(address), ""), signer, new StrictEd25519());
    }

    @Command(
            name = "backup",
            mixinStandardHelpOptions = true,
            header = "Leave a snapshot of the vault, encrypted, at your nodes or in a file.",
            description = {
                "Nodes can read nothing of it, and are sent only what they do not have yet. The recovery words open it again:",
                "have them on paper (`byway persona words`). Without --node and --to it is left at the running node of this home."
            })
    static final class BackupCommand implements Callable<Integer> {
        private final Desk desk;

        @Option(
                names = "--node",
                paramLabel = "HOST:PORT",
                description = "A node's HTTP address; may be repeated, and should: a single node can be lost.")
        private List<String> nodes = List.of();

        @Option(names = "--to", paramLabel = "FILE", description = "Write it into a new file.")
        private Path file;

        BackupCommand(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            List<String> at = new ArrayList<>(nodes);
            if (at.isEmpty() && file == null) {
                at.add(desk.httpAddress());
            }
            try (var files = desk.sealedFiles()) {
                var opened = desk.vault().open();
                Keyring keys = Keyring.of(opened.words(), opened.seed());
                Backup backup = Desk.value(
                        Backup.take(
                                files,
                                opened,
                                desk.surroundings().clock(),
                                desk.surroundings().random()),
                        "");
                if (file != null) {
                    backup.write(file);
                    tell(backup, file.toString(), backup.chunks());
                }
                int left = 0;
                for (String address : at) {
                    left += leave(backup, address, keys) ? 1 : 0;
                }
                return left == at.size() ? Exit.OK : Exit.FAILED;
            }
        }

        private boolean leave(Backup backup, String address, Keyring keys) throws IOException {
            Reply<Integer> sent = switch (place(desk, address, keys)) {
                case Reply.Got<HttpSnapshots>(HttpSnapshots node) -> backup.leave(node);
                case Reply.Refused<HttpSnapshots>(String code, String message) -> new Reply.Refused<>(code, message);
                case Reply.Unreachable<HttpSnapshots>(String why) -> new Reply.Unreachable<>(why);
            };
            switch (sent) {
                case Reply.Got<Integer>(Integer chunks) -> tell(backup, address, chunks);
                case Reply.Refused<Integer>(String code, String message) ->
                    desk.note("Not left at " + address + ": " + message + ".");
                case Reply.Unreachable<Integer>(String why) -> desk.note("Not left at " + address + ": " + why + ".");
            }
            return sent instanceof Reply.Got<Integer>;
        }

        private void tell(Backup backup, String where, int chunks) {
            ObjectNode line = Desk.object().put("number", backup.number()).put("at", where);
            desk.line(line.put("chunks", backup.chunks()).put("sent", chunks));
            desk.say("Snapshot " + backup.number() + " is at " + where + " (" + chunks + " of " + backup.chunks()
                    + " chunks were new).");
        }
    }

    @Command(
            name = "restore",
            mixinStandardHelpOptions = true,
            header = "Make a home of recovery words and a snapshot of the vault.",
            description = {
                "Takes the newest snapshot that any of the nodes has, or the one in a file. Only where there is no home yet.",
                "What was said before is known again, and what waited is posted. The nodes are then asked what was said after the",
                "snapshot (`byway vault recall`); until one has answered, nothing that was said before is changed from here."
            })
    static final class RestoreCommand implements Callable<Integer> {
        private final Desk desk;

        @Mixin
        private FromWords.WithHistory from = new FromWords.WithHistory();

        @Option(names = "--node", paramLabel = "HOST:PORT", description = "A node's HTTP address; may be repeated.")
        private List<String> nodes = List.of();

        @Option(
                names = "--from",
                paramLabel = "FILE",
                description = "A file that `byway vault backup --to` has written.")
        private Path file;

        RestoreCommand(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            if (nodes.isEmpty() == (file == null)) {
                throw Failure.usage("Name nodes with --node, or a file with --from.", "");
            }
            Home home = desk.newHome();
            Host host = from.host();
            RecoveryWords read = from.words(desk);
            byte[] seed = read.seed("");
            Keyring keys = Keyring.of(read, seed);
            PrivateFiles.folder(home.folder());
            Restore restore = new Restore(
                    keys, seed, desk.surroundings().now(), desk.surroundings().random());
            Restore.Done done = file != null
                    ? restore.from(file, home.agentFolder())
                    : restore.from(places(keys), home.agentFolder());
            desk.line(Desk.object()
                    .put("home", home.folder().toString())
                    .put("number", done.number())
                    .put("taken", Desk.time(done.taken())));
            desk.say(
                    "Restored snapshot " + done.number() + " of " + Desk.time(done.taken()) + " into " + home.folder());
            FromWords.WithHistory.settle(desk, home, host, nodes);
            return Exit.OK;
        }

        private List<SnapshotPort> places(Keyring keys) {
            List<SnapshotPort> places = new ArrayList<>();
            for (String address : nodes) {
                switch (place(desk, address, keys)) {
                    case Reply.Got<HttpSnapshots>(HttpSnapshots node) -> places.add(node);
                    case Reply.Refused<HttpSnapshots>(String code, String message) ->
                        desk.note(address + ": " + message + ".");
                    case Reply.Unreachable<HttpSnapshots>(String why) -> desk.note(address + ": " + why + ".");
                }
            }
            return places;
        }
    }
}
