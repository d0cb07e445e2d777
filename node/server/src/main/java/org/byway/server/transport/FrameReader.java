package org.byway.server.transport;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts a stream of bytes into frames.
 *
 * <p>A length is judged before anything is set aside for it, and a long frame's array grows with what has arrived: a peer
 * that announces much and sends little costs little.
 */
final class FrameReader {
    static final int HEADER_BYTES = 4;
    private static final int FIRST_BYTES = 64 * 1024;

    private final int mostBytes;
    private int header;
    private int headerBytes;
    private byte[] body;
    private int bodyBytes;
    private int length;

    FrameReader(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Takes all bytes that are readable. Returns null, or why the peer is at fault: nothing more is read after that. */
    Close read(ByteBuf in, Consumer<byte[]> frames) {
        while (in.isReadable()) {
            if (body == null) {
                Close fault = readHeader(in);
                if (fault != null) {
                    return fault;
                }
            } else {
                readBody(in, frames);
            }
        }
        return null;
    }

    private Close readHeader(ByteBuf in) {
        while (headerBytes < HEADER_BYTES && in.isReadable()) {
            header = header << 8 | in.readUnsignedByte();
            headerBytes++;
        }
        if (headerBytes < HEADER_BYTES) {
            return null;
        }
        if (header == 0) {
            return Cause.BAD_FRAME.because("a frame of no bytes");
        }
        if (Integer.compareUnsigned(header, mostBytes) > 0) {
            return Cause.BAD_FRAME.because(
                    "a frame of " + Integer.toUnsignedString(header) + " bytes; at most " + mostBytes + " are allowed");
        }
        length = header;
        body = new byte[Math.min(length, FIRST_BYTES)];
        bodyBytes = 0;
        return null;
    }

    private void readBody(ByteBuf in, Consumer<byte[]> frames) {
        int take = Math.min(in.readableBytes(), length - bodyBytes);
        if (bodyBytes + take > body.length) {
            int doubled = (int) Math.min(length, 2L * body.length);
            body = Arrays.copyOf(body, Math.max(doubled, bodyBytes + take));
        }
        in.readBytes(body, bodyBytes, take);
        bodyBytes += take;
        if (bodyBytes == length) {
            byte[] whole = body;
            body = null;
            header = 0;
            headerBytes = 0;
            frames.accept(whole);
        }
    }

    /** Whether a frame has begun and not ended. */
    boolean midway() {
        return headerBytes > 0;
    }

    /** What is set aside for the unfinished frame. */
    int holdsBytes() {
        return body == null ? 0 : body.length;
    }

    /** How far the unfinished frame came, for people. */
    String progress() {
        return body == null
                ? headerBytes + " of 4 bytes of a length"
                : bodyBytes + " of " + length + " bytes of a frame";
    }
}
