package org.byway.protocol.identity;

import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/**
 * Ed25519 public keys as DIDs of the did:key method: {@code did:key:} and the key as a {@link Multikey}. One key has one
 * text, always 56 characters that begin with {@code did:key:z6Mk}.
 */
public final class DidKey {
    public static final String METHOD = "did:key:";

    private DidKey() {}

    public static String of(Bytes32 publicKey) {
        return METHOD + new Multikey(Multikey.Use.SIGNING, publicKey).text();
    }

    /** The key that a DID names. Says nothing of whether the key is usable: the signature rule does that. */
    public static Checked<Bytes32> parse(String did) {
        if (!did.startsWith(METHOD)) {
            return Refusal.of(Reason.BAD_KEY, "a key as a DID begins with " + METHOD);
        }
        return switch (Multikey.parse(did.substring(METHOD.length()))) {
            case Checked.Refused<Multikey> refused -> refused.as();
            case Checked.Ok<Multikey>(Multikey key) ->
                key.use() == Multikey.Use.SIGNING
                        ? new Checked.Ok<>(key.key())
                        : Refusal.of(Reason.BAD_KEY, "the DID names a key of another kind than Ed25519");
        };
    }
}
