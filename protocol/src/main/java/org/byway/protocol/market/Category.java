package org.byway.protocol.market;

import java.util.regex.Pattern;
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
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern CODE = Pattern.compile("[!-~]{1,64}");

    public Category {
        if (!SCHEME.matcher(scheme).matches() || !CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("not a category: " + scheme + ":" + code);
        }
    }

    /** The two halves as content carries them. */
    public static Checked<Category> of(String scheme, String code) {
        if (!SCHEME.matcher(scheme).matches()) {
            return Refusal.of(
                    Reason.BAD_CONTENT,
                    "a category's scheme has 1 to 32 lower-case letters, digits and hyphens and begins with a letter");
        }
        if (!CODE.matcher(code).matches()) {
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
