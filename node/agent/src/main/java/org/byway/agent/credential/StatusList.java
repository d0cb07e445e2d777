package org.byway.agent.credential;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.byway.protocol.letter.CredentialRule;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/** Which credentials of an issuer hold no more: a bit for each copy, as in a Token Status List, ZLIB (RFC 1950) around it. */
public final class StatusList {
    /** Copies that an issuer's list has room for. */
    public static final int PLACES = 1 << 17;

    private static final int BYTES = PLACES / Byte.SIZE;
    private static final String URI = "byway:profile/";

    private final byte[] bits;

    private StatusList(byte[] bits) {
        this.bits = bits;
    }

    public static StatusList empty() {
        return new StatusList(new byte[BYTES]);
    }

    /** Names the list that stands in the profile of this author. */
    public static String uri(Bytes32 author) {
        return URI + author.hex();
    }

    /** Whose profile has the list that is named so. */
    static Checked<Bytes32> author(String uri) {
        return uri.startsWith(URI)
                ? Bytes32.parse(uri.substring(URI.length()))
                : Refusal.of(Reason.BAD_CONTENT, "it names a list that cannot be looked up here");
    }

    public static Checked<StatusList> read(byte[] compressed) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(compressed);
            // A byte more than may come, so that a longer one is told from one that fits.
            byte[] bits = new byte[BYTES + 1];
            int length = inflater.inflate(bits);
            return length == BYTES && inflater.finished()
                    ? new Checked.Ok<>(new StatusList(Arrays.copyOf(bits, BYTES)))
                    : Refusal.of(Reason.BAD_CONTENT, "a list of credentials has a bit for each of " + PLACES);
        } catch (DataFormatException e) {
            return Refusal.of(Reason.BAD_CONTENT, "a list of credentials cannot be read");
        } finally {
            inflater.end();
        }
    }

    public byte[] write() {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(bits);
            deflater.finish();
            byte[] out = new byte[CredentialRule.STATUS_BYTES];
            return Arrays.copyOf(out, deflater.deflate(out));
        } finally {
            deflater.end();
        }
    }

    /** Whether the copy at that place holds no more. */
    public boolean isRevoked(int place) {
        return (bits[place / Byte.SIZE] >> (place % Byte.SIZE) & 1) == 1;
    }

    public void revoke(int place) {
        bits[place / Byte.SIZE] |= (byte) (1 << (place % Byte.SIZE));
    }
}
