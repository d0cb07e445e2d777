package org.byway.protocol.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A DID for two people: made of keys, told in its long form once, called by its short form from then on. */
final class DidPeerTest {
    static Stream<JsonNode> made() {
        return Vectors.cases("did-peer", "made");
    }

    static Stream<JsonNode> read() {
        return Vectors.cases("did-peer", "read");
    }

    static Stream<JsonNode> refused() {
        return Vectors.cases("did-peer", "refused");
    }

    static Stream<JsonNode> foreign() {
        return Vectors.cases("did-peer", "foreign");
    }

    @ParameterizedTest
    @MethodSource("made")
    void keysMakeADidAndADidTellsItsKeys(JsonNode vector) {
        List<Multikey> keys = new ArrayList<>();
        vector.get("keys").forEach(key -> keys.add(Multikey.parse(key.asText()).orThrow()));
        DidPeer did = DidPeer.of(keys);
        assertEquals(vector.get("document").asText(), did.document());
        assertEquals(vector.get("short").asText(), did.shortForm());
        assertEquals(vector.get("did").asText(), did.longForm());
        assertEquals(did, DidPeer.parse(did.longForm()).orThrow());
        assertEquals(keys, did.keys().orThrow());
        assertEquals(vector.get("resolved").asText(), did.resolve(true).orThrow());
        assertEquals(vector.get("resolvedShort").asText(), did.resolve(false).orThrow());
    }

    @ParameterizedTest
    @MethodSource("read")
    void theDocumentOfAnotherProgramIsReadAsItIs(JsonNode vector) {
        DidPeer did = DidPeer.parse(vector.get("did").asText()).orThrow();
        assertEquals(vector.get("document").asText(), did.document());
        assertEquals(vector.get("short").asText(), did.shortForm());
        assertEquals(vector.get("did").asText(), did.longForm());
        assertInstanceOf(Checked.Refused.class, did.keys());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNoLongFormIsRefused(JsonNode vector) {
        assertInstanceOf(Checked.Refused.class, DidPeer.parse(vector.get("did").asText()), vector::toString);
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void keysAreReadFromDocumentsOfOurOwnFormOnly(JsonNode vector) {
        DidPeer did = DidPeer.parse(vector.get("did").asText()).orThrow();
        assertInstanceOf(Checked.Refused.class, did.keys(), vector::toString);
        assertInstanceOf(Checked.Refused.class, did.resolve(true), vector::toString);
    }

    @Test
    void thereAreOnlySoManyKeysAndCharacters() {
        Multikey key = new Multikey(Multikey.Use.SIGNING, new Bytes32(-1, -1, -1, -1));
        assertThrows(IllegalArgumentException.class, () -> DidPeer.of(List.of()));
        assertThrows(IllegalArgumentException.class, () -> DidPeer.of(Collections.nCopies(DidPeer.MAX_KEYS + 1, key)));
        DidPeer most = DidPeer.of(Collections.nCopies(DidPeer.MAX_KEYS, key));
        assertEquals(most, DidPeer.parse(most.longForm()).orThrow());
        assertInstanceOf(Checked.Refused.class, DidPeer.parse("did:peer:4z:z" + "z".repeat(1_000_000)));
    }
}
