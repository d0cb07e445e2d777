package org.byway.agent.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.byway.protocol.record.Reason;

/**
 * A claim, or an element of an array, that a credential names by a digest alone (RFC 9901, section 4.2).
 *
 * @param text as it is sent, of which the digest is made
 * @param name null of an element
 */
record Disclosure(String text, String name, JsonNode value) {
    /** As a claim has: salt, name and value. */
    private static final int CLAIM_PARTS = 3;

    static Disclosure read(String text) throws CredentialRefused {
        JsonNode parts = StrictJson.read(Base64Url.read(text), "a disclosure");
        boolean claim = parts.size() == CLAIM_PARTS;
        if (!parts.isArray()
                || !(claim || parts.size() == CLAIM_PARTS - 1)
                || !parts.get(0).isTextual()
                || (claim && !parts.get(1).isTextual())) {
            throw CredentialRefused.malformed("a disclosure is a salt, the name of a claim, and a value");
        }
        String name = claim ? parts.get(1).textValue() : null;
        if (claim && Unpacking.isReserved(name)) {
            throw new CredentialRefused(Reason.BAD_CONTENT, "a disclosure has a name that is reserved");
        }
        return new Disclosure(text, name, parts.get(parts.size() - 1));
    }

    static Disclosure of(byte[] salt, String name, JsonNode value) {
        ArrayNode parts = JsonNodeFactory.instance
                .arrayNode()
                .add(Base64Url.write(salt))
                .add(name)
                .add(value);
        return new Disclosure(Base64Url.write(StrictJson.write(parts)), name, value);
    }
}
