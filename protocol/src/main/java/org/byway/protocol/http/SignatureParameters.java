package org.byway.protocol.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.byway.protocol.field.Bare;
import org.byway.protocol.field.Parameters;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/**
 * What a signature says of itself (RFC 9421, section 2.3); null for what it does not say.
 *
 * @param created seconds since 1970
 * @param expires seconds since 1970
 */
public record SignatureParameters(
        Long created, Long expires, String nonce, String keyid, String algorithm, String tag) {

    /** Those of known names must be of their types; what is not known is left alone. */
    static Checked<SignatureParameters> of(Parameters said) {
        for (String name : new String[] {"created", "expires"}) {
            if (said.get(name) != null && !(said.get(name) instanceof Bare.Whole)) {
                return Refusal.of(Reason.MALFORMED, name + " is to be an integer");
            }
        }
        for (String name : new String[] {"nonce", "keyid", "alg", "tag"}) {
            if (said.get(name) != null && !(said.get(name) instanceof Bare.Text)) {
                return Refusal.of(Reason.MALFORMED, name + " is to be a string");
            }
        }
        return new Checked.Ok<>(new SignatureParameters(
                whole(said.get("created")),
                whole(said.get("expires")),
                text(said.get("nonce")),
                text(said.get("keyid")),
                text(said.get("alg")),
                text(said.get("tag"))));
    }

    /** In the order of this record's parts. */
    Parameters said() {
        Map<String, Bare> said = new LinkedHashMap<>();
        put(said, "created", created);
        put(said, "expires", expires);
        put(said, "nonce", nonce);
        put(said, "keyid", keyid);
        put(said, "alg", algorithm);
        put(said, "tag", tag);
        return new Parameters(said);
    }

    private static void put(Map<String, Bare> said, String name, Long value) {
        if (value != null) {
            said.put(name, new Bare.Whole(value));
        }
    }

    private static void put(Map<String, Bare> said, String name, String value) {
        if (value != null) {
            said.put(name, new Bare.Text(value));
        }
    }

    private static Long whole(Bare value) {
        return value instanceof Bare.Whole(long number) ? number : null;
    }

    private static String text(Bare value) {
        return value instanceof Bare.Text(String text) ? text : null;
    }
}
