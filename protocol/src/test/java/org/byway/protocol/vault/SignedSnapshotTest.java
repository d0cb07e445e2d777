package org.byway.protocol.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
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

/** A snapshot of a vault is what the place's key signed, in the one way in which it can be written. */
final class SignedSnapshotTest {
    private final StrictEd25519 signatures = new StrictEd25519();
    private final SigningKey place = SigningKey.ofSeed(new byte[32]);
    private final Random random = new Random(5);

    static Stream<JsonNode> read() {
        return Vectors.cases("vault-snapshots", "read");
    }

    static Stream<JsonNode> refused() {
        return Vectors.cases("vault-snapshots", "refused");
    }

    private static byte[] bytes(JsonNode vector, String name) {
        return HexFormat.of().parseHex(vector.get(name).asText());
    }

    @ParameterizedTest
    @MethodSource("read")
    void aSnapshotIsReadAndSignedAgainAsItWas(JsonNode vector) {
        byte[] bytes = bytes(vector, "snapshot");
        SignedSnapshot snapshot = SignedSnapshot.read(bytes, Bytes32.of(bytes(vector, "place")), signatures)
                .orThrow();
        assertEquals(vector.get("number").asLong(), snapshot.number());
        assertEquals(vector.get("digest").asText(), snapshot.digest().hex());
        Bytes32 previous = snapshot.said().previous();
        assertEquals(vector.get("previous").textValue(), previous == null ? null : previous.hex());
        List<String> chunks = new ArrayList<>();
        vector.get("chunks").forEach(each -> chunks.add(each.asText()));
        assertEquals(chunks, snapshot.said().chunks().stream().map(Bytes32::hex).toList());
        assertArrayEquals(bytes(vector, "sealed"), snapshot.said().sealed());

        SigningKey key = SigningKey.ofSeed(bytes(vector, "seed"));
        assertArrayEquals(
                bytes, SignedSnapshot.sign(key, snapshot.said()).orThrow().bytes());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNoSnapshotOfThatPlaceIsRefused(JsonNode vector) {
        Checked<SignedSnapshot> answer =
                SignedSnapshot.read(bytes(vector, "snapshot"), Bytes32.of(bytes(vector, "place")), signatures);
        assertEquals(vector.get("reason").asText(), reason(answer).code());
    }

    private static Reason reason(Checked<SignedSnapshot> answer) {
        return assertInstanceOf(Checked.Refused.class, answer).refusal().reason();
    }

    @Test
    void anyBitThatIsChangedIsNoticed() {
        byte[] bytes = SignedSnapshot.sign(place, said(2, 3, 40)).orThrow().bytes();
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] altered = bytes.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            boolean taken = SignedSnapshot.read(altered, place.publicKey(), signatures) instanceof Checked.Ok;
            assertFalse(taken, "bit " + bit);
        }
    }

    @Test
    void bytesOfChanceAreRefusedAndNothingElseHappens() {
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            assertInstanceOf(Checked.Refused.class, SignedSnapshot.read(bytes, place.publicKey(), signatures));
        }
    }

    @Test
    void whatIsTooLargeIsNeitherSignedNorRead() {
        SignedSnapshot largest = SignedSnapshot.sign(place, said(1, 0, SignedSnapshot.MAX_BYTES - 100))
                .orThrow();
        assertInstanceOf(Checked.Ok.class, SignedSnapshot.read(largest.bytes(), place.publicKey(), signatures));
        assertEquals(Reason.TOO_LARGE, reason(SignedSnapshot.sign(place, said(1, 0, SignedSnapshot.MAX_BYTES))));
        assertEquals(Reason.TOO_LARGE, reason(SignedSnapshot.sign(place, said(1, SignedSnapshot.MAX_CHUNKS + 1, 0))));
        byte[] huge = new byte[SignedSnapshot.MAX_BYTES + 1];
        assertEquals(Reason.TOO_LARGE, reason(SignedSnapshot.read(huge, place.publicKey(), signatures)));
    }

    private static SignedSnapshot.Said said(long number, int chunks, int sealedBytes) {
        List<Bytes32> needed = new ArrayList<>();
        for (int i = 0; i < chunks; i++) {
            needed.add(new Bytes32(i, 0, 0, 1));
        }
        return new SignedSnapshot.Said(number, null, needed, new byte[sealedBytes]);
    }
}
