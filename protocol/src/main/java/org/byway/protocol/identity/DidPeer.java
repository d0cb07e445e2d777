package org.byway.protocol.identity;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;

/**
 * A DID of the did:peer method, numalgo 4: a document that carries itself, for the two who share it and nobody else.
 *
 * @param shortForm what the two call it once both have the document
 * @param document the input document, JSON without space, in which nothing is named absolutely
 */
public record DidPeer(String shortForm, String document) {
    public static final int MAX_KEYS = 16;
    static final int MAX_CHARACTERS = 8_192;

    private static final String PREFIX = "did:peer:4";
    private static final byte[] JSON = {(byte) 0x80, 0x04};
    private static final byte[] SHA_256 = {0x12, 0x20};

    private static final String CONTEXTS =
            "\"@context\":[\"https://www.w3.org/ns/did/v1\",\"https://w3id.org/security/multikey/v1\"]";
    private static final Pattern KEY = Pattern.compile("\"publicKeyMultibase\":\"([^\"]*)\"");

    /** The DID of these keys, in this order; throws IllegalArgumentException for none or more than can be. */
    public static DidPeer of(List<Multikey> keys) {
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw new IllegalArgumentException("1 to " + MAX_KEYS + " keys make a DID, " + keys.size() + " given");
        }
        String document = document(keys);
        return new DidPeer(shortForm(encoded(document)), document);
    }

    /** The form that carries its document: what the other one is given first. */
    public String longForm() {
        return shortForm + ":" + encoded(document);
    }

    /** Reads a long form of anybody's; refused unless its hash is that of the document it carries. */
    public static Checked<DidPeer> parse(String longForm) {
        if (longForm.length() > MAX_CHARACTERS) {
            return Refusal.of(Reason.TOO_LARGE, "a did:peer has at most " + MAX_CHARACTERS + " characters");
        }
        int colon = longForm.indexOf(':', PREFIX.length());
        if (!longForm.startsWith(PREFIX + "z") || colon < 0) {
            return Refusal.of(Reason.MALFORMED, "the long form is " + PREFIX + ", a hash, a colon and a document");
        }
        String encoded = longForm.substring(colon + 1);
        if (!shortForm(encoded).equals(longForm.substring(0, colon))) {
            return Refusal.of(Reason.BAD_DIGEST, "the hash is not that of the document");
        }
        byte[] bytes = encoded.startsWith("z") ? Base58.decode(encoded.substring(1), MAX_CHARACTERS) : null;
        if (bytes == null || bytes.length < JSON.length || bytes[0] != JSON[0] || bytes[1] != JSON[1]) {
            return Refusal.of(Reason.MALFORMED, "the document is not JSON in base 58");
        }
        try {
            ByteBuffer text = ByteBuffer.wrap(bytes, JSON.length, bytes.length - JSON.length);
            String document = StandardCharsets.UTF_8.newDecoder().decode(text).toString();
            return new Checked.Ok<>(new DidPeer(longForm.substring(0, colon), document));
        } catch (CharacterCodingException e) {
            return Refusal.of(Reason.MALFORMED, "the document is not UTF-8");
        }
    }

    /** The keys of a document as Byway writes it; refused for one that says more, or says it otherwise. */
    public Checked<List<Multikey>> keys() {
        List<Multikey> keys = new ArrayList<>();
        Matcher each = KEY.matcher(document);
        while (each.find()) {
            switch (Multikey.parse(each.group(1))) {
                case Checked.Refused<Multikey> refused -> {
                    return refused.as();
                }
                case Checked.Ok<Multikey>(Multikey key) -> keys.add(key);
            }
        }
        return !keys.isEmpty() && keys.size() <= MAX_KEYS && document(keys).equals(document)
                ? new Checked.Ok<>(keys)
                : Refusal.of(Reason.NOT_CANONICAL, "the document is not one of Byway's");
    }

    /** The DID document in its short or long form, for a document as Byway writes it. */
    public Checked<String> resolve(boolean longForm) {
        String id = longForm ? longForm() : shortForm;
        String other = longForm ? shortForm : longForm();
        return switch (keys()) {
            case Checked.Refused<List<Multikey>> refused -> refused.as();
            case Checked.Ok<List<Multikey>>(List<Multikey> keys) ->
                new Checked.Ok<>("{" + CONTEXTS + ",\"id\":\"" + id + "\",\"alsoKnownAs\":[\"" + other + "\"],"
                        + methods(keys, ",\"controller\":\"" + id + "\"") + "}");
        };
    }

    private static String document(List<Multikey> keys) {
        return "{" + CONTEXTS + "," + methods(keys, "") + "}";
    }

    private static String methods(List<Multikey> keys, String controller) {
        StringBuilder methods = new StringBuilder("\"verificationMethod\":[");
        for (int i = 0; i < keys.size(); i++) {
            methods.append(i == 0 ? "" : ",")
                    .append("{\"id\":\"#key-")
                    .append(i + 1)
                    .append("\",\"type\":\"Multikey\"")
                    .append(controller)
                    .append(",\"publicKeyMultibase\":\"")
                    .append(keys.get(i).text())
                    .append("\"}");
        }
        String signing = named(keys, Multikey.Use.SIGNING);
        return methods.append("],\"authentication\":")
                .append(signing)
                .append(",\"assertionMethod\":")
                .append(signing)
                .append(",\"keyAgreement\":")
                .append(named(keys, Multikey.Use.SEALING))
                .toString();
    }

    private static String named(List<Multikey> keys, Multikey.Use use) {
        return IntStream.range(0, keys.size())
                .filter(i -> keys.get(i).use() == use)
                .mapToObj(i -> "\"#key-" + (i + 1) + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String encoded(String document) {
        byte[] text = document.getBytes(StandardCharsets.UTF_8);
        return "z"
                + Base58.encode(ByteBuffer.allocate(JSON.length + text.length)
                        .put(JSON)
                        .put(text)
                        .array());
    }

    private static String shortForm(String encoded) {
        Bytes32 hash = Sha256.of(encoded.getBytes(StandardCharsets.UTF_8));
        return PREFIX + "z"
                + Base58.encode(ByteBuffer.allocate(SHA_256.length + Bytes32.SIZE)
                        .put(SHA_256)
                        .put(hash.bytes())
                        .array());
    }
}
