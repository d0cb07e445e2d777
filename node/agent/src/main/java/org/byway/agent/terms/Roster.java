package org.byway.agent.terms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.step.TermsRule;
import org.byway.protocol.wire.TermsForm;
import org.byway.protocol.wire.TermsText;

/**
 * A list of texts, as JSON: {@code {"roster": URI, "texts": [{"id", "version", "title", "forms": [{"form": "human"|"legal"|"machine",
 * "type", "uri", "sha256", "size", "file"}]}]}}. Whoever keeps a roster says by it which bytes its texts have.
 */
public final class Roster {
    public static final int MAX_BYTES = 256 * 1024;
    /** In a folder of texts. */
    public static final String FILE = "terms.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String roster;
    private final Beside beside;
    private final List<Listed> listed = new ArrayList<>();

    private Roster(String roster, Beside beside) {
        this.roster = roster;
        this.beside = beside;
    }

    /** Where the bytes of a form come from. */
    public interface Beside {
        /**
         * At most {@link TermsRule#MAX_FORM_BYTES}; empty where they are not to be had. Refused where they are more.
         *
         * @param name of the file beside the list; may be empty
         * @param uri where the form was published; may be empty
         * @param known whether the list names the form's hash
         */
        Checked<Optional<byte[]>> form(String name, String uri, boolean known) throws IOException;
    }

    /**
     * A text, with those of its forms whose files are there.
     *
     * @param unknown forms of which neither the file nor the hash is known: where they were published
     */
    public record Listed(TermsText text, List<byte[]> forms, List<String> unknown) {
        public Listed {
            forms = List.copyOf(forms);
            unknown = List.copyOf(unknown);
        }
    }

    /** Reads a list; refused as a whole where anything in it is not as it must be, or a file has not the hash that is named. */
    public static Checked<List<Listed>> read(byte[] json, Beside beside) throws IOException {
        JsonNode read;
        try {
            read = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            return Refusal.of(Reason.MALFORMED, "this is no list of texts: it is no JSON");
        }
        JsonNode texts = read.path("texts");
        if (!texts.isArray() || texts.isEmpty() || texts.size() > TermsShelf.MOST_TEXTS) {
            return Refusal.of(Reason.MALFORMED, "a list names 1 to " + TermsShelf.MOST_TEXTS + " texts");
        }
        Roster list = new Roster(read.path("roster").asText(""), beside);
        for (JsonNode text : texts) {
            Refusal refusal = list.text(text);
            if (refusal != null) {
                return new Checked.Refused<>(refusal);
            }
        }
        return new Checked.Ok<>(List.copyOf(list.listed));
    }

    private Refusal text(JsonNode said) throws IOException {
        TermsText.Builder text = TermsText.newBuilder()
                .setRoster(said.path("roster").asText(roster))
                .setId(said.path("id").asText(""))
                .setVersion(said.path("version").asText(""))
                .setTitle(said.path("title").asText(""));
        List<byte[]> files = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (JsonNode form : said.path("forms")) {
            if (text.getFormsCount() + unknown.size() > TermsForm.Form.values().length) {
                return bad(text.getId() + " has too many forms");
            }
            Checked<Optional<byte[]>> file = beside.form(
                    form.path("file").asText(""),
                    form.path("uri").asText(""),
                    !form.path("sha256").asText("").isEmpty());
            if (!(file instanceof Checked.Ok<Optional<byte[]>>(Optional<byte[]> bytes))) {
                return ((Checked.Refused<Optional<byte[]>>) file).refusal();
            }
            if (bytes.isEmpty() && form.path("sha256").asText("").isEmpty()) {
                unknown.add(form.path("uri").asText(""));
                continue;
            }
            switch (form(form, bytes)) {
                case Checked.Refused<TermsForm>(Refusal refusal) -> {
                    return new Refusal(refusal.reason(), text.getId() + ": " + refusal.detail());
                }
                case Checked.Ok<TermsForm>(TermsForm good) -> text.addForms(good);
            }
            bytes.ifPresent(files::add);
        }
        String fault = text.getFormsCount() == 0 && !unknown.isEmpty() ? null : TermsRule.fault(text.build());
        listed.add(new Listed(text.build(), files, unknown));
        return fault == null ? null : bad(text.getId() + ": " + fault);
    }

    private static Refusal bad(String why) {
        return new Refusal(Reason.BAD_CONTENT, why);
    }

    private static Checked<TermsForm> form(JsonNode said, Optional<byte[]> file) {
        TermsForm.Builder form = TermsForm.newBuilder()
                .setMediaType(said.path("type").asText(""))
                .setUri(said.path("uri").asText(""));
        switch (said.path("form").asText("")) {
            case "human" -> form.setForm(TermsForm.Form.HUMAN);
            case "legal" -> form.setForm(TermsForm.Form.LEGAL);
            case "machine" -> form.setForm(TermsForm.Form.MACHINE);
            default -> {
                return Refusal.of(Reason.BAD_CONTENT, "a form is human, legal or machine");
            }
        }
        Bytes32 named = null;
        if (!said.path("sha256").asText("").isEmpty()) {
            Checked<Bytes32> hash = Bytes32.parse(said.path("sha256").asText());
            if (!(hash instanceof Checked.Ok<Bytes32>(Bytes32 good))) {
                return ((Checked.Refused<Bytes32>) hash).as();
            }
            named = good;
        }
        if (file.isEmpty()) {
            return new Checked.Ok<>(form.setSha256(ByteString.copyFrom(named.bytes()))
                    .setSize(said.path("size").asLong(0))
                    .build());
        }
        Bytes32 found = Sha256.of(file.get());
        if (named != null && !named.equals(found)) {
            return Refusal.of(
                    Reason.BAD_DIGEST,
                    "the " + said.path("form").asText() + " form is not the one that the list names by its hash");
        }
        return new Checked.Ok<>(form.setSha256(ByteString.copyFrom(found.bytes()))
                .setSize(file.get().length)
                .build());
    }
}
