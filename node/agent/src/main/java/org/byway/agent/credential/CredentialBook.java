package org.byway.agent.credential;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.protobuf.ByteString;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.CopySpent;
import org.byway.protocol.wire.CredentialAsked;
import org.byway.protocol.wire.CredentialEntry;
import org.byway.protocol.wire.CredentialIssued;
import org.byway.protocol.wire.CredentialKept;
import org.byway.protocol.wire.ProofWanted;
import org.byway.protocol.wire.VaultEntry;

/** The credentials that the vault tells of, oldest first. Follows the vault; used by the thread that does. */
public final class CredentialBook {
    private final Map<ByteString, HeldCredential> held = new LinkedHashMap<>();
    private final Map<ByteString, IssuedCredential> issued = new LinkedHashMap<>();

    /** Takes in an entry of the vault; throws IllegalStateException where it does not follow from those before it. */
    public void take(VaultEntry entry) {
        if (entry.hasHomeRestored()) {
            restored();
        }
        if (!entry.hasCredential()) {
            return;
        }
        CredentialEntry what = entry.getCredential();
        switch (what.getEntryCase()) {
            case ASKED -> asked(what.getAsked());
            case KEPT -> kept(what.getKept());
            case SPENT -> spent(what.getSpent());
            case ISSUED -> issued(what.getIssued());
            case REVOKED ->
                issued.computeIfPresent(
                        what.getRevoked().getId(), (id, known) -> new IssuedCredential(known.issued(), true));
            case ENTRY_NOT_SET -> {
                // A later version keeps something that this one does not know.
            }
        }
    }

    private void asked(CredentialAsked asked) {
        held.put(
                asked.getId(),
                new HeldCredential(
                        asked, List.of(), Collections.emptySortedMap(), JsonNodeFactory.instance.objectNode()));
    }

    private void kept(CredentialKept kept) {
        HeldCredential asked = known(kept.getId());
        try {
            List<String> copies = List.copyOf(kept.getCredentialsList());
            SdJwt first = SdJwt.read(copies.get(0));
            var claims = Unpacking.claims(Jws.read(first.issued()).payload(), first.disclosures());
            held.put(kept.getId(), new HeldCredential(asked.asked(), copies, asked.spent(), claims));
        } catch (CredentialRefused e) {
            throw new IllegalStateException("the vault holds a credential that is none", e);
        }
    }

    private void spent(CopySpent spent) {
        HeldCredential known = known(spent.getId());
        TreeMap<Integer, String> all = new TreeMap<>(known.spent());
        all.put(spent.getCopy(), spent.getAudience());
        held.put(
                spent.getId(),
                new HeldCredential(
                        known.asked(), known.copies(), Collections.unmodifiableSortedMap(all), known.claims()));
    }

    /** What came and was shown after the snapshot is not known: nothing of before is shown from here, so that no copy is shown twice. */
    private void restored() {
        held.values().removeIf(known -> !known.isHere());
        held.replaceAll((id, known) -> {
            TreeMap<Integer, String> all = new TreeMap<>(known.spent());
            for (int copy = 0; copy < known.copies().size(); copy++) {
                all.putIfAbsent(copy, "");
            }
            return new HeldCredential(
                    known.asked(), known.copies(), Collections.unmodifiableSortedMap(all), known.claims());
        });
    }

    private void issued(CredentialIssued entry) {
        issued.put(entry.getId(), new IssuedCredential(entry, false));
    }

    private HeldCredential known(ByteString id) {
        HeldCredential known = held.get(id);
        if (known == null) {
            throw new IllegalStateException("the vault holds a credential that was never asked for");
        }
        return known;
    }

    /** Credentials of one's own, those that have not come yet among them. */
    public List<HeldCredential> held() {
        return List.copyOf(held.values());
    }

    Optional<HeldCredential> held(ByteString id) {
        return Optional.ofNullable(held.get(id));
    }

    /** Credentials that were given to others. */
    public List<IssuedCredential> issued() {
        return List.copyOf(issued.values());
    }

    public Optional<IssuedCredential> issued(ByteString id) {
        return Optional.ofNullable(issued.get(id));
    }

    /** One that can show what is wanted, or what the one that comes nearest lacks. */
    public Checked<HeldCredential> showing(ProofWanted wanted, long nowMillis) {
        Checked<HeldCredential> nearest =
                Refusal.of(Reason.BAD_KIND, "you hold no credential of the type " + wanted.getType());
        for (HeldCredential each : held.values()) {
            Checked<HeldCredential> showing = each.showing(wanted, nowMillis);
            if (showing instanceof Checked.Ok) {
                return showing;
            }
            if (each.isHere() && each.type().equals(wanted.getType())) {
                nearest = showing;
            }
        }
        return nearest;
    }
}
