package org.byway.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.byway.agent.Home;
import org.byway.agent.keys.PrivateFiles;
import org.byway.agent.vault.DataKey;
import org.byway.agent.vault.VaultFolder;

/** Whether the home is there, is whole, and is its owner's alone. */
final class HomeCheck implements Check {
    private static final Pattern SEED = Pattern.compile("[0-9a-f]{64}\\s*");

    @Override
    public String what() {
        return "home";
    }

    @Override
    public Seen look(Subject subject) throws IOException {
        Home home = subject.home();
        Path folder = home.folder();
        if (!Files.exists(folder)) {
            Finding none = Finding.note(
                    "no_home",
                    "There is no home at " + folder + " yet.",
                    "`byway serve` makes one; --home names another place.");
            return new Seen(what(), "", List.of(none));
        }
        List<Finding> findings = new ArrayList<>();
        for (Path each : List.of(folder, home.nodeFolder(), home.agentFolder())) {
            look(each, findings);
        }
        Path nodeKey = home.nodeFolder().resolve("node.key");
        if (Files.isReadable(nodeKey)) {
            secret(
                    nodeKey,
                    !SEED.matcher(Files.readString(nodeKey, StandardCharsets.ISO_8859_1))
                            .matches(),
                    findings);
        }
        Path vaultKey = home.agentFolder().resolve(VaultFolder.KEY_FILE);
        if (Files.isReadable(vaultKey)) {
            secret(vaultKey, Files.size(vaultKey) != DataKey.KEY_BYTES, findings);
        }
        exposed(home.nodeFolder().resolve("run.json"), "exposed_token", findings);
        Optional<Path> socket = subject.running().flatMap(running -> running.socket());
        if (socket.isPresent()) {
            exposed(socket.get(), "exposed_socket", findings);
        }
        return new Seen(what(), folder.toString(), findings);
    }

    private static void look(Path folder, List<Finding> findings) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isReadable(folder) || !Files.isWritable(folder)) {
            findings.add(Finding.error(
                    "not_yours",
                    folder + " belongs to " + Files.getOwner(folder) + " and may not be written by you.",
                    "Run Byway as that user, or `chown -R` the home to the user who runs it."));
            return;
        }
        if (PrivateFiles.exposed(folder)) {
            findings.add(Finding.warning(
                    "exposed_folder",
                    "Others on this machine may look into " + folder + ".",
                    "`chmod 700 " + folder + "`."));
        }
        try (Stream<Path> inside = Files.list(folder)) {
            inside.filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
                    .filter(each -> !Files.isReadable(each) || !Files.isWritable(each))
                    .forEach(each -> findings.add(Finding.error(
                            "not_yours",
                            each + " may not be read or written by you.",
                            "`chown` it to the user who runs Byway: was it once run as another one, such as root?")));
        }
    }

    /** Of what lets its owner administer the node. */
    private static void exposed(Path file, String code, List<Finding> findings) throws IOException {
        if (Files.exists(file) && PrivateFiles.exposed(file)) {
            findings.add(Finding.error(
                    code,
                    "Others on this machine may open " + file + " and administer the node with it.",
                    "`chmod 600 " + file + "`, and start the node again."));
        }
    }

    private static void secret(Path file, boolean damaged, List<Finding> findings) throws IOException {
        if (PrivateFiles.exposed(file)) {
            findings.add(Finding.error(
                    "exposed_key",
                    "Others on this machine may read the secret in " + file + ".",
                    "`chmod 600 " + file + "`. Whoever has read it can sign as you."));
        }
        if (damaged) {
            findings.add(Finding.error(
                    "damaged_key",
                    file + " is damaged: it does not hold a key.",
                    "Put it back from a backup: nobody can make it again."));
        }
    }
}
