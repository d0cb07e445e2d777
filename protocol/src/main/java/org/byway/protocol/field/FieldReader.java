package org.byway.protocol.field;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what a stranger sent. The first fault is remembered; what is read after it is empty. */
final class FieldReader {
    private static final int MAX_ITEMS = 32;
    private static final int MAX_PARAMETERS = 16;
    private static final int MAX_KEY_CHARACTERS = 64;
    private static final char END = '\0';

    private final String in;
    private int at;
    private String fault;

    FieldReader(String in) {
        this.in = in;
    }

    /** What is wrong, for people; null where nothing is. */
    String fault() {
        return fault;
    }

    Map<String, Member> members() {
        Map<String, Member> members = new LinkedHashMap<>();
        skip(' ');
        while (peek() != END && fault == null) {
            put(members, key(), peek() == '=' ? member() : truth(), Dictionary.MAX_MEMBERS);
            skipOptionalSpace();
            if (peek() != END) {
                expect(',');
                skipOptionalSpace();
                check(peek() != END, "a comma stands last");
            }
        }
        check(at == in.length(), "a character that no field may have");
        return members;
    }

    private Member member() {
        at++;
        return peek() == '(' ? innerList() : item();
    }

    private Member truth() {
        return new Member.Item(Bare.Truth.TRUE, parameters());
    }

    private Member.InnerList innerList() {
        expect('(');
        List<Member.Item> items = new ArrayList<>();
        skip(' ');
        while (peek() != ')' && fault == null) {
            items.add(item());
            check(items.size() <= MAX_ITEMS, "more than " + MAX_ITEMS + " items in a list");
            check(peek() == ' ' || peek() == ')', "items of a list stand apart by spaces");
            skip(' ');
        }
        expect(')');
        return new Member.InnerList(items, parameters());
    }

    private Member.Item item() {
        Bare value = bare();
        return new Member.Item(value, parameters());
    }

    private Parameters parameters() {
        Map<String, Bare> parameters = new LinkedHashMap<>();
        while (peek() == ';' && fault == null) {
            at++;
            skip(' ');
            String key = key();
            boolean said = peek() == '=';
            at += said ? 1 : 0;
            put(parameters, key, said ? bare() : Bare.Truth.TRUE, MAX_PARAMETERS);
        }
        return new Parameters(parameters);
    }

    /** The last one of a key stands, in the first one's place. */
    private <T> void put(Map<String, T> all, String key, T value, int most) {
        all.put(key, value);
        check(all.size() <= most, "more than " + most + " of a kind");
    }

    private String key() {
        int begin = at;
        check(lower(peek()) || peek() == '*', "a key begins with a lower-case letter");
        while (lower(peek()) || digit(peek()) || "_-.*".indexOf(peek()) >= 0) {
            at++;
        }
        check(at - begin <= MAX_KEY_CHARACTERS, "a key has at most " + MAX_KEY_CHARACTERS + " characters");
        return in.substring(begin, at);
    }

    private Bare bare() {
        char first = peek();
        if (digit(first) || first == '-') {
            return whole();
        }
        if (first == '"') {
            return text();
        }
        if (first == ':') {
            return octets();
        }
        if (first == '?') {
            at++;
            boolean yes = peek() == '1';
            expect(yes ? '1' : '0');
            return new Bare.Truth(yes);
        }
        if (first == '*' || letter(first)) {
            return token();
        }
        check(false, "no value that these fields have");
        return Bare.Truth.TRUE;
    }

    private Bare whole() {
        int begin = at;
        at += peek() == '-' ? 1 : 0;
        int digits = at;
        while (digit(peek())) {
            at++;
        }
        boolean fits = at > digits && at - digits <= Bare.Whole.MAX_DIGITS;
        check(fits, "an integer has 1 to " + Bare.Whole.MAX_DIGITS + " digits");
        check(peek() != '.', "decimals have no meaning here");
        return new Bare.Whole(fits ? Long.parseLong(in, begin, at, 10) : 0);
    }

    private Bare text() {
        at++;
        StringBuilder value = new StringBuilder();
        while (peek() != '"' && fault == null) {
            if (peek() == '\\') {
                at++;
                check(peek() == '"' || peek() == '\\', "only a quote or a backslash is escaped");
            }
            check(peek() >= ' ' && peek() < 0x7f, "a string is printable ASCII between quotes");
            value.append(peek());
            at++;
        }
        expect('"');
        return new Bare.Text(value.toString());
    }

    private Bare token() {
        int begin = at;
        while (letter(peek()) || digit(peek()) || (peek() != END && ":/!#$%&'*+-.^_`|~".indexOf(peek()) >= 0)) {
            at++;
        }
        return new Bare.Token(in.substring(begin, at));
    }

    private Bare octets() {
        int end = in.indexOf(':', at + 1);
        check(end > 0, "a byte sequence stands between colons");
        byte[] value = {};
        if (end > 0) {
            String text = in.substring(at + 1, end);
            try {
                value = Base64.getDecoder().decode(text);
            } catch (IllegalArgumentException e) {
                check(false, "a byte sequence is base64");
            }
            check(Base64.getEncoder().encodeToString(value).equals(text), "a byte sequence is padded base64");
            at = end + 1;
        }
        return new Bare.Octets(value);
    }

    private void expect(char wanted) {
        check(peek() == wanted, "'" + wanted + "' is wanted");
        at += fault == null ? 1 : 0;
    }

    private void skip(char one) {
        while (peek() == one) {
            at++;
        }
    }

    private void skipOptionalSpace() {
        while (peek() == ' ' || peek() == '\t') {
            at++;
        }
    }

    /** The next character; the end of all, too, where a NUL stands, which no field may have. */
    private char peek() {
        return at < in.length() ? in.charAt(at) : END;
    }

    private void check(boolean holds, String otherwise) {
        if (!holds && fault == null) {
            fault = otherwise + " (at character " + at + ")";
        }
    }

    private static boolean lower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean letter(char c) {
        return lower(c) || c >= 'A' && c <= 'Z';
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
