package org.byway.agent.pay;

import static org.byway.agent.step.StepJson.hex;
import static org.byway.agent.step.StepJson.time;
import static org.byway.agent.step.StepJson.word;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.byway.agent.step.Known;
import org.byway.protocol.payment.Pact;
import org.byway.protocol.payment.PayState;
import org.byway.protocol.payment.Payment;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.PaySignal;
import org.byway.protocol.wire.PublicPaySignal;
import org.byway.protocol.wire.Side;

/** A payment signal as JSON; amounts are minor units. */
public final class PayJson {
    private PayJson() {}

    public static ObjectNode of(Known<PayState> known) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        PaySignal signal = known.state().signal();
        line.put("pay", known.hex()).put("state", known.state().word());
        line.put("conversation", known.tie().relationship().hex());
        line.put("name", known.tie().name().isEmpty() ? null : known.tie().name());
        line.put("payer", known.me() == Side.OPENER ? "me" : "them");
        signal(line, signal);
        if (known.state() instanceof PayState.Going going) {
            pact(line, going.pact());
        }
        line.put("steps", known.tree().path().size())
                .put("refused", known.tree().refused().size());
        line.put("latest", time(known.latest()));
        return line;
    }

    private static void signal(ObjectNode line, PaySignal signal) {
        line.put("for", signal.getTitle()).put("about", hex(signal.getAbout()));
        line.put("unit", signal.getUnit().getUnit())
                .put("digits", signal.getUnit().getDigits());
        line.put("least", signal.getLeast()).put("most", signal.getMost() == 0 ? null : signal.getMost());
        line.put("when", word(signal.getWhen()));
        line.put("condition", signal.getCondition().isEmpty() ? null : signal.getCondition());
        line.put("terms", hex(signal.getTerms())).put("until", time(signal.getUntil()));
        ArrayNode rails = line.putArray("rails");
        signal.getRailsList().forEach(rails::add);
    }

    /** What somebody would pay, as everybody is told. */
    public static ObjectNode of(Bytes32 id, Bytes32 author, PublicPaySignal said) {
        PaySignal signal = said.getSignal();
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("record", id.hex()).put("author", author.hex());
        signal(line, signal);
        line.put("payee", hex(said.getPayee())).put("payees", Math.max(1, said.getMostPayees()));
        line.put("uri", said.getUri().isEmpty() ? null : said.getUri());
        line.put("cell", said.getCell().isEmpty() ? null : said.getCell());
        ArrayNode kinds = line.putArray("kinds");
        said.getCategoriesList().forEach(each -> kinds.add(each.getScheme() + ":" + each.getCode()));
        line.put("conditions", said.hasConditions() ? said.getConditions().getId() : null);
        return line;
    }

    private static void pact(ObjectNode line, Pact pact) {
        ArrayNode to = line.putArray("to");
        pact.accept()
                .getRailsList()
                .forEach(each -> to.addObject()
                        .put("rail", each.getRail())
                        .put("to", each.getTo())
                        .put("name", each.getName()));
        ArrayNode payments = line.putArray("payments");
        int number = 0;
        for (Payment each : pact.payments()) {
            ObjectNode one = payments.addObject().put("number", ++number).put("how", word(each.how()));
            one.put("amount", each.amount()).put("at", time(each.at()));
            if (each.said() != null) {
                one.put("rail", each.said().getRail())
                        .put("reference", each.said().getReference())
                        .put("uses", each.said().getUses())
                        .put("entry", hex(each.said().getEntry()));
            }
            one.put("until", each.until() == 0 ? null : time(each.until()));
        }
        line.put("confirmed", pact.confirmed());
    }
}
