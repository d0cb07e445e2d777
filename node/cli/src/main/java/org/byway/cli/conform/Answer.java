package org.byway.cli.conform;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.byway.protocol.record.Reason;

/** What is answered to a question. */
final class Answer {
    private Answer() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Why there is no other answer, for people. */
    static ObjectNode error(String why) {
        return object().put("error", why);
    }

    /** Valid where there is no reason. */
    static ObjectNode verdict(Reason reason) {
        return verdict(reason == null ? null : reason.code());
    }

    static ObjectNode verdict(String reason) {
        return object().put("valid", reason == null).put("reason", reason);
    }
}
