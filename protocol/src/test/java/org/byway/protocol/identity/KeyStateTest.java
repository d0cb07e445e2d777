package org.byway.protocol.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The life of an identity: incepted, rotated as often as need be, revoked; and a thief cannot go on with it. */
final class KeyStateTest {
    private final byte[] inception = KeyState.inception(key(1), key(2), new byte[] {7});
    private final KeyState incepted = KeyState.incept(inception).orThrow();

    static Stream<JsonNode> histories() {
        return Vectors.cases("key-events", "histories");
    }

    static Stream<JsonNode> refused() {
        return Vectors.cases("key-events", "refused");
    }

    @ParameterizedTest
    @MethodSource("histories")
    void eventsLeadToOneState(JsonNode vector) {
        KeyState state = KeyState.replay(contents(vector)).orThrow();
        assertEquals(vector.get("identity").asText(), state.identity().hex());
        assertEquals(vector.get("keySequence").asInt(), state.keySequence());
        assertEquals(vector.get("key").asText(), state.key().hex());
        assertEquals(vector.get("revoked").asBoolean(), state instanceof KeyState.Revoked);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatDoesNotFollowIsRefused(JsonNode vector) {
        if (!(KeyState.replay(contents(vector)) instanceof Checked.Refused<KeyState>(var refusal))) {
            throw new AssertionError(vector + " is taken");
        }
        assertEquals(vector.get("reason").asText(), refusal.reason().code(), vector::toString);
    }

    private static List<byte[]> contents(JsonNode vector) {
        List<byte[]> contents = new ArrayList<>();
        vector.get("contents").forEach(each -> contents.add(HexFormat.of().parseHex(each.asText())));
        return contents;
    }

    @Test
    void anIdentityIsTheDigestOfItsInception() {
        assertEquals(Sha256.of(inception), incepted.identity());
        assertEquals(
                new KeyState.InForce(incepted.identity(), 1, Sha256.of(inception), key(1), KeyState.commitment(key(2))),
                incepted);
    }

    @Test
    void rotationPutsTheCommittedKeyInForce() {
        KeyState rotated = incepted.next(incepted.rotation(key(2), key(3))).orThrow();
        assertInstanceOf(KeyState.InForce.class, rotated);
        assertEquals(2, rotated.keySequence());
        assertEquals(key(2), rotated.key());
        assertEquals(incepted.identity(), rotated.identity());
        assertEquals(
                rotated,
                KeyState.held(rotated.identity(), 2, incepted.rotation(key(2), key(3)))
                        .orThrow());
    }

    @Test
    void aThiefOfTheKeyInUseCannotRotate() {
        assertEquals(Reason.STALE, reason(incepted.next(incepted.rotation(key(1), key(9)))));
        assertEquals(Reason.STALE, reason(incepted.next(incepted.rotation(key(9), key(9)))));
        assertEquals(Reason.STALE, reason(incepted.next(incepted.revocation(key(1)))));
    }

    @Test
    void whatIsRevokedStaysSo() {
        KeyState revoked = incepted.next(incepted.revocation(key(2))).orThrow();
        assertInstanceOf(KeyState.Revoked.class, revoked);
        assertEquals(2, revoked.keySequence());
        assertEquals(Reason.STALE, reason(revoked.next(revoked.rotation(key(3), key(4)))));
    }

    @Test
    void anEventFollowsTheOneThatStandsBeforeItAndNoOther() {
        KeyState other = KeyState.incept(KeyState.inception(key(1), key(2), new byte[] {8}))
                .orThrow();
        assertEquals(Reason.STALE, reason(incepted.next(other.rotation(key(2), key(3)))));
    }

    @Test
    void thereAreOnlySoManyEvents() {
        KeyState last = KeyState.held(incepted.identity(), KeyState.MAX_EVENTS, incepted.rotation(key(2), key(3)))
                .orThrow();
        assertEquals(Reason.TOO_LARGE, reason(last.next(last.rotation(key(3), key(4)))));
    }

    private static Reason reason(Checked<KeyState> answer) {
        return answer instanceof Checked.Refused<KeyState>(var refusal) ? refusal.reason() : null;
    }

    private static Bytes32 key(int number) {
        byte[] seed = new byte[32];
        seed[0] = (byte) number;
        return SigningKey.ofSeed(seed).publicKey();
    }
}
