package org.byway.agent.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.identity.RecoveryWords;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same words give the same keys, in every agent; each use and each index has keys of its own. */
class KeyringTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final Bytes32 INDEX = new Bytes32(1, 2, 3, 4);

    static Stream<JsonNode> keys() {
        return Vectors.cases("person-keys", "keys");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void wordsAndAnIndexLeadToKeys(JsonNode vector) {
        Keyring keys =
                Keyring.of(RecoveryWords.parse(vector.get("words").asText()).orThrow());
        Bytes32 index = Bytes32.ofHex(vector.get("index").asText());
        Bytes32 community = Bytes32.ofHex(vector.get("community").asText());
        assertKey(vector, "vaultPlace", keys.vaultPlace());
        assertEquals(vector.get("vaultKey").asText(), HEX.formatHex(keys.vaultKey()));
        assertKey(vector, "steward", keys.steward());
        assertKey(vector, "persona", keys.persona(index));
        assertEquals(
                vector.get("sealing").asText(), keys.sealing(index).publicKey().hex());
        assertKey(vector, "mailbox", keys.mailbox(index));
        assertEquals(vector.get("mailboxTag").asText(), HEX.formatHex(keys.mailboxTag(index)));
        assertKey(vector, "member", keys.member(community));
        assertEquals(
                vector.get("tokenKey").asText(),
                HEX.formatHex(keys.tokens(index).publicKey().modulusBytes()));
        byte[] chance = new byte[Bytes32.SIZE];
        keys.tokenChance(index).nextBytes(chance);
        assertEquals(vector.get("tokenChance").asText(), HEX.formatHex(chance));
        List<Integer> sequences = List.of(1, 2, 1_025);
        for (int i = 0; i < sequences.size(); i++) {
            assertEquals(
                    vector.get("identity").get(i).asText(),
                    keys.identity(index, sequences.get(i)).publicKey().hex());
        }
    }

    private static void assertKey(JsonNode vector, String name, SigningKey key) {
        assertEquals(vector.get(name).asText(), key.publicKey().hex(), name);
    }

    @Test
    void noTwoUsesShareAKey() {
        Keyring keys = Keyring.ofRandom(new Random(1));
        List<SigningKey> all = List.of(
                keys.steward(),
                keys.vaultPlace(),
                keys.persona(INDEX),
                keys.mailbox(INDEX),
                keys.member(INDEX),
                keys.identity(INDEX, 1),
                keys.identity(INDEX, 2));
        assertEquals(
                all.size(),
                Set.copyOf(all.stream().map(SigningKey::publicKey).toList()).size());
    }

    @Test
    void anIdentityHasNoKeyBeyondItsEvents() {
        Keyring keys = Keyring.ofRandom(new Random(1));
        assertThrows(IllegalArgumentException.class, () -> keys.identity(INDEX, 0));
        assertThrows(IllegalArgumentException.class, () -> keys.identity(INDEX, 1_026));
    }
}
