package org.byway.protocol.field;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/** Members by their keys, in the order in which they came. */
public record Dictionary(Map<String, Member> members) {
    public static final int MAX_CHARACTERS = 4_096;
    static final int MAX_MEMBERS = 16;

    public Dictionary {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** Reads a field's value; where a field came several times, its values joined by commas. */
    public static Checked<Dictionary> parse(String value) {
        if (value.length() > MAX_CHARACTERS) {
            return Refusal.of(Reason.TOO_LARGE, "a field has at most " + MAX_CHARACTERS + " characters");
        }
        FieldReader reader = new FieldReader(value);
        Map<String, Member> members = reader.members();
        return reader.fault() == null
                ? new Checked.Ok<>(new Dictionary(members))
                : Refusal.of(Reason.MALFORMED, reader.fault());
    }

    /** The member, or null. */
    public Member get(String key) {
        return members.get(key);
    }

    public String serialized() {
        return members.entrySet().stream()
                .map(each -> serialized(each.getKey(), each.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String serialized(String key, Member member) {
        return member instanceof Member.Item(Bare value, Parameters parameters) && value.equals(Bare.Truth.TRUE)
                ? key + parameters.serialized()
                : key + "=" + member.serialized();
    }
}
