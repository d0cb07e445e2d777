package org.byway.protocol.market;

import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/**
 * What kind of thing, in the words of some list of kinds.
 *
 * @param scheme the list, 1 to 32 lower-case letters, digits and hyphens, a letter first: {@code google}, {@code
 * unspsc}
 * @param code the list's own code, 1 to 64 visible ASCII characters; it may hold colons
 */
public record Category(String scheme, String code) {
    private static final int SCHEME_CHARACTERS = 32;
    private static final int CODE_CHARACTERS = 64;

    public Category {
        if (!isScheme(scheme) || !isCode(code)) {
            throw new IllegalArgumentException("not a category: " + scheme + ":" + code);
        }
    }

    private static boolean isScheme(String text) {
        if (text.isEmpty() || text.length() > SCHEME_CHARACTERS || !isLetter(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && (c < '0' || c > '9') && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isCode(String text) {
        if (text.isEmpty() || text.length() > CODE_CHARACTERS) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '!' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** The two halves as content carries them. */
    public static Checked<Category> of(String scheme, String code) {
        if (!isScheme(scheme)) {
            return Refusal.of(
                    Reason.BAD_CONTENT,
                    "a category's scheme has 1 to 32 lower-case letters, digits and hyphens and begins with a letter");
        }
        if (!isCode(code)) {
            return Refusal.of(Reason.BAD_CONTENT, "a category's code has 1 to 64 ASCII characters and no blanks");
        }
        return new Checked.Ok<>(new Category(scheme, code));
    }

    /** Reads {@code scheme:code}. The first colon ends the scheme. */
    public static Checked<Category> parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? Refusal.of(Reason.BAD_CONTENT, "a category is scheme:code, such as google:1604")
                : of(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public String toString() {
        return scheme + ":" + code;
    }
}
