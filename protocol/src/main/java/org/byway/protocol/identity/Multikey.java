package org.byway.protocol.identity;

import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/** A public key as text: base58btc of Multibase over a Multicodec prefix and the key's 32 bytes. */
public record Multikey(Use use, Bytes32 key) {
    /** What a key is good for, with its prefix. */
    public enum Use {
        /** Ed25519; the text begins with z6Mk. */
        SIGNING(0xed),
        /** X25519; the text begins with z6LS. */
        SEALING(0xec);

        private final byte prefix;

        Use(int prefix) {
            this.prefix = (byte) prefix;
        }
    }

    private static final int PREFIX_BYTES = 2;
    private static final byte PREFIX_END = 0x01;

    public String text() {
        byte[] bytes = new byte[PREFIX_BYTES + Bytes32.SIZE];
        bytes[0] = use.prefix;
        bytes[1] = PREFIX_END;
        key.write(bytes, PREFIX_BYTES);
        return "z" + Base58.encode(bytes);
    }

    /** Reads the one text that a key has. Says nothing of whether the key is usable. */
    public static Checked<Multikey> parse(String text) {
        byte[] bytes = text.startsWith("z") ? Base58.decode(text.substring(1), Base58.MAX_CHARACTERS) : null;
        if (bytes == null) {
            return Refusal.of(Reason.BAD_KEY, "a key as text is z and base 58");
        }
        if (bytes.length < PREFIX_BYTES || bytes[1] != PREFIX_END || use(bytes[0]) == null) {
            return Refusal.of(Reason.BAD_KEY, "the text names a key of another kind than Ed25519 or X25519");
        }
        return bytes.length == PREFIX_BYTES + Bytes32.SIZE
                ? new Checked.Ok<>(new Multikey(use(bytes[0]), Bytes32.of(bytes, PREFIX_BYTES)))
                : Refusal.of(Reason.BAD_KEY, "a key has 32 bytes");
    }

    private static Use use(byte prefix) {
        for (Use use : Use.values()) {
            if (use.prefix == prefix) {
                return use;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return text();
    }
}
