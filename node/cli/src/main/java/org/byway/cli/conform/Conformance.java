package org.byway.cli.conform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;

/** Answers one request at a time, line by line; used by one thread. */
public final class Conformance {
    static final int MAX_LINE_BYTES = 4 << 20;

    private static final int MAX_DEPTH = 16;
    private static final int MAX_NAME_CHARACTERS = 256;
    private static final int MAX_NUMBER_CHARACTERS = 64;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNameLength(MAX_NAME_CHARACTERS)
                            .maxNumberLength(MAX_NUMBER_CHARACTERS)
                            .maxStringLength(MAX_LINE_BYTES)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final SignatureCheck signatures;
    private final Verification verification;
    private final Sha256 sha = new Sha256();
    private final Map<String, Function<JsonNode, ObjectNode>> operations;

    public Conformance(SignatureCheck signatures) {
        this(signatures, InstantSource.system());
    }

    /** The clock tells what has expired, where a question does not say when it is. */
    Conformance(SignatureCheck signatures, InstantSource clock) {
        this.signatures = signatures;
        this.verification = new Verification(signatures);
        HttpQuestions http = new HttpQuestions(signatures);
        LetterQuestions letters = new LetterQuestions(signatures);
        CredentialQuestions credentials = new CredentialQuestions(signatures, clock);
        this.operations = Map.ofEntries(
                Map.entry("ed25519-verify", this::ed25519Verify),
                Map.entry("record-id", this::recordId),
                Map.entry("record-verify", this::recordVerify),
                Map.entry("did-key", IdentityQuestions::didKey),
                Map.entry("did-peer", IdentityQuestions::didPeer),
                Map.entry("did-resolve", IdentityQuestions::didResolve),
                Map.entry("bip39-seed", IdentityQuestions::bip39Seed),
                Map.entry("slip10-ed25519", IdentityQuestions::slip10),
                Map.entry("hpke-open", IdentityQuestions::hpkeOpen),
                Map.entry("letter-open", letters::open),
                Map.entry("deal-replay", letters::dealReplay),
                Map.entry("blind-rsa-verify", BlindQuestions::verify),
                Map.entry("sd-jwt-verify", credentials::sdJwtVerify),
                Map.entry("key-events", IdentityQuestions::keyEvents),
                Map.entry("http-signature-base", http::signatureBase),
                Map.entry("http-request-verify", http::requestVerify),
                Map.entry("content-digest", http::contentDigest));
    }

    /** The line that answers a line, without line ends. */
    public String answer(String line) {
        return reply(line).toString();
    }

    /** What answers a line that could not even be held or decoded. */
    static String unreadable(String why) {
        return Answer.error(why).toString();
    }

    private ObjectNode reply(String line) {
        JsonNode request;
        try {
            request = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return Answer.error("the line is not one JSON object");
        }
        if (!request.isObject()) {
            return Answer.error("the line is not one JSON object");
        }
        if (!request.path("op").isTextual()) {
            return Answer.error("op must name an operation");
        }
        Function<JsonNode, ObjectNode> operation =
                operations.get(request.get("op").textValue());
        return operation == null ? Answer.error("unknown operation") : operation.apply(request);
    }

    private ObjectNode ed25519Verify(JsonNode request) {
        byte[] key = Hex.bytes(request.get("publicKey"));
        byte[] message = Hex.bytes(request.get("message"));
        byte[] signature = Hex.bytes(request.get("signature"));
        boolean valid = key != null
                && message != null
                && signature != null
                && key.length == Bytes32.SIZE
                && signatures.verify(Bytes32.of(key), message, signature);
        return Answer.object().put("valid", valid);
    }

    private ObjectNode recordId(JsonNode request) {
        byte[] envelope = Hex.bytes(request.get("envelope"));
        return envelope == null
                ? Answer.error("envelope must be lower-case hex")
                : Answer.object().put("id", sha.hash(envelope).hex());
    }

    private ObjectNode recordVerify(JsonNode request) {
        if (!request.hasNonNull("seal")) {
            return Answer.verdict(Reason.MISSING_SEAL);
        }
        byte[] envelope = Hex.bytes(request.get("envelope"));
        byte[] content = Hex.bytes(request.get("content"));
        byte[] seal = Hex.bytes(request.get("seal"));
        if (envelope == null || seal == null || request.hasNonNull("content") && content == null) {
            return Answer.verdict(Reason.MALFORMED);
        }
        return switch (verification.record(envelope, content, seal)) {
            case Checked.Ok<SignedRecord> ok -> Answer.verdict((String) null);
            case Checked.Refused<SignedRecord>(Refusal refusal) -> Answer.verdict(refusal.reason());
        };
    }
}
