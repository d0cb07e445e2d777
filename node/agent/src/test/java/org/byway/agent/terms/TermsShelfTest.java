package org.byway.agent.terms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.byway.agent.ledger.MemoryBinder;
import org.byway.agent.vault.Vault;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.TermsText;
import org.junit.jupiter.api.Test;

/** Texts come in by a list, are kept by their hashes, and are there again whenever the vault is. */
class TermsShelfTest {
    private static final byte[] WORDS = "Do not follow me around.\n".getBytes(StandardCharsets.UTF_8);

    private final MemoryBinder disk = new MemoryBinder();

    private TermsShelf shelf() throws IOException {
        return TermsShelf.open(Vault.open(disk), InstantSource.system());
    }

    private static Checked<List<Roster.Listed>> read(String json) throws IOException {
        Map<String, byte[]> beside = Map.of("words.txt", WORDS);
        return Roster.read(
                json.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
                (name, uri, known) -> new Checked.Ok<>(Optional.ofNullable(beside.get(name))));
    }

    private static String list(String form) {
        return "{'roster': 'https://roster.example/', 'texts': [{'id': 'P2B1', 'version': 'beta', 'forms': [" + form
                + "]}]}";
    }

    private static final String HUMAN = "{'form': 'human', 'type': 'text/plain', 'file': 'words.txt'}";

    private static Reason refused(Checked<?> checked) {
        return assertInstanceOf(Checked.Refused.class, checked).refusal().reason();
    }

    @Test
    void aTextIsThereAgainWithItsWords() throws IOException {
        Roster.Listed listed = read(list(HUMAN)).orThrow().get(0);
        assertTrue(shelf().keep(listed.text(), listed.forms()).orThrow());
        TermsShelf again = shelf();
        assertFalse(again.keep(listed.text(), listed.forms()).orThrow(), "it is kept once");
        for (String named : List.of("P2B1", "P2B1@beta")) {
            TermsText text = again.named(named).get(0);
            assertTrue(again.isReadable(text));
            assertEquals(listed.text(), text);
            assertEquals(
                    new String(WORDS, StandardCharsets.UTF_8),
                    again.form(text.getForms(0)).orElseThrow().toStringUtf8());
        }
        assertEquals(List.of(), again.named("P2B"));
    }

    @Test
    void aTextOfWhichOnlyTheHashIsKnownIsReadableOnceItsWordsCome() throws IOException {
        String hash = Sha256.of(WORDS).hex();
        String known =
                "{'form': 'human', 'type': 'text/plain', 'sha256': '" + hash + "', 'size': " + WORDS.length + "}";
        Roster.Listed first = read(list(known)).orThrow().get(0);
        TermsShelf shelf = shelf();
        shelf.keep(first.text(), first.forms()).orThrow();
        assertFalse(shelf.isReadable(first.text()));
        Roster.Listed later = read(list(HUMAN)).orThrow().get(0);
        assertEquals(first.text(), later.text());
        assertTrue(shelf.keep(later.text(), later.forms()).orThrow());
        assertTrue(shelf.isReadable(first.text()));
        assertEquals(1, shelf.texts().size());
    }

    @Test
    void wordsWithAnotherHashAreNotTaken() throws IOException {
        Roster.Listed listed = read(list(HUMAN)).orThrow().get(0);
        assertEquals(Reason.BAD_DIGEST, refused(shelf().keep(listed.text(), List.of(new byte[] {1}))));
        assertEquals(List.of(), List.copyOf(shelf().texts()));
        String wrong = HUMAN.replace("}", ", 'sha256': '" + "00".repeat(32) + "'}");
        assertEquals(Reason.BAD_DIGEST, refused(read(list(wrong))));
    }

    @Test
    void whatIsNoListIsRefused() throws IOException {
        assertEquals(Reason.MALFORMED, refused(read("Do not follow me around.")));
        assertEquals(Reason.MALFORMED, refused(read("{}")));
        assertEquals(Reason.MALFORMED, refused(read("{'texts': []}")));
        assertEquals(Reason.BAD_CONTENT, refused(read(list(HUMAN + "," + HUMAN))));
        assertEquals(Reason.BAD_CONTENT, refused(read(list(HUMAN.replace("human", "divine")))));
        assertEquals(Reason.BAD_CONTENT, refused(read(list(HUMAN.replace("text/plain", "")))));
        assertEquals(Reason.BAD_CONTENT, refused(read(list(HUMAN).replace("P2B1", ""))));
        String unsized = "{'form': 'legal', 'type': 'text/html', 'sha256': '" + "00".repeat(32) + "'}";
        assertEquals(Reason.BAD_CONTENT, refused(read(list(unsized))));
    }

    @Test
    void aFormWithoutFileAndHashIsToldAndLeftOut() throws IOException {
        String unknown = "{'form': 'legal', 'type': 'text/html', 'uri': 'https://roster.example/p2b1'}";
        Roster.Listed listed = read(list(HUMAN + "," + unknown)).orThrow().get(0);
        assertEquals(List.of("https://roster.example/p2b1"), listed.unknown());
        assertEquals(1, listed.text().getFormsCount());
    }
}
