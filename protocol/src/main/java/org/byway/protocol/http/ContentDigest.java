package org.byway.protocol.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.byway.protocol.field.Bare;
import org.byway.protocol.field.Dictionary;
import org.byway.protocol.field.Member;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/** The field Content-Digest (RFC 9530): digests of the body's bytes as they are on the wire. */
public final class ContentDigest {
    public static final String NAME = "content-digest";

    /** The algorithms that are not to be refused, by their names in the field and in Java. */
    private enum Algorithm {
        SHA_256("sha-256", "SHA-256"),
        SHA_512("sha-512", "SHA-512");

        final String key;
        final String java;

        Algorithm(String key, String java) {
            this.key = key;
            this.java = java;
        }

        byte[] of(byte[] body) {
            try {
                return MessageDigest.getInstance(java).digest(body);
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every Java has " + java, e);
            }
        }
    }

    private ContentDigest() {}

    /** The field's value for a body. */
    public static String of(byte[] body) {
        Map<String, Member> one = new LinkedHashMap<>();
        one.put(Algorithm.SHA_256.key, Member.Item.of(new Bare.Octets(Algorithm.SHA_256.of(body))));
        return new Dictionary(one).serialized();
    }

    /**
     * The body, if each digest by an algorithm that is known is its own and there is one; others are left alone, as RFC
     * 9530 wants.
     */
    public static Checked<byte[]> check(String value, byte[] body) {
        if (!(Dictionary.parse(value) instanceof Checked.Ok<Dictionary>(Dictionary digests))) {
            return Refusal.of(Reason.MALFORMED, "Content-Digest cannot be read");
        }
        boolean any = false;
        for (Algorithm algorithm : Algorithm.values()) {
            Member digest = digests.get(algorithm.key);
            if (digest != null) {
                any = true;
                if (!(digest instanceof Member.Item(Bare.Octets(byte[] said), var parameters))
                        || !MessageDigest.isEqual(said, algorithm.of(body))) {
                    return Refusal.of(Reason.BAD_DIGEST, "the body has another " + algorithm.key + " digest");
                }
            }
        }
        return any
                ? new Checked.Ok<>(body)
                : Refusal.of(Reason.BAD_DIGEST, "Content-Digest is to have a sha-256 or a sha-512");
    }
}
