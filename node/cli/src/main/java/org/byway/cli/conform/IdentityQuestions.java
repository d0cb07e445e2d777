package org.byway.cli.conform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.byway.protocol.identity.DidKey;
import org.byway.protocol.identity.DidPeer;
import org.byway.protocol.identity.ExtendedKey;
import org.byway.protocol.identity.KeyState;
import org.byway.protocol.identity.Multikey;
import org.byway.protocol.identity.RecoveryWords;
import org.byway.protocol.letter.Hpke;
import org.byway.protocol.letter.SealingKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;

/** Questions about keys, their names and what is sealed for them. */
final class IdentityQuestions {
    private static final HexFormat HEX = HexFormat.of();

    private IdentityQuestions() {}

    static ObjectNode didKey(JsonNode request) {
        byte[] key = Hex.bytes(request.get("publicKey"));
        return key == null || key.length != Bytes32.SIZE
                ? Answer.error("publicKey must be 32 bytes in lower-case hex")
                : Answer.object().put("did", DidKey.of(Bytes32.of(key)));
    }

    static ObjectNode didPeer(JsonNode request) {
        if (!request.path("keys").isArray()
                || request.get("keys").isEmpty()
                || request.get("keys").size() > DidPeer.MAX_KEYS) {
            return Answer.error("keys must be an array of 1 to " + DidPeer.MAX_KEYS);
        }
        List<Multikey> keys = new ArrayList<>();
        for (JsonNode each : request.get("keys")) {
            if (!(key(each) instanceof Checked.Ok<Multikey>(Multikey key))) {
                return Answer.error("a key is 64 hex digits (Ed25519), a did:key or base58btc of Multibase");
            }
            keys.add(key);
        }
        DidPeer did = DidPeer.of(keys);
        return Answer.object().put("did", did.longForm()).put("short", did.shortForm());
    }

    /** A key in one of the ways in which keys are written; bare hex is Ed25519. */
    private static Checked<Multikey> key(JsonNode each) {
        byte[] bytes = Hex.bytes(each);
        if (bytes != null && bytes.length == Bytes32.SIZE) {
            return new Checked.Ok<>(new Multikey(Multikey.Use.SIGNING, Bytes32.of(bytes)));
        }
        String text = each.asText();
        return Multikey.parse(text.startsWith(DidKey.METHOD) ? text.substring(DidKey.METHOD.length()) : text);
    }

    static ObjectNode didResolve(JsonNode request) {
        if (!request.path("did").isTextual()) {
            return Answer.error("did must be the long form of a did:peer");
        }
        return switch (DidPeer.parse(request.get("did").textValue())) {
            case Checked.Refused<DidPeer>(Refusal refusal) -> Answer.error(refusal.detail());
            case Checked.Ok<DidPeer>(DidPeer did) ->
                Answer.object().put("short", did.shortForm()).put("document", did.document());
        };
    }

    static ObjectNode bip39Seed(JsonNode request) {
        if (!request.path("words").isTextual()) {
            return Answer.error("words must be a string");
        }
        String passphrase = request.path("passphrase").asText("");
        return switch (RecoveryWords.parse(request.get("words").textValue())) {
            case Checked.Refused<RecoveryWords>(Refusal refusal) -> Answer.error(refusal.detail());
            case Checked.Ok<RecoveryWords>(RecoveryWords words) ->
                Answer.object().put("seed", HEX.formatHex(words.seed(passphrase)));
        };
    }

    static ObjectNode slip10(JsonNode request) {
        byte[] seed = Hex.bytes(request.get("seed"));
        if (seed == null || !request.path("path").isTextual()) {
            return Answer.error("seed must be lower-case hex and path a string");
        }
        return switch (ExtendedKey.derive(seed, request.get("path").textValue())) {
            case Checked.Refused<ExtendedKey>(Refusal refusal) -> Answer.error(refusal.detail());
            case Checked.Ok<ExtendedKey>(ExtendedKey key) ->
                Answer.object()
                        .put("privateKey", HEX.formatHex(key.privateKey()))
                        .put("chainCode", HEX.formatHex(key.chainCode()))
                        .put("publicKey", key.signingKey().publicKey().hex());
        };
    }

    static ObjectNode keyEvents(JsonNode request) {
        List<byte[]> contents = new ArrayList<>();
        for (JsonNode each : request.path("contents")) {
            byte[] content = Hex.bytes(each);
            if (content == null || contents.size() == KeyState.MAX_EVENTS) {
                return Answer.error("contents must be lower-case hex, at most " + KeyState.MAX_EVENTS);
            }
            contents.add(content);
        }
        return switch (KeyState.replay(contents)) {
            case Checked.Refused<KeyState>(Refusal refusal) ->
                Answer.error(refusal.detail()).put("reason", refusal.reason().code());
            case Checked.Ok<KeyState>(KeyState state) ->
                Answer.object()
                        .put("identity", state.identity().hex())
                        .put("keySequence", state.keySequence())
                        .put("key", state.key().hex())
                        .put("revoked", state instanceof KeyState.Revoked);
        };
    }

    static ObjectNode hpkeOpen(JsonNode request) {
        byte[] enc = Hex.bytes(request.get("enc"));
        byte[] key = Hex.bytes(request.get("privateKey"));
        byte[] info = Hex.bytes(request.get("info"));
        byte[] aad = Hex.bytes(request.get("aad"));
        byte[] ciphertext = Hex.bytes(request.get("ciphertext"));
        if (enc == null || key == null || info == null || aad == null || ciphertext == null) {
            return Answer.error("enc, privateKey, info, aad and ciphertext must be lower-case hex");
        }
        if (enc.length != Bytes32.SIZE || key.length != SealingKey.KEY_BYTES) {
            return Answer.error("enc and privateKey have 32 bytes");
        }
        return switch (Hpke.open(Bytes32.of(enc), SealingKey.ofPrivateKey(key), info, aad, ciphertext)) {
            case Checked.Refused<byte[]>(Refusal refusal) -> Answer.error(refusal.detail());
            case Checked.Ok<byte[]>(byte[] plaintext) -> Answer.object().put("plaintext", HEX.formatHex(plaintext));
        };
    }
}
