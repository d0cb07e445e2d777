package org.byway.protocol.http;

import java.util.LinkedHashSet;
import java.util.Set;
import org.byway.protocol.field.Bare;
import org.byway.protocol.field.Member;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/** The text that is signed (RFC 9421, section 2.5). */
final class SignatureBase {
    private SignatureBase() {}

    /**
     * A line for each component that is covered, and one for the signature's own parameters. Refused where a component
     * is named twice, is not in the message, or wants a parameter: none of those has a meaning here.
     */
    static Checked<String> of(Message message, Member.InnerList covered) {
        StringBuilder base = new StringBuilder();
        Set<String> named = new LinkedHashSet<>();
        for (Member.Item component : covered.items()) {
            if (!(component.value() instanceof Bare.Text(String name))) {
                return Refusal.of(Reason.MALFORMED, "a component is named by a string");
            }
            if (!component.parameters().values().isEmpty()) {
                return Refusal.of(Reason.MALFORMED, "the parameters of " + name + " are not known here");
            }
            if (!named.add(name)) {
                return Refusal.of(Reason.MALFORMED, name + " is named twice");
            }
            String value = name.startsWith("@")
                    ? message.derived(name)
                    : message.fields().get(name);
            if (value == null) {
                return Refusal.of(Reason.MALFORMED, "the message has no " + name);
            }
            if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
                return Refusal.of(Reason.MALFORMED, name + " has more than one line");
            }
            base.append(component.serialized()).append(": ").append(value).append('\n');
        }
        base.append("\"@signature-params\": ").append(covered.serialized());
        return new Checked.Ok<>(base.toString());
    }
}
