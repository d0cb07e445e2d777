package org.byway.agent.terms;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import org.byway.agent.step.Known;
import org.byway.protocol.terms.DoublySigned;
import org.byway.protocol.terms.Tabled;
import org.byway.protocol.terms.TermsState;
import org.byway.protocol.terms.TermsStatus;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.SignedTerms;
import org.byway.protocol.wire.TermsForm;
import org.byway.protocol.wire.TermsText;

/** Terms and their texts as JSON. */
public final class TermsJson {
    private TermsJson() {}

    public static ObjectNode of(Known<TermsState> known) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        TermsState state = known.state();
        Tabled terms = state.terms();
        line.put("terms", known.hex()).put("state", state.word());
        line.put("status", TermsStatus.of(state).iri());
        line.put("conversation", known.tie().relationship().hex());
        line.put("name", known.tie().name().isEmpty() ? null : known.tie().name());
        line.put("first", known.me() == Side.OPENER ? "me" : "them");
        line.set("text", text(terms.text()));
        boolean chosen = !terms.text().equals(terms.proffer().getText());
        line.set("proffered", chosen ? text(terms.proffer().getText()) : null);
        line.put(
                "purpose",
                terms.proffer().getPurpose().isEmpty() ? null : terms.proffer().getPurpose());
        terms.proffer().getDataList().forEach(line.putArray("data")::add);
        line.put("until", time(terms.until()));
        line.put(
                "ends",
                terms.proffer().getEnds() == 0 ? null : time(terms.proffer().getEnds()));
        line.put("binds", state.binds());
        line.put("agreement", state instanceof TermsState.Bound ? terms.digest().hex() : null);
        line.put("since", state instanceof TermsState.Bound bound ? time(bound.since()) : null);
        line.put("awaited", awaited(known));
        line.put("steps", known.tree().path().size())
                .put("refused", known.tree().refused().size());
        line.put("latest", time(known.latest()));
        return line;
    }

    /** The same with the bytes that both hold. */
    public static ObjectNode whole(Known<TermsState> known) {
        ObjectNode line = of(known);
        DoublySigned.of(known.tree()).ifPresent(signed -> line.set("signed", signed(signed)));
        return line;
    }

    private static ObjectNode signed(SignedTerms signed) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("bytes", hex(signed.toByteString())).put("agreement", hex(signed.getAgreement()));
        line.put("first", hex(signed.getFirstSignature())).put("second", hex(signed.getSecondSignature()));
        return line;
    }

    private static String awaited(Known<TermsState> known) {
        Side who = switch (known.state()) {
            case TermsState.Proffered proffered -> Side.OTHER;
            case TermsState.Countered countered -> Side.OPENER;
            default -> null;
        };
        return who == null ? null : who == known.me() ? "me" : "them";
    }

    /** A text by its hashes. */
    public static ObjectNode text(TermsText text) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("id", text.getId()).put("version", text.getVersion());
        line.put("title", text.getTitle());
        line.put("roster", text.getRoster().isEmpty() ? null : text.getRoster());
        line.put("digest", Tabled.digest(text).hex());
        var forms = line.putArray("forms");
        for (TermsForm form : text.getFormsList()) {
            forms.addObject()
                    .put("form", word(form))
                    .put("type", form.getMediaType())
                    .put("uri", form.getUri().isEmpty() ? null : form.getUri())
                    .put("sha256", hex(form.getSha256()))
                    .put("size", form.getSize());
        }
        return line;
    }

    /** The same, and which forms are here. */
    public static ObjectNode text(TermsText text, TermsShelf shelf) {
        ObjectNode line = text(text);
        for (int i = 0; i < text.getFormsCount(); i++) {
            ((ObjectNode) line.get("forms").get(i))
                    .put("here", shelf.form(text.getForms(i)).isPresent());
        }
        return line;
    }

    /** Human, legal or machine. */
    public static String word(TermsForm form) {
        return form.getForm().name().toLowerCase(Locale.ROOT);
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
