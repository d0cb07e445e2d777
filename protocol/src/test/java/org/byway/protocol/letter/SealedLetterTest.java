package org.byway.protocol.letter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A letter is read by its receiver, who learns for certain who wrote it, and by nobody else; its size tells little. */
final class SealedLetterTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final Bytes32 RELATIONSHIP = new Bytes32(5, 6, 7, 8);

    private final StrictEd25519 signatures = new StrictEd25519();
    private final SigningKey sender = SigningKey.ofSeed(new byte[32]);
    private final SealingKey receiver = SealingKey.ofSeed(new byte[32]);
    private final Random random = new Random(13);

    static Stream<JsonNode> opened() {
        return Vectors.cases("letters", "opened");
    }

    static Stream<JsonNode> refused() {
        return Vectors.cases("letters", "refused");
    }

    @ParameterizedTest
    @MethodSource("opened")
    void aLetterIsOpenedAndSealedAgainAsItWas(JsonNode vector) {
        SealingKey key = SealingKey.ofPrivateKey(bytes(vector, "privateKey"));
        SealedLetter letter = SealedLetter.parse(bytes(vector, "letter")).orThrow();
        OpenedLetter inside = letter.open(key, signatures).orThrow();
        assertEquals(vector.get("sender").asText(), inside.sender().hex());
        assertEquals(vector.get("number").asLong(), inside.text().number());
        assertEquals(
                vector.get("relationship").asText(),
                inside.text().relationship().hex());
        assertEquals(
                vector.get("plaintext").asText(), HEX.formatHex(inside.text().body()));
        assertEquals(vector.get("sizeBytes").asInt(), letter.bytes().length);

        SealedLetter.Address to = new SealedLetter.Address(
                key.publicKey(), bytes(vector, "mailboxTag"), Bytes32.of(bytes(vector, "blockTag")));
        SigningKey author = SigningKey.ofSeed(bytes(vector, "senderKey"));
        SealedLetter again = SealedLetter.seal(to, author, inside.text(), bytes(vector, "seed"))
                .orThrow();
        assertEquals(vector.get("letter").asText(), HEX.formatHex(again.bytes()));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNotAsALetterMustBeIsNotOpened(JsonNode vector) {
        SealingKey key = SealingKey.ofPrivateKey(bytes(vector, "privateKey"));
        Checked<OpenedLetter> answer = switch (SealedLetter.parse(bytes(vector, "letter"))) {
            case Checked.Refused<SealedLetter> refused -> refused.as();
            case Checked.Ok<SealedLetter>(SealedLetter letter) -> letter.open(key, signatures);
        };
        assertInstanceOf(Checked.Refused.class, answer, vector::toString);
    }

    @Test
    void thereAreFourSizesAndNoMore() {
        TreeSet<Integer> sizes = new TreeSet<>();
        for (int size = 0; size <= OpenedLetter.MAX_BODY_BYTES; size += 97) {
            sizes.add(seal(new byte[size]).bytes().length);
        }
        byte[] most = new byte[OpenedLetter.MAX_BODY_BYTES];
        random.nextBytes(most);
        SealedLetter largest = seal(most);
        sizes.add(largest.bytes().length);
        assertEquals(4, sizes.size(), sizes::toString);
        SealedLetter read = SealedLetter.parse(largest.bytes()).orThrow();
        assertArrayEquals(most, read.open(receiver, signatures).orThrow().text().body());
    }

    @Test
    void aTextThatIsTooLongIsRefused() {
        OpenedLetter.Text text = new OpenedLetter.Text(RELATIONSHIP, 1, new byte[Padding.MAX_TEXT_BYTES]);
        Checked<SealedLetter> answer = SealedLetter.seal(address(), sender, text, new byte[32]);
        assertEquals(
                Reason.TOO_LARGE,
                ((Checked.Refused<SealedLetter>) answer).refusal().reason());
        assertInstanceOf(Checked.Refused.class, SealedLetter.parse(new byte[SealedLetter.MAX_BYTES + 1]));
    }

    @Test
    void anyBitThatIsChangedOnTheWayIsNoticed() {
        byte[] bytes = seal(new byte[10]).bytes();
        for (int i = 0; i < 300; i++) {
            byte[] altered = bytes.clone();
            int bit = random.nextInt(8 * bytes.length);
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            boolean opens = SealedLetter.parse(altered) instanceof Checked.Ok<SealedLetter>(SealedLetter letter)
                    && letter.open(receiver, signatures) instanceof Checked.Ok;
            assertFalse(opens, () -> "bit " + bit);
        }
    }

    @Test
    void privateWordsAreNeverPrinted() {
        OpenedLetter opened =
                seal(HEX.parseHex("5365637265742e")).open(receiver, signatures).orThrow();
        assertEquals("OpenedLetter[" + sender.publicKey() + ", number 1, 7 bytes]", opened.toString());
    }

    private SealedLetter.Address address() {
        return new SealedLetter.Address(
                receiver.publicKey(), new byte[SealedLetter.MAILBOX_TAG_BYTES], new Bytes32(1, 2, 3, 4));
    }

    private SealedLetter seal(byte[] body) {
        byte[] seed = new byte[SealingKey.SEED_BYTES];
        random.nextBytes(seed);
        return SealedLetter.seal(address(), sender, new OpenedLetter.Text(RELATIONSHIP, 1, body), seed)
                .orThrow();
    }

    private static byte[] bytes(JsonNode vector, String field) {
        return HEX.parseHex(vector.get(field).asText());
    }
}
