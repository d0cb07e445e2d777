package org.byway.agent.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.byway.protocol.record.Reason;

/** Puts what is disclosed in the places of its digests (RFC 9901, section 7.1). Digests of what is not disclosed, and decoys, leave nothing. */
final class Unpacking {
    static final String DIGESTS = "_sd";
    static final String HASH = "_sd_alg";
    static final String ELEMENT = "...";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Map<String, Disclosure> disclosed = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private int used;

    private Unpacking() {}

    static boolean isReserved(String name) {
        return name.equals(DIGESTS) || name.equals(ELEMENT) || name.equals(HASH);
    }

    /** The claims of a payload whose signature holds. */
    static ObjectNode claims(ObjectNode payload, Iterable<String> disclosures) throws CredentialRefused {
        HashName hash = HashName.of(payload.path(HASH));
        Unpacking unpacking = new Unpacking();
        for (String text : disclosures) {
            if (unpacking.disclosed.put(hash.digest(text), Disclosure.read(text)) != null) {
                throw new CredentialRefused(Reason.DUPLICATE, "it discloses the same twice");
            }
        }
        ObjectNode top = payload.deepCopy();
        top.remove(HASH);
        ObjectNode claims = unpacking.object(top, 0);
        if (unpacking.used != unpacking.disclosed.size()) {
            throw new CredentialRefused(Reason.BAD_DIGEST, "it discloses what its issuer has not signed");
        }
        return claims;
    }

    private ObjectNode object(ObjectNode from, int depth) throws CredentialRefused {
        if (from.has(ELEMENT) || from.has(HASH)) {
            throw new CredentialRefused(Reason.BAD_CONTENT, "it uses a reserved name for something else");
        }
        ObjectNode to = NODES.objectNode();
        for (Map.Entry<String, JsonNode> member : from.properties()) {
            if (!member.getKey().equals(DIGESTS)) {
                to.set(member.getKey(), value(member.getValue(), depth));
            }
        }
        JsonNode digests = from.path(DIGESTS);
        if (!digests.isArray() && !digests.isMissingNode()) {
            throw new CredentialRefused(Reason.BAD_CONTENT, "digests stand in an array");
        }
        for (JsonNode digest : digests) {
            Disclosure claim = disclosure(digest);
            if (claim == null) {
                continue;
            }
            if (claim.name() == null) {
                throw new CredentialRefused(Reason.BAD_CONTENT, "a claim is disclosed without its name");
            }
            if (to.has(claim.name())) {
                throw new CredentialRefused(Reason.DUPLICATE, "it discloses a claim that is there already");
            }
            to.set(claim.name(), value(claim.value(), depth));
        }
        return to;
    }

    private JsonNode value(JsonNode from, int depth) throws CredentialRefused {
        // What is disclosed may disclose again: each may be as deep as can be read.
        if (depth >= StrictJson.MAX_DEPTH) {
            throw new CredentialRefused(Reason.TOO_LARGE, "its claims stand too deep within each other");
        }
        return switch (from) {
            case ObjectNode object -> object(object, depth + 1);
            case ArrayNode array -> array(array, depth + 1);
            default -> from;
        };
    }

    private ArrayNode array(ArrayNode from, int depth) throws CredentialRefused {
        ArrayNode to = NODES.arrayNode();
        for (JsonNode element : from) {
            if (!element.has(ELEMENT)) {
                to.add(value(element, depth));
                continue;
            }
            if (element.size() != 1) {
                throw new CredentialRefused(Reason.BAD_CONTENT, "a digest in an array stands alone");
            }
            Disclosure disclosure = disclosure(element.get(ELEMENT));
            if (disclosure != null && disclosure.name() != null) {
                throw new CredentialRefused(Reason.BAD_CONTENT, "an element of an array is disclosed with a name");
            }
            if (disclosure != null) {
                to.add(value(disclosure.value(), depth));
            }
        }
        return to;
    }

    /** What is disclosed of a digest, or null. */
    private Disclosure disclosure(JsonNode digest) throws CredentialRefused {
        if (!digest.isTextual()) {
            throw new CredentialRefused(Reason.BAD_CONTENT, "a digest is a text");
        }
        if (!seen.add(digest.textValue())) {
            throw new CredentialRefused(Reason.DUPLICATE, "a digest stands in it twice");
        }
        Disclosure found = disclosed.get(digest.textValue());
        if (found != null) {
            used++;
        }
        return found;
    }
}
