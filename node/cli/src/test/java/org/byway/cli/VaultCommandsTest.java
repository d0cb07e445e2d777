package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody gives a vault a passphrase, locks it, unlocks it and takes the passphrase away. */
class VaultCommandsTest {
    private final Typed typed = new Typed();

    @TempDir
    private Path folder;

    private String home;

    @BeforeEach
    void make() {
        home = folder.resolve("home").toString();
        typed.environment("XDG_RUNTIME_DIR", folder.resolve("run").toString());
    }

    private int run(String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "--home";
        all[1] = home;
        System.arraycopy(words, 0, all, 2, words.length);
        return typed.run(all);
    }

    private JsonNode json(String... words) throws IOException {
        String[] all = new String[words.length + 1];
        all[0] = "--json";
        System.arraycopy(words, 0, all, 1, words.length);
        int exit = run(all);
        return new ObjectMapper().readTree(exit == 0 ? typed.out() : typed.err());
    }

    private String state() throws IOException {
        return json("vault", "status").path("state").asText();
    }

    @Test
    void aVaultIsOpenUntilItHasAPassphrase() throws IOException {
        assertEquals("none", state());
        assertEquals(Exit.CONFIGURATION, run("vault", "unlock"));
        run("init");
        JsonNode status = json("vault", "status");
        assertEquals("open", status.path("state").asText());
        assertEquals("key-file", status.path("lock").asText());
        assertTrue(status.path("bytes").asLong() > 100);
        assertEquals(Exit.FAILED, run("vault", "lock"));
        typed.in("short\n");
        assertEquals(Exit.USAGE, run("vault", "passphrase"));
        assertEquals("open", state());
    }

    @Test
    void aLockedVaultTellsWhatToDo() throws IOException {
        run("init");
        typed.in("correct horse\n");
        assertEquals(Exit.OK, run("vault", "passphrase"));
        assertFalse(Files.exists(Path.of(home, "agent", "vault.key")));
        assertEquals("locked", state());
        JsonNode error = json("invite").path("error");
        assertEquals("vault_locked", error.path("code").asText());
        assertTrue(error.path("hint").asText().contains("byway vault unlock"));

        typed.in("wrong horse\n");
        assertEquals(
                "wrong_passphrase",
                json("vault", "unlock").path("error").path("code").asText());
        typed.in("");
        assertEquals(Exit.USAGE, run("vault", "unlock"));
        typed.in("correct horse\n");
        assertTrue(json("vault", "unlock", "--minutes", "5").path("until").isTextual());
        assertEquals(
                "not_running",
                json("offer", "post", "--title", "Table")
                        .path("error")
                        .path("code")
                        .asText());
        assertEquals("unlocked", state());

        assertEquals("locked", json("vault", "lock").path("state").asText());
        assertEquals(Exit.FAILED, run("vault", "passphrase", "--remove"));
        Path file = Files.writeString(folder.resolve("passphrase"), "correct horse\n");
        typed.environment("BYWAY_PASSPHRASE_FILE", file.toString());
        assertEquals(
                "open", json("vault", "passphrase", "--remove").path("state").asText());
    }

    @Test
    void anAlteredHeaderIsToldAndLeftAlone() throws IOException {
        run("init");
        Path header = Path.of(home, "agent", "vault.header");
        byte[] bytes = Files.readAllBytes(header);
        bytes[30] ^= 1;
        Files.write(header, bytes);
        assertEquals("vault_damaged", json("invite").path("error").path("code").asText());
        assertEquals(Exit.FAILED, run("init"));
        assertEquals(bytes.length, Files.size(header));
    }

    @Test
    void aHomeComesBackOfWordsAndAFile() throws IOException {
        run("init");
        String words = json("persona", "words").path("words").asText();
        String file = folder.resolve("backup").toString();
        assertEquals(1, json("vault", "backup", "--to", file).path("number").asInt());
        assertEquals(
                "not_running",
                json("vault", "backup").path("error").path("code").asText());
        assertEquals(Exit.USAGE, run("vault", "restore"));
        assertEquals(Exit.CONFIGURATION, run("vault", "restore", "--from", file));
        home = folder.resolve("again").toString();
        typed.in(words + "\n");
        assertEquals(1, json("vault", "restore", "--from", file).path("number").asInt());
        assertEquals(words, json("persona", "words").path("words").asText());
        home = folder.resolve("other").toString();
        typed.in("abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about\n");
        assertEquals(
                "vault_damaged",
                json("vault", "restore", "--from", file)
                        .path("error")
                        .path("code")
                        .asText());
    }
}
