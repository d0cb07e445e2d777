package org.byway.agent.tab;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Sha256;

/** What releases an amount that was set aside: nobody else can make it, and its owner makes it again from the key alone. */
final class Preimage {
    private static final byte[] DOMAIN = "byway/v1/tab-preimage\0".getBytes(StandardCharsets.US_ASCII);

    private Preimage() {}

    static byte[] of(SigningKey key, ByteString tab, long number) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(DOMAIN);
        text.writeBytes(tab.toByteArray());
        text.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        return Sha256.of(key.sign(text.toByteArray())).bytes();
    }

    static byte[] hash(byte[] preimage) {
        return Sha256.of(preimage).bytes();
    }
}
