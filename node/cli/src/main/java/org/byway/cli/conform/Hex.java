package org.byway.cli.conform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;

/** Bytes as the requests write them: lower-case hex, and nothing else. */
final class Hex {
    private static final HexFormat FORMAT = HexFormat.of();

    private Hex() {}

    /** The bytes, or null where there is no text or it is not lower-case hex. */
    static byte[] bytes(JsonNode value) {
        if (value == null || !value.isTextual()) {
            return null;
        }
        String text = value.textValue();
        if (text.length() % 2 != 0 || !text.chars().allMatch(Hex::isDigit)) {
            return null;
        }
        return FORMAT.parseHex(text);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
    }
}
