package org.byway.agent.terms;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HexFormat;
import org.byway.protocol.identity.DidKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.step.StepTree;
import org.byway.protocol.terms.DoublySigned;
import org.byway.protocol.terms.Tabled;
import org.byway.protocol.terms.TermsState;
import org.byway.protocol.terms.TermsStatus;
import org.byway.protocol.wire.SignedTerms;
import org.byway.protocol.wire.TermsForm;

/**
 * Terms as a policy of ODRL 2.2 in JSON-LD, for other programs: an Agreement once both have signed, else an Offer. What the text allows and
 * forbids it says itself, in its forms; the policy says who gives what to whom, for which purpose, by which text.
 */
public final class Odrl {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String URN = "urn:byway:terms:";

    private Odrl() {}

    /** IllegalArgumentException before the first step. */
    public static ObjectNode of(StepTree<TermsState> tree) {
        Tabled terms = tree.state().terms();
        if (terms == null) {
            throw new IllegalArgumentException("nothing is proffered yet");
        }
        String uid = URN + HexFormat.of().formatHex(terms.parties().deal().toByteArray());
        ObjectNode policy = NODES.objectNode();
        policy.putArray("@context").add("http://www.w3.org/ns/odrl.jsonld").add(prefixes());
        policy.put("@type", tree.state() instanceof TermsState.Bound ? "Agreement" : "Offer");
        policy.put("uid", uid);
        // In ODRL who grants is the assigner: the individual, whose conditions these are.
        policy.put("assigner", DidKey.of(terms.parties().opener()));
        policy.put("assignee", DidKey.of(terms.parties().other()));
        policy.putArray("permission").add(permission(uid, terms));
        policy.putObject("dpv:hasStatus")
                .put("@id", TermsStatus.of(tree.state()).iri());
        policy.set("dct:source", text(terms));
        if (tree.state() instanceof TermsState.Bound bound) {
            policy.put("dct:issued", Instant.ofEpochMilli(bound.since()).toString());
        }
        if (tree.state() instanceof TermsState.Ended ended) {
            policy.put("dct:valid", "/" + Instant.ofEpochMilli(ended.at()));
        }
        DoublySigned.of(tree).ifPresent(signed -> policy.set("byway:signed", signed(terms.digest(), signed)));
        return policy;
    }

    private static ObjectNode prefixes() {
        return NODES.objectNode()
                .put("dct", "http://purl.org/dc/terms/")
                .put("dpv", "https://w3id.org/dpv#")
                .put("p7012", TermsStatus.NAMESPACE)
                .put("byway", "urn:byway:v1:");
    }

    private static ObjectNode permission(String uid, Tabled terms) {
        ObjectNode permission = NODES.objectNode().put("action", "use");
        ObjectNode target = permission.putObject("target");
        target.put("@type", "Asset").put("uid", uid + "#data");
        if (terms.proffer().getDataCount() > 0) {
            ArrayNode data = target.putArray("dct:description");
            terms.proffer().getDataList().forEach(data::add);
        }
        ArrayNode constraints = NODES.arrayNode();
        if (!terms.proffer().getPurpose().isEmpty()) {
            constraints.add(constraint("purpose", "eq", terms.proffer().getPurpose()));
        }
        if (terms.proffer().getEnds() != 0) {
            ObjectNode until = constraint("dateTime", "lteq", null);
            until.putObject("rightOperand")
                    .put(
                            "@value",
                            Instant.ofEpochMilli(terms.proffer().getEnds()).toString())
                    .put("@type", "xsd:dateTime");
            constraints.add(until);
        }
        if (!constraints.isEmpty()) {
            permission.set("constraint", constraints);
        }
        return permission;
    }

    private static ObjectNode constraint(String left, String operator, String right) {
        return NODES.objectNode()
                .put("leftOperand", left)
                .put("operator", operator)
                .put("rightOperand", right);
    }

    private static ObjectNode text(Tabled terms) {
        ObjectNode text = NODES.objectNode();
        text.put("@id", "urn:byway:terms-text:" + Tabled.digest(terms.text()).hex());
        text.put("dct:identifier", terms.text().getId());
        text.put("dct:title", terms.text().getTitle());
        if (!terms.text().getRoster().isEmpty()) {
            text.put("dct:isPartOf", terms.text().getRoster());
        }
        ArrayNode forms = text.putArray("dct:hasFormat");
        for (TermsForm form : terms.text().getFormsList()) {
            forms.addObject()
                    .put("dct:type", TermsJson.word(form))
                    .put("dct:format", form.getMediaType())
                    .put("dct:source", form.getUri())
                    .put(
                            "byway:sha256",
                            HexFormat.of().formatHex(form.getSha256().toByteArray()));
        }
        return text;
    }

    private static ObjectNode signed(Bytes32 digest, SignedTerms signed) {
        return NODES.objectNode()
                .put("byway:digest", digest.hex())
                .put("byway:bytes", HexFormat.of().formatHex(signed.toByteArray()));
    }
}
