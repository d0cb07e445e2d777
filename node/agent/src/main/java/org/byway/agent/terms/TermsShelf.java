package org.byway.agent.terms;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.byway.agent.vault.Vault;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.step.TermsRule;
import org.byway.protocol.terms.Tabled;
import org.byway.protocol.wire.TermsForm;
import org.byway.protocol.wire.TermsFormKept;
import org.byway.protocol.wire.TermsText;
import org.byway.protocol.wire.TermsTextKept;
import org.byway.protocol.wire.VaultEntry;

/** The texts of terms that a person knows, as the vault keeps them. Used by one thread at a time. */
public final class TermsShelf {
    /** Rosters have a handful; all of it is in memory. */
    public static final int MOST_TEXTS = 256;
    /** Of all forms together. */
    public static final long MAX_FORMS_BYTES = 16L << 20;

    private final Vault vault;
    private final InstantSource clock;
    private final Map<Bytes32, TermsText> texts = new LinkedHashMap<>();
    private final Map<Bytes32, ByteString> forms = new LinkedHashMap<>();

    private TermsShelf(Vault vault, InstantSource clock) {
        this.vault = vault;
        this.clock = clock;
    }

    /** The texts of a vault. */
    public static TermsShelf open(Vault vault, InstantSource clock) throws IOException {
        TermsShelf shelf = new TermsShelf(vault, clock);
        vault.follow(shelf::take);
        vault.refresh();
        return shelf;
    }

    private void take(VaultEntry entry) {
        if (entry.hasTermsText()) {
            TermsText text = entry.getTermsText().getText();
            texts.put(Tabled.digest(text), text);
        } else if (entry.hasTermsForm()) {
            ByteString content = entry.getTermsForm().getContent();
            forms.put(Sha256.of(content.toByteArray()), content);
        }
    }

    /** All, the one that was imported first before the others. */
    public Collection<TermsText> texts() {
        return List.copyOf(texts.values());
    }

    /** The bytes of a form; empty where only its hash is known. */
    public Optional<ByteString> form(TermsForm form) {
        return Optional.ofNullable(forms.get(Bytes32.of(form.getSha256().toByteArray())));
    }

    /** Whether a person can read it here. */
    public boolean isReadable(TermsText text) {
        return text.getFormsList().stream()
                .anyMatch(form ->
                        form.getForm() != TermsForm.Form.MACHINE && form(form).isPresent());
    }

    /** Those that go by this: an id, an id with {@code @} and a version, or the beginning of a digest. */
    public List<TermsText> named(String named) {
        List<TermsText> found = new ArrayList<>();
        texts.forEach((digest, text) -> {
            boolean byName = named.equals(text.getId()) || named.equals(text.getId() + "@" + text.getVersion());
            if (byName || (named.length() >= 8 && digest.hex().startsWith(named))) {
                found.add(text);
            }
        });
        return found;
    }

    /** Keeps a text with those of its forms that are given; whether anything of it was new. Refused where something is not what it names. */
    public Checked<Boolean> keep(TermsText text, List<byte[]> given) throws IOException {
        String fault = TermsRule.fault(text);
        if (fault != null) {
            return Refusal.of(Reason.BAD_CONTENT, fault);
        }
        try (Vault.Page page = vault.write()) {
            List<VaultEntry> entries = new ArrayList<>();
            long bytes = forms.values().stream().mapToLong(ByteString::size).sum();
            for (byte[] each : given) {
                Bytes32 digest = Sha256.of(each);
                if (text.getFormsList().stream().noneMatch(form -> names(form, digest, each.length))) {
                    return Refusal.of(Reason.BAD_DIGEST, "a form of " + text.getId() + " has another hash or size");
                }
                if (!forms.containsKey(digest)) {
                    entries.add(entry().setTermsForm(TermsFormKept.newBuilder().setContent(ByteString.copyFrom(each)))
                            .build());
                    bytes += each.length;
                }
            }
            boolean isNew = !texts.containsKey(Tabled.digest(text));
            if ((isNew && texts.size() >= MOST_TEXTS) || bytes > MAX_FORMS_BYTES) {
                return Refusal.of(Reason.OVER_BUDGET, "at most " + MOST_TEXTS + " texts are kept, and 16 MiB of them");
            }
            if (isNew) {
                entries.add(entry().setTermsText(TermsTextKept.newBuilder().setText(text))
                        .build());
            }
            page.append(entries);
            return new Checked.Ok<>(!entries.isEmpty());
        }
    }

    private static boolean names(TermsForm form, Bytes32 digest, int size) {
        return form.getSize() == size
                && Bytes32.of(form.getSha256().toByteArray()).equals(digest);
    }

    private VaultEntry.Builder entry() {
        return VaultEntry.newBuilder().setNoted(clock.millis());
    }
}
