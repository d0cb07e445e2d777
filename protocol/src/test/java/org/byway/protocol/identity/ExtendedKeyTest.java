package org.byway.protocol.identity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.record.Checked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From one seed to as many keys as a person needs, each by its path. */
final class ExtendedKeyTest {
    private static final HexFormat HEX = HexFormat.of();

    static Stream<JsonNode> keys() {
        return Vectors.cases("slip10", "keys");
    }

    static Stream<JsonNode> refused() {
        return Vectors.cases("slip10", "refused");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aPathLeadsToOneKey(JsonNode vector) {
        String path = vector.get("path").asText();
        for (String written : new String[] {path, path.replace('\'', 'h'), path.replace('\'', 'H')}) {
            ExtendedKey key = ExtendedKey.derive(seed(vector), written).orThrow();
            assertEquals(vector.get("privateKey").asText(), HEX.formatHex(key.privateKey()));
            assertEquals(vector.get("chainCode").asText(), HEX.formatHex(key.chainCode()));
            assertEquals(
                    vector.get("publicKey").asText(),
                    key.signingKey().publicKey().hex());
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNoPathIsRefused(JsonNode vector) {
        Checked<?> answer = ExtendedKey.derive(seed(vector), vector.get("path").asText());
        assertInstanceOf(Checked.Refused.class, answer, vector::toString);
    }

    @Test
    void keysAreNeverPrintedAndCanBeForgotten() {
        ExtendedKey key = ExtendedKey.master(new byte[16]);
        assertEquals("ExtendedKey", key.toString());
        assertThrows(IllegalArgumentException.class, () -> key.child(-1));
        key.wipe();
        assertArrayEquals(new byte[32], key.privateKey());
        assertArrayEquals(new byte[32], key.chainCode());
    }

    private static byte[] seed(JsonNode vector) {
        return HEX.parseHex(vector.get("seed").asText());
    }
}
