package org.byway.server.http;

/** How deep a JSON text nests, before anything parses it. */
final class JsonDepth {
    private JsonDepth() {}

    /** Whether arrays and objects nest no deeper than that; of text that is no JSON, either answer. */
    static boolean within(byte[] text, int maximum) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length; i++) {
            byte c = text[i];
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else {
                    quoted = c != '"';
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                depth++;
                if (depth > maximum) {
                    return false;
                }
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
        return true;
    }
}
