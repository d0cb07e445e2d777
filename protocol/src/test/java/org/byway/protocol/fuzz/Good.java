package org.byway.protocol.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.byway.protocol.Vectors;
import org.byway.protocol.identity.SignatureCheck;

/** Messages to begin with, from the vectors: good ones, and ones that are just not. */
public final class Good {
    /** Believes nearly every signature, so that what stands behind one is reached without its key. */
    public static final SignatureCheck BELIEVING = (key, message, offset, length, signature) ->
            signature.length == SignatureCheck.SIGNATURE_BYTES && signature[0] != 0;

    private static final int LENGTH_BYTES = 2;

    private Good() {}

    /** What stands in that field of each case, in hex; one by one where it is an array. */
    public static Stream<byte[]> of(String file, String array, String field) {
        return Vectors.cases(file, array)
                .flatMap(vector -> each(vector.path(field)))
                .map(node -> HexFormat.of().parseHex(node.asText()));
    }

    private static Stream<JsonNode> each(JsonNode node) {
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false)
                : node.isTextual() ? Stream.of(node) : Stream.empty();
    }

    /** All that field's messages of each case in one, as {@link #parts} takes it apart. */
    public static Stream<byte[]> together(String file, String array, String field) {
        return Vectors.cases(file, array)
                .map(vector -> joined(each(vector.path(field))
                        .map(node -> HexFormat.of().parseHex(node.asText()))
                        .toList()));
    }

    /** Each behind its length. */
    public static byte[] joined(List<byte[]> parts) {
        byte[] all = new byte[0];
        for (byte[] part : parts) {
            int at = all.length;
            all = Arrays.copyOf(all, at + LENGTH_BYTES + part.length);
            all[at] = (byte) (part.length >>> 8);
            all[at + 1] = (byte) part.length;
            System.arraycopy(part, 0, all, at + LENGTH_BYTES, part.length);
        }
        return all;
    }

    /** What {@link #joined} put together; of anything else as much as is there. */
    public static List<byte[]> parts(byte[] joined) {
        Stream.Builder<byte[]> parts = Stream.builder();
        int at = 0;
        while (joined.length - at >= LENGTH_BYTES) {
            int length = ((joined[at] & 0xff) << 8) | (joined[at + 1] & 0xff);
            at += LENGTH_BYTES;
            int end = Math.min(joined.length, at + length);
            parts.add(Arrays.copyOfRange(joined, at, end));
            at = end;
        }
        return parts.build().toList();
    }

    public static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
