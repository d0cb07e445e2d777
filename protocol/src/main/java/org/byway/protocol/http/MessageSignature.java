package org.byway.protocol.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.byway.protocol.field.Bare;
import org.byway.protocol.field.Dictionary;
import org.byway.protocol.field.Member;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/**
 * One signature of a message, as its fields Signature-Input and Signature tell it (RFC 9421).
 *
 * @param covered the components, in their order, with the signature's parameters
 */
public record MessageSignature(
        String label, Member.InnerList covered, SignatureParameters parameters, byte[] signature) {
    public static final String INPUT = "signature-input";
    public static final String SIGNATURE = "signature";

    /** Every signature of the message, in the order in which they are announced. Refused where one cannot be read. */
    public static Checked<List<MessageSignature>> read(Fields fields) {
        Checked<Dictionary> inputs = dictionary(fields, INPUT);
        if (!(inputs instanceof Checked.Ok<Dictionary>(Dictionary announced))) {
            return ((Checked.Refused<Dictionary>) inputs).as();
        }
        Checked<Dictionary> signatures = dictionary(fields, SIGNATURE);
        if (!(signatures instanceof Checked.Ok<Dictionary>(Dictionary given))) {
            return ((Checked.Refused<Dictionary>) signatures).as();
        }
        List<MessageSignature> all = new ArrayList<>();
        for (Map.Entry<String, Member> each : announced.members().entrySet()) {
            switch (one(each.getKey(), each.getValue(), given.get(each.getKey()))) {
                case Checked.Refused<MessageSignature> refused -> {
                    return refused.as();
                }
                case Checked.Ok<MessageSignature>(MessageSignature signature) -> all.add(signature);
            }
        }
        return all.size() == given.members().size()
                ? new Checked.Ok<>(all)
                : Refusal.of(Reason.MALFORMED, "Signature has what Signature-Input does not announce");
    }

    private static Checked<Dictionary> dictionary(Fields fields, String name) {
        String value = fields.get(name);
        return Dictionary.parse(value == null ? "" : value);
    }

    private static Checked<MessageSignature> one(String label, Member announced, Member given) {
        if (!(announced instanceof Member.InnerList covered)) {
            return Refusal.of(Reason.MALFORMED, "Signature-Input of " + label + " is to be a list of components");
        }
        if (!(given instanceof Member.Item(Bare.Octets(byte[] signature), var none))) {
            return Refusal.of(Reason.MALFORMED, "Signature of " + label + " is to be a byte sequence");
        }
        return switch (SignatureParameters.of(covered.parameters())) {
            case Checked.Refused<SignatureParameters> refused -> refused.as();
            case Checked.Ok<SignatureParameters>(SignatureParameters parameters) ->
                new Checked.Ok<>(new MessageSignature(label, covered, parameters, signature));
        };
    }

    /** Signs these components; refused where the message has not got them. */
    public static Checked<MessageSignature> sign(
            Message message, String label, List<String> components, SignatureParameters parameters, SigningKey key) {
        List<Member.Item> items = components.stream()
                .map(name -> Member.Item.of(new Bare.Text(name)))
                .toList();
        Member.InnerList covered = new Member.InnerList(items, parameters.said());
        return switch (SignatureBase.of(message, covered)) {
            case Checked.Refused<String> refused -> refused.as();
            case Checked.Ok<String>(String base) ->
                new Checked.Ok<>(new MessageSignature(label, covered, parameters, key.sign(bytes(base))));
        };
    }

    /** The text that it signs of that message. */
    public Checked<String> base(Message message) {
        return SignatureBase.of(message, covered);
    }

    /** Whether the key signed this of that message; false, too, where the message lacks what is covered. */
    public boolean holds(Message message, Bytes32 key, SignatureCheck check) {
        return base(message) instanceof Checked.Ok<String>(String base) && check.verify(key, bytes(base), signature);
    }

    public boolean covers(String component) {
        return covered.items().contains(Member.Item.of(new Bare.Text(component)));
    }

    /** The fields of a message with both of this signature's beside them. */
    public Fields addTo(Fields fields) {
        return fields.with(INPUT, member(covered)).with(SIGNATURE, member(Member.Item.of(new Bare.Octets(signature))));
    }

    private String member(Member member) {
        Map<String, Member> one = new LinkedHashMap<>();
        one.put(label, member);
        return new Dictionary(one).serialized();
    }

    private static byte[] bytes(String base) {
        return base.getBytes(StandardCharsets.UTF_8);
    }
}
