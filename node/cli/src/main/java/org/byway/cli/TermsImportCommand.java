package org.byway.cli;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.byway.agent.terms.Roster;
import org.byway.agent.terms.TermsJson;
import org.byway.agent.terms.TermsShelf;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.step.TermsRule;
import org.byway.protocol.wire.TermsForm;
import org.byway.protocol.wire.TermsText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway terms import}: brings in texts, from the disk; from the network where a person says so. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        header = "Bring in texts that you or others proffer, by their hashes.",
        description = {
            "Of a roster's list (a file of JSON, or a folder with terms.json in it) each text, with those of its forms whose files",
            "are beside the list; a form whose file is not there is known by its hash. Or one text of your own, with --id: a file of",
            "plain words. Nothing is fetched from the network but with --fetch: then a form whose file is not there is got from the",
            "URI that the list names, and held against the list's hash. docs/cli.md tells how a list is written."
        },
        footer = {
            "",
            "Examples: byway terms import roster/",
            "          byway terms import docs/roster.json --fetch",
            "          byway terms import my-conditions.txt --id MINE --title \"No calls\""
        })
final class TermsImportCommand implements Callable<Integer> {
    private final Desk desk;

    @Parameters(index = "0", paramLabel = "PATH", description = "A folder, a list, or a file of plain words.")
    private Path path;

    @Option(names = "--id", paramLabel = "ID", description = "The file is one text, and this is what it goes by.")
    private String id;

    @Option(names = "--version", paramLabel = "TEXT", defaultValue = "", description = "Its version.")
    private String version;

    @Option(names = "--title", paramLabel = "TEXT", defaultValue = "", description = "Its title.")
    private String title;

    @Option(names = "--sha256", paramLabel = "HEX", description = "The hash that the file is to have.")
    private String sha256;

    @Option(
            names = "--fetch",
            description = "Get what is not on the disk from where it was published, by https, or by its hash.")
    private boolean fetch;

    TermsImportCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        List<Roster.Listed> listed = id == null ? list() : List.of(own());
        try (LetterDesk letters = LetterDesk.open(desk)) {
            TermsShelf shelf = TermsTexts.of(letters).shelf();
            for (Roster.Listed each : listed) {
                each.unknown()
                        .forEach(uri -> desk.note(each.text().getId() + ": of a form neither file nor hash is known"
                                + (uri.isEmpty() ? "." : "; get it from " + uri + ".")));
                if (each.text().getFormsCount() > 0) {
                    boolean isNew = Desk.value(shelf.keep(each.text(), each.forms()), "");
                    desk.line(TermsJson.text(each.text(), shelf).put("new", isNew));
                    desk.say(TermsLines.text(each.text(), shelf) + (isNew ? "" : " (was here)"));
                }
            }
        }
        return Exit.OK;
    }

    private List<Roster.Listed> list() throws IOException {
        Path list = Files.isDirectory(path) ? path.resolve(Roster.FILE) : path;
        byte[] json = Desk.value(bytes(list, Roster.MAX_BYTES), "")
                .orElseThrow(() -> Failure.failed("no_file", "There is no file " + list + ".", ""));
        return Desk.value(
                Roster.read(json, (name, uri, known) -> form(list, name, uri, known)),
                "A single file of words is imported with --id.");
    }

    private Checked<Optional<byte[]>> form(Path list, String name, String uri, boolean known) throws IOException {
        Checked<Optional<byte[]>> file = beside(list, name);
        boolean here = !(file instanceof Checked.Ok<Optional<byte[]>>(Optional<byte[]> found)) || found.isPresent();
        if (here || !fetch || uri.isEmpty()) {
            return file;
        }
        desk.note("Getting " + uri + " …");
        return Fetching.get(uri, known, (int) TermsRule.MAX_FORM_BYTES);
    }

    /** Nothing but plain names: a list leads nowhere else on this disk. */
    private static Checked<Optional<byte[]>> beside(Path list, String name) throws IOException {
        if (name.isEmpty()) {
            return new Checked.Ok<>(Optional.empty());
        }
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            return Refusal.of(Reason.BAD_CONTENT, "a list names files beside it, by plain names");
        }
        return bytes(list.resolveSibling(name), TermsRule.MAX_FORM_BYTES);
    }

    private static Checked<Optional<byte[]>> bytes(Path file, long most) throws IOException {
        if (!Files.isRegularFile(file)) {
            return new Checked.Ok<>(Optional.empty());
        }
        return Files.size(file) > most
                ? Refusal.of(Reason.TOO_LARGE, file.getFileName() + " has more than " + most + " bytes")
                : new Checked.Ok<>(Optional.of(Files.readAllBytes(file)));
    }

    private Roster.Listed own() throws IOException {
        byte[] words = Desk.value(bytes(path, TermsRule.MAX_FORM_BYTES), "")
                .orElseThrow(() -> Failure.failed("no_file", "There is no file " + path + ".", ""));
        Bytes32 digest = Sha256.of(words);
        if (sha256 != null && !Desk.id(sha256).equals(digest)) {
            throw Failure.failed(
                    "bad_digest", path + " has another hash: " + digest.hex() + ".", "Nothing was imported.");
        }
        TermsText text = TermsText.newBuilder()
                .setId(id)
                .setVersion(version)
                .setTitle(title)
                .addForms(TermsForm.newBuilder()
                        .setForm(TermsForm.Form.HUMAN)
                        .setMediaType("text/plain; charset=utf-8")
                        .setSha256(ByteString.copyFrom(digest.bytes()))
                        .setSize(words.length))
                .build();
        return new Roster.Listed(text, List.of(words), List.of());
    }
}
