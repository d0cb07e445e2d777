package org.byway.cli.conform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.byway.protocol.http.ContentDigest;
import org.byway.protocol.http.Fields;
import org.byway.protocol.http.Message;
import org.byway.protocol.http.MessageSignature;
import org.byway.protocol.http.Nonces;
import org.byway.protocol.http.RequestRule;
import org.byway.protocol.http.RequestVerdict;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;

/** Questions about signed messages of HTTP: SPEC.md, chapter 7.3. */
final class HttpQuestions {
    private static final int MAX_FIELDS = 256;

    private final SignatureCheck signatures;

    HttpQuestions(SignatureCheck signatures) {
        this.signatures = signatures;
    }

    /** The one signature that the input announces, over a message that need not carry it yet. */
    ObjectNode signatureBase(JsonNode request) {
        Message message = message(request.path("message"));
        if (message == null || !request.path("input").isTextual()) {
            return Answer.error("message and input are wanted");
        }
        String input = request.get("input").textValue();
        Fields fields = Fields.NONE
                .with(MessageSignature.INPUT, input)
                .with(MessageSignature.SIGNATURE, input.split("=", 2)[0] + "=::");
        Checked<String> base = switch (MessageSignature.read(fields)) {
            case Checked.Refused<List<MessageSignature>> refused -> refused.as();
            case Checked.Ok<List<MessageSignature>>(var all) -> all.get(0).base(message);
        };
        return switch (base) {
            case Checked.Refused<String>(Refusal refusal) -> Answer.error(refusal.detail());
            case Checked.Ok<String>(String text) -> Answer.object().put("base", text);
        };
    }

    /** As a node judges that has seen no nonce before. */
    ObjectNode requestVerify(JsonNode request) {
        byte[] body = Hex.bytes(request.get("body"));
        if (!(message(request.path("request")) instanceof Message.Request signed)
                || body == null
                || !request.path("now").canConvertToLong()) {
            return Answer.error("request, body and now, in milliseconds, are wanted");
        }
        RequestRule rule = new RequestRule(signatures, new Nonces(1, Long.MIN_VALUE));
        return switch (rule.judge(signed, body, request.get("now").longValue())) {
            case RequestVerdict.Signed(var persona) ->
                Answer.verdict((String) null).put("persona", persona.hex());
            case RequestVerdict.Refused refused ->
                Answer.verdict(refused.fault().code());
        };
    }

    ObjectNode contentDigest(JsonNode request) {
        byte[] body = Hex.bytes(request.get("body"));
        if (body == null) {
            return Answer.error("body must be lower-case hex");
        }
        if (!request.path("field").isTextual()) {
            return Answer.object().put("field", ContentDigest.of(body));
        }
        boolean holds = ContentDigest.check(request.get("field").textValue(), body) instanceof Checked.Ok;
        return Answer.object().put("valid", holds);
    }

    /** A message as the vectors write it, or null. */
    private static Message message(JsonNode from) {
        Fields fields = fields(from.path("fields"));
        if (fields == null) {
            return null;
        }
        if (from.has("status")) {
            return new Message.Response(from.get("status").asInt(), fields);
        }
        for (String part : new String[] {"method", "scheme", "authority", "path", "query"}) {
            if (!from.path(part).isTextual()) {
                return null;
            }
        }
        return new Message.Request(
                from.get("method").textValue(),
                from.get("scheme").textValue(),
                from.get("authority").textValue(),
                from.get("path").textValue(),
                from.get("query").textValue(),
                fields);
    }

    private static Fields fields(JsonNode from) {
        if (!from.isArray() || from.size() > MAX_FIELDS) {
            return null;
        }
        Fields fields = Fields.NONE;
        for (JsonNode field : from) {
            if (field.size() != 2 || !field.get(0).isTextual() || !field.get(1).isTextual()) {
                return null;
            }
            fields = fields.with(field.get(0).textValue(), field.get(1).textValue());
        }
        return fields;
    }
}
