package org.byway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.byway.agent.Home;
import org.byway.agent.Host;
import org.byway.agent.export.Export;
import org.byway.agent.export.Import;
import org.byway.agent.keys.Keyring;
import org.byway.agent.keys.PrivateFiles;
import org.byway.agent.vault.SealedBinder;
import org.byway.agent.vault.VaultDamaged;
import org.byway.picture.Picture;
import org.byway.protocol.identity.RecoveryWords;
import org.byway.protocol.record.Checked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway vault export} and {@code import}. */
final class FolderCommands {
    private FolderCommands() {}

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            header = "Write all that the vault keeps into a folder that other programs read.",
            description = {
                "Letters and names as JSON, contacts as vCard, appointments as iCalendar, photos, your offers and intents as",
                "schema.org; and beside these, exactly, what `byway vault import` makes a home of again. NOTHING IN IT IS",
                "ENCRYPTED. Keys and recovery words are not in it. The folder is new or empty, and is there whole or not at all."
            })
    static final class ExportCommand implements Callable<Integer> {
        private final Desk desk;

        @Option(names = "--to", paramLabel = "FOLDER", required = true, description = "A new folder, or an empty one.")
        private Path folder;

        ExportCommand(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            Surroundings here = desk.surroundings();
            try (var files = desk.sealedFiles()) {
                var opened = desk.vault().open();
                SealedBinder binder = new SealedBinder(files, opened.dataKey(), here.random());
                Keyring keys = Keyring.of(opened.words(), opened.seed());
                Export.Done done = new Export(binder, keys, here.clock(), ExportCommand::plain).to(folder);
                desk.line(Desk.object()
                        .put("folder", folder.toString())
                        .put("bundles", done.bundles())
                        .put("conversations", done.conversations())
                        .put("letters", done.letters())
                        .put("photos", done.photos())
                        .put("photosLeftOut", done.photosLeftOut()));
                desk.say("%,d letters of %,d conversations, %,d photos, and all that you signed are in %s."
                        .formatted(done.letters(), done.conversations(), done.photos(), folder));
                desk.say("Nothing of it is encrypted: keep it where nobody else reads it.");
            }
            return Exit.OK;
        }

        private static Optional<byte[]> plain(byte[] photo) {
            return Picture.plain(photo, Picture.Bounds.OF_STRANGERS) instanceof Checked.Ok<Picture>(Picture picture)
                    ? Optional.of(picture.bytes())
                    : Optional.empty();
        }
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            header = "Make a home of recovery words and an exported folder.",
            description = {
                "Only where there is no home yet, and only of a folder in which nothing was changed, with the words of the home",
                "that it was exported from. As after `byway vault restore`, what was said before is known again, and is not changed",
                "from here before a node has told what was said after the export (`byway vault recall`)."
            })
    static final class ImportFolder implements Callable<Integer> {
        private final Desk desk;

        @Mixin
        private FromWords.WithHistory from = new FromWords.WithHistory();

        @Option(
                names = "--node",
                paramLabel = "HOST:PORT",
                description = "A node to ask what was said after the export; may be repeated.")
        private List<String> nodes = List.of();

        @Parameters(paramLabel = "FOLDER", description = "What `byway vault export` has written.")
        private Path folder;

        ImportFolder(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            Home home = desk.newHome();
            if (!Files.isDirectory(folder)) {
                throw Failure.failed("no_folder", "There is no folder at " + folder + ".", "");
            }
            Host host = from.host();
            RecoveryWords read = from.words(desk);
            boolean isNew = !Files.exists(home.folder());
            PrivateFiles.folder(home.folder());
            Import.Done done;
            try {
                Surroundings here = desk.surroundings();
                done = new Import(Keyring.of(read), here.now(), here.random()).from(folder, home.agentFolder());
            } catch (VaultDamaged e) {
                throw Failure.failed("bad_folder", Desk.sentence(e.getMessage()), "Nothing was changed.");
            } finally {
                if (isNew && !home.exists()) {
                    Files.deleteIfExists(home.folder());
                }
            }
            desk.line(Desk.object()
                    .put("home", home.folder().toString())
                    .put("exported", Desk.time(done.exported()))
                    .put("records", done.records()));
            desk.say("Imported what was exported on %s into %s: %,d records, each of them verified."
                    .formatted(Desk.time(done.exported()), home.folder(), done.records()));
            FromWords.WithHistory.settle(desk, home, host, nodes);
            return Exit.OK;
        }
    }
}
