package org.byway.cli.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.identity.StrictEd25519;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words, keys, their names and what is sealed for them, as another implementation asks for them. */
final class IdentityConformanceTest {
    private final Conformance conformance = new Conformance(new StrictEd25519());

    static Stream<JsonNode> words() {
        return Stream.concat(Vectors.cases("recovery-words", "words"), Vectors.cases("recovery-words", "typed"));
    }

    static Stream<JsonNode> keys() {
        return Vectors.cases("slip10", "keys");
    }

    static Stream<JsonNode> opened() {
        return Vectors.cases("hpke", "opened");
    }

    static Stream<JsonNode> made() {
        return Vectors.cases("did-peer", "made");
    }

    static Stream<JsonNode> read() {
        return Vectors.cases("did-peer", "read");
    }

    /** Each with the operation that refuses it. */
    static Stream<ObjectNode> refused() {
        return Stream.of(
                        asking("bip39-seed", Vectors.cases("recovery-words", "refused")),
                        asking("slip10-ed25519", Vectors.cases("slip10", "refused")),
                        asking("hpke-open", Vectors.cases("hpke", "refused")),
                        asking("did-resolve", Vectors.cases("did-peer", "refused")),
                        asking("letter-open", Vectors.cases("letters", "refused")),
                        asking("key-events", Vectors.cases("key-events", "refused")))
                .flatMap(each -> each);
    }

    private static Stream<ObjectNode> asking(String op, Stream<JsonNode> vectors) {
        return vectors.map(vector -> ((ObjectNode) vector.deepCopy()).put("op", op));
    }

    @ParameterizedTest
    @MethodSource("words")
    void wordsGiveASeed(JsonNode vector) {
        ObjectNode request = request("bip39-seed");
        request.set("words", vector.get("words"));
        request.set("passphrase", vector.get("passphrase"));
        assertEquals(vector.get("seed"), answer(request).get("seed"));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aPathLeadsToAKey(JsonNode vector) {
        ObjectNode request = request("slip10-ed25519");
        request.set("seed", vector.get("seed"));
        request.set("path", vector.get("path"));
        JsonNode answer = answer(request);
        for (String part : new String[] {"privateKey", "chainCode", "publicKey"}) {
            assertEquals(vector.get(part), answer.get(part), part);
        }
    }

    @ParameterizedTest
    @MethodSource("opened")
    void whatIsSealedIsOpened(JsonNode vector) {
        ObjectNode request = ((ObjectNode) vector.deepCopy()).put("op", "hpke-open");
        request.remove("plaintext");
        assertEquals(vector.get("plaintext"), answer(request).get("plaintext"));
    }

    static Stream<JsonNode> letters() {
        return Vectors.cases("letters", "opened");
    }

    static Stream<JsonNode> histories() {
        return Vectors.cases("key-events", "histories");
    }

    @ParameterizedTest
    @MethodSource("letters")
    void aLetterIsOpened(JsonNode vector) {
        ObjectNode request = request("letter-open");
        request.set("letter", vector.get("letter"));
        request.set("privateKey", vector.get("privateKey"));
        JsonNode answer = answer(request);
        for (String part : new String[] {"plaintext", "sender", "relationship"}) {
            assertEquals(vector.get(part), answer.get(part), part);
        }
        assertEquals(vector.get("number").asLong(), answer.get("number").asLong());
    }

    @ParameterizedTest
    @MethodSource("histories")
    void keyEventsLeadToAState(JsonNode vector) {
        ObjectNode request = request("key-events");
        request.set("contents", vector.get("contents"));
        JsonNode answer = answer(request);
        for (String part : new String[] {"identity", "keySequence", "key", "revoked"}) {
            assertEquals(vector.get(part), answer.get(part), part);
        }
    }

    @ParameterizedTest
    @MethodSource("made")
    void keysHaveADid(JsonNode vector) {
        ObjectNode request = request("did-peer");
        request.set("keys", vector.get("keys"));
        assertEquals(vector.get("did"), answer(request).get("did"));
        assertEquals(vector.get("short"), answer(request).get("short"));
    }

    @ParameterizedTest
    @MethodSource("read")
    void aDidHasItsDocument(JsonNode vector) {
        ObjectNode request = request("did-resolve");
        request.set("did", vector.get("did"));
        assertEquals(vector.get("document"), answer(request).get("document"));
        assertEquals(vector.get("short"), answer(request).get("short"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29\"",
                "\"did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp\"",
                "\"z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp\""
            })
    void oneKeyHasOneDidHoweverItIsWritten(String key) {
        JsonNode answer = answer("{\"op\":\"did-peer\",\"keys\":[" + key + "]}");
        JsonNode same = answer("{\"op\":\"did-peer\",\"keys\":[\"z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp\"]}");
        assertEquals(same, answer);
        assertTrue(answer.get("did").asText().startsWith(answer.get("short").asText() + ":z"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsRefusedIsAnError(ObjectNode request) {
        assertTrue(answer(request).has("error"), request::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'op':'did-peer'}",
                "{'op':'did-peer','keys':[]}",
                "{'op':'did-peer','keys':[5]}",
                "{'op':'did-peer','keys':['zz']}",
                "{'op':'did-resolve','did':5}",
                "{'op':'bip39-seed','words':['abandon']}",
                "{'op':'slip10-ed25519','seed':'0','path':'m'}",
                "{'op':'slip10-ed25519','seed':'00'}",
                "{'op':'hpke-open','enc':'00'}",
                "{'op':'letter-open','letter':'','privateKey':'00'}",
                "{'op':'key-events'}",
                "{'op':'key-events','contents':[5]}"
            })
    void whatCannotBeReadIsAnError(String line) {
        assertTrue(answer(line.replace('\'', '"')).has("error"));
    }

    private static ObjectNode request(String op) {
        return JsonNodeFactory.instance.objectNode().put("op", op);
    }

    private JsonNode answer(ObjectNode request) {
        return answer(request.toString());
    }

    private JsonNode answer(String line) {
        try {
            return new ObjectMapper().readTree(conformance.answer(line));
        } catch (IOException e) {
            throw new AssertionError("an answer is JSON", e);
        }
    }
}
