package org.byway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.byway.agent.node.HttpNode;
import org.byway.agent.node.NodePort;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway record}: signed bytes of any kind. */
final class RecordCommands {
    private RecordCommands() {}

    static CommandLine tree(Desk desk) {
        return Group.of("record", "Look at signed records of any kind.")
                .addSubcommand(new Show(desk))
                .addSubcommand(new Photo(desk))
                .addSubcommand(new Verify(desk));
    }

    /** Writes the view of a record: as it is for programs, laid out for people. */
    static void show(Desk desk, JsonNode view) {
        desk.line(view);
        desk.say(view.toPrettyString());
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            header = "Show a record that the node holds: what it says and who vouches for it.")
    static final class Show implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "ID", description = "64 hexadecimal digits.")
        private String id;

        @Option(names = "--save", paramLabel = "FILE", description = "Also save the record's bytes.")
        private Path file;

        Show(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            Bytes32 wanted = Desk.id(id);
            NodePort node = desk.node();
            JsonNode view = Desk.value(node.view(wanted));
            if (file != null) {
                Files.write(file, Desk.value(node.record(wanted)));
            }
            show(desk, view);
            return Exit.OK;
        }
    }

    @Command(
            name = "photo",
            mixinStandardHelpOptions = true,
            header = "Save a photo that an offer names.",
            description = "It is checked to be the one that was named. Exits with 1 where the node has it not.")
    static final class Photo implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "ID", description = "The offer's: 64 hexadecimal digits.")
        private String id;

        @Parameters(paramLabel = "N", description = "Which one, from 1.")
        private int number;

        @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where to save it, as a JPEG.")
        private Path file;

        Photo(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            HttpNode node = desk.httpNode();
            Bytes32 digest = Photos.named(Desk.value(node.view(Desk.id(id))), number);
            byte[] picture = Desk.value(node.blobs().get(digest));
            WholeFile.write(file, picture);
            desk.line(Desk.object().put("digest", digest.hex()).put("sizeBytes", picture.length));
            desk.say("Saved as " + file + ".");
            return Exit.OK;
        }
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            header = "Check the bytes of a saved record or bundle: ids, seals and postmarks.",
            description = {
                "Needs no node. Says whether the bytes are valid, not whether they are current.",
                "Exits with 1 where they are not."
            })
    static final class Verify implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "FILE", description = "A bundle, as `byway record show --save` writes it.")
        private Path file;

        Verify(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw Failure.failed("no_file", "There is no file to read at " + file + ".", "");
            }
            byte[] bytes;
            try (var in = Files.newInputStream(file)) {
                bytes = in.readNBytes(Limits.BUNDLE_BYTES + 1);
            }
            return switch (new Verification(new StrictEd25519()).bundle(bytes)) {
                case Checked.Ok<List<SignedRecord>>(List<SignedRecord> records) -> {
                    ObjectNode line = Desk.object().put("valid", true).putNull("reason");
                    records.forEach(
                            record -> line.withArray("ids").add(record.id().hex()));
                    desk.line(line);
                    desk.say("Valid: "
                            + (records.size() == 1
                                    ? records.get(0).envelope().toString()
                                    : records.size() + " records"));
                    yield Exit.OK;
                }
                case Checked.Refused<List<SignedRecord>>(Refusal refusal) -> {
                    desk.line(Desk.object()
                            .put("valid", false)
                            .put("reason", refusal.reason().code())
                            .put("detail", refusal.detail()));
                    desk.say("Not valid: " + refusal.detail() + " ("
                            + refusal.reason().code() + ")");
                    yield Exit.FAILED;
                }
            };
        }
    }
}
