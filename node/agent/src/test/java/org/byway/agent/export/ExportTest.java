package org.byway.agent.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.byway.agent.Agent;
import org.byway.agent.Home;
import org.byway.agent.catalogue.DraftReader;
import org.byway.agent.catalogue.Wanted;
import org.byway.agent.keys.Keyring;
import org.byway.agent.keys.PrivateFiles;
import org.byway.agent.ledger.FileBinder;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.ledger.MemoryBinder;
import org.byway.agent.letter.Correspondence;
import org.byway.agent.letter.Letters;
import org.byway.agent.letter.Piece;
import org.byway.agent.letter.Tie;
import org.byway.agent.vault.Opened;
import org.byway.agent.vault.SealedBinder;
import org.byway.agent.vault.Unlocking;
import org.byway.agent.vault.Vault;
import org.byway.agent.vault.VaultDamaged;
import org.byway.protocol.Vectors;
import org.byway.protocol.identity.RecoveryWords;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.letter.LetterAddress;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Limits;
import org.byway.protocol.seal.Verification;
import org.byway.protocol.wire.Appointment;
import org.byway.protocol.wire.Message;
import org.byway.protocol.wire.VaultEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody takes all that the vault keeps elsewhere; what was altered, cut or of others makes no home. */
class ExportTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final InstantSource CLOCK = () -> Instant.ofEpochMilli(NOW);
    private static final byte[] PHOTO = {(byte) 0xFF, 1, 2, 3};
    private static final byte[] NO_PHOTO = {4, 5};

    private final Random random = new Random(5);

    @TempDir
    private Path folder;

    private Home home;
    private Path exported;
    private Keyring keys;
    private byte[] dataKey;
    private Export.Done done;

    @BeforeEach
    void make() throws IOException {
        home = new Home(folder.resolve("home"));
        try (Agent agent = home.open(CLOCK, random)) {
            agent.steward().found("Riverside", new Bytes32(1, 2, 3, 4));
            agent.personas().begin("Ana").orThrow();
            say(agent, "Table");
            agent.personas().rotate("Ana").orThrow();
            say(agent, "Chair");
            talk(agent);
        }
        exported = folder.resolve("exported");
        done = export(exported);
    }

    private static void say(Agent agent, String title) throws IOException {
        var draft = DraftReader.read(Wanted.OFFERS, Map.of("title", title, "seller", "Ana")::get);
        agent.seal(List.of(Agent.prepare(Wanted.OFFERS, draft.orThrow()).orThrow()));
    }

    private void talk(Agent agent) throws IOException {
        Correspondence letters = home.letters(agent, CLOCK, random).correspondence();
        Bytes32 node = new Bytes32(5, 6, 7, 8);
        Bytes32 theirs = agent.keys().persona(node).publicKey();
        LetterAddress address = new LetterAddress(
                "00112233445566778899aabbccddeeff", agent.keys().sealing(node).publicKey(), List.of(node));
        Tie tie = letters.begin(new Correspondence.Addressee(address, theirs, node), List.of(node));
        letters.name(tie, "../Zoë: a/b");
        for (byte[] photo : List.of(PHOTO, NO_PHOTO)) {
            Message message = Message.newBuilder()
                    .setText("Is it there?")
                    .setPhoto(ByteString.copyFrom(photo))
                    .build();
            letters.write(tie, body -> body.setMessage(message)).orThrow();
        }
        Appointment meeting = Appointment.newBuilder()
                .setId(ByteString.copyFrom(new byte[16]))
                .setTitle("At the bridge")
                .setFrom(NOW + Limits.DAY_MILLIS)
                .build();
        letters.write(tie, body -> body.setAppointment(meeting)).orThrow();
    }

    private Export.Done export(Path to) throws IOException {
        try (FileBinder files = FileBinder.open(home.agentFolder())) {
            Opened opened = home.vault(Unlocking.none(), random).open();
            keys = Keyring.of(opened.words(), opened.seed());
            dataKey = opened.dataKey().bytes();
            SealedBinder binder = new SealedBinder(files, opened.dataKey(), random);
            return new Export(binder, keys, CLOCK, ExportTest::plain).to(to);
        }
    }

    private static Optional<byte[]> plain(byte[] photo) {
        return photo[0] == PHOTO[0] ? Optional.of(photo) : Optional.empty();
    }

    private Import.Done enter(Home into) throws IOException {
        PrivateFiles.folder(into.folder());
        return new Import(keys, NOW, random).from(exported, into.agentFolder());
    }

    private String text(String name) throws IOException {
        return Files.readString(exported.resolve(name));
    }

    @Test
    void otherProgramsReadIt() throws IOException {
        assertEquals(1, done.conversations());
        assertEquals(3, done.letters());
        assertEquals(1, done.photos());
        assertEquals(1, done.photosLeftOut(), "what is no picture is no file");
        assertTrue(text("identities.json").contains("\"Ana\""));
        assertEquals(2, text("offers.jsonl").lines().count());
        assertTrue(text("offers.jsonl").contains("\"name\":\"Chair\""));
        assertEquals("", text("intents.jsonl"));
        assertTrue(text("contacts.vcf").contains("FN:../Zoë: a/b\r\n"), text("contacts.vcf"));
        assertTrue(text("calendar.ics").contains("SUMMARY:At the bridge\r\n"));
        try (Stream<Path> all = Files.list(exported.resolve("conversations"))) {
            Path talk = all.findFirst().orElseThrow();
            assertTrue(talk.getFileName().toString().startsWith("zoë-a-b-"), talk.toString());
            assertTrue(Files.readString(talk).contains("Is it there?"));
        }
        try (Stream<Path> all = Files.list(exported.resolve("photos"))) {
            assertEquals(
                    -1,
                    Arrays.mismatch(PHOTO, Files.readAllBytes(all.findFirst().orElseThrow())));
        }
        Verification verification = new Verification(new StrictEd25519());
        try (Stream<Path> all = Files.list(exported.resolve("records"))) {
            for (Path bundle : all.toList()) {
                assertInstanceOf(Checked.Ok.class, verification.bundle(Files.readAllBytes(bundle)), bundle.toString());
            }
        }
    }

    @Test
    void noKeyAndNoWordIsInIt() throws IOException {
        List<String> secrets = new ArrayList<>(List.of(keys.words().text()));
        for (byte[] secret : List.of(keys.words().seed(""), keys.vaultKey(), dataKey)) {
            secrets.add(new String(secret, StandardCharsets.ISO_8859_1));
            secrets.add(HexFormat.of().formatHex(secret));
            secrets.add(Base64.getEncoder().withoutPadding().encodeToString(secret));
        }
        try (Stream<Path> all = Files.walk(exported)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertTrue(secrets.stream().noneMatch(text::contains), file.toString());
                assertEquals("rw-------", permissions(file), file.toString());
            }
        }
        assertEquals("rwx------", permissions(exported));
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private List<VaultEntry> entries(Home of) throws IOException {
        List<VaultEntry> all = new ArrayList<>();
        try (Agent agent = of.open(CLOCK, random)) {
            agent.vault().replay(all::add);
        }
        return all;
    }

    @Test
    void anotherHomeKnowsAllOfItAgainAndChangesNothing() throws IOException {
        Home other = new Home(folder.resolve("other"));
        assertTrue(enter(other).records() >= 5);
        List<VaultEntry> after = entries(other);
        assertTrue(after.get(after.size() - 1).hasHomeRestored());
        assertEquals(entries(home), after.subList(0, after.size() - 1));
        try (Agent before = home.open(CLOCK, random);
                Agent agent = other.open(CLOCK, random)) {
            assertEquals(
                    before.personas().identities().get(0).id(),
                    agent.personas().identities().get(0).id());
            assertEquals(2, agent.personas().identities().get(0).keySequence());
            assertEquals(before.waiting().size(), agent.waiting().size());
            assertInstanceOf(Checked.Refused.class, agent.personas().rotate("Ana"), "it was restored");
            Letters letters = other.letters(agent, CLOCK, random);
            Tie tie = letters.book().ties().iterator().next();
            assertEquals("../Zoë: a/b", tie.name());
            assertEquals(3, tie.pieces().size());
            Piece first = tie.pieces().get(0);
            assertEquals("Is it there?", first.body().getMessage().getText());
            assertInstanceOf(
                    Checked.Refused.class,
                    letters.correspondence().write(tie, body -> body.setMessage(Message.getDefaultInstance())));
        }
    }

    @Test
    void whateverIsAlteredMissingOrCutMakesNoHome() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(exported)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        Home other = new Home(folder.resolve("other"));
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            byte[] altered = bytes.clone();
            if (bytes.length > 0) {
                altered[bytes.length / 2] ^= 1;
                refused(other, file, altered);
                refused(other, file, Arrays.copyOf(bytes, bytes.length - 1));
            }
            refused(other, file, Arrays.copyOf(bytes, bytes.length + 1));
            Files.delete(file);
            assertThrows(VaultDamaged.class, () -> enter(other), file.toString());
            Files.write(file, bytes);
        }
        assertTrue(enter(other).records() > 0, "put back, it is whole");
    }

    private void refused(Home other, Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        VaultDamaged told = assertThrows(VaultDamaged.class, () -> enter(other), file.toString());
        assertFalse(told.getMessage().isBlank());
        assertFalse(other.exists());
        assertFalse(Files.exists(other.folder().resolve("agent.restoring")));
    }

    @Test
    void otherWordsANewerFormAndAHomeThatIsThereAreToldApart() throws IOException {
        Keyring own = keys;
        keys = Keyring.ofRandom(new Random(9));
        Home other = new Home(folder.resolve("other"));
        assertTrue(assertThrows(VaultDamaged.class, () -> enter(other))
                .getMessage()
                .startsWith("these words are not"));
        keys = own;
        String facts = text(Facts.FILE);
        Files.writeString(exported.resolve(Facts.FILE), facts.replace("\"format\" : 1", "\"format\" : 2"));
        assertTrue(assertThrows(VaultDamaged.class, () -> enter(other))
                .getMessage()
                .contains("newer"));
        Files.writeString(exported.resolve(Facts.FILE), facts);
        assertThrows(FileAlreadyExistsException.class, () -> enter(home));
        assertThrows(FileAlreadyExistsException.class, () -> export(exported));
        assertThrows(
                NoSuchFileException.class, () -> export(folder.resolve("none").resolve("x")));
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertEquals(done, export(empty));
        try (Stream<Path> all = Files.list(folder)) {
            assertTrue(
                    all.noneMatch(each -> each.getFileName().toString().startsWith(".byway")), "nothing is left over");
        }
    }

    @Test
    void aHistoryOfOtherKeysIsNone() throws IOException {
        MemoryBinder disk = new MemoryBinder();
        Keyring theirs = Keyring.ofRandom(random);
        try (Agent agent = new Agent(theirs, Ledger.open(disk), Vault.open(disk), CLOCK, random)) {
            agent.steward().found("Hillside", new Bytes32(1, 2, 3, 4));
            say(agent, "Table");
            assertEquals(2, new History(theirs, Ledger.open(disk), Vault.open(disk)).check());
            History claimed = new History(keys, Ledger.open(disk), Vault.open(disk));
            assertTrue(assertThrows(VaultDamaged.class, claimed::check)
                    .getMessage()
                    .contains("not sealed by a key"));
        }
    }

    @Test
    void anEntryOfALaterVersionStaysExactly() throws IOException {
        VaultEntry later = VaultEntry.newBuilder()
                .setNoted(NOW)
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                99,
                                UnknownFieldSet.Field.newBuilder().addVarint(7).build())
                        .build())
                .build();
        assertEquals(later, EntryLines.entry(EntryLines.line(later)));
        for (String line :
                List.of("", "[]", "{\"noted\":1}", "{\"noted\":\"x\"}", "{\"none\":\"1\"}", "{\"bytes\":\"/\"}")) {
            assertThrows(IllegalArgumentException.class, () -> EntryLines.entry(line), line);
        }
    }

    @Test
    void theVectorsAreWrittenAndReadSo() throws IOException {
        for (JsonNode each : Vectors.cases("vault-exports", "signed").toList()) {
            Keyring of =
                    Keyring.of(RecoveryWords.parse(each.path("words").asText()).orThrow());
            byte[] json = each.path("json").asText().getBytes(StandardCharsets.UTF_8);
            assertEquals(
                    each.path("place").asText(), of.vaultPlace().publicKey().hex());
            assertEquals(each.path("mark").asText(), Facts.wordsMark(of));
            assertEquals(
                    each.path("signature").asText(), Facts.hex(of.vaultPlace().sign(Facts.signed(json))));
        }
        for (JsonNode each : Vectors.cases("vault-exports", "entries").toList()) {
            VaultEntry entry = VaultEntry.parseFrom(
                    HexFormat.of().parseHex(each.path("bytes").asText()));
            assertEquals(each.path("line").asText() + "\n", EntryLines.line(entry));
            assertEquals(entry, EntryLines.entry(each.path("line").asText()));
        }
    }

    @Test
    void namesOfConversationsAreSafeNamesOfFiles() {
        assertEquals("12345678", Readable.fileName("", "12345678"));
        assertEquals("12345678", Readable.fileName("../..", "12345678"));
        assertEquals("i-stanbul-12345678", Readable.fileName("\u0130stanbul", "12345678"));
        assertEquals("con-12345678", Readable.fileName("CON", "12345678"));
        assertEquals("a-b-12345678", Readable.fileName("a/b\0", "12345678"));
        assertEquals(40 + 9, Readable.fileName("x".repeat(300), "12345678").length());
    }
}
