package org.byway.agent.credential;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.byway.agent.keys.Keyring;
import org.byway.agent.vault.Vault;
import org.byway.protocol.identity.DidKey;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.letter.CredentialRule;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.CopySpent;
import org.byway.protocol.wire.CredentialAsk;
import org.byway.protocol.wire.CredentialAsked;
import org.byway.protocol.wire.CredentialEntry;
import org.byway.protocol.wire.CredentialGiven;
import org.byway.protocol.wire.CredentialKept;
import org.byway.protocol.wire.ProofWanted;
import org.byway.protocol.wire.VaultEntry;

/** Asks for credentials, keeps them, and shows them: each copy once. Used by one thread at a time. */
public final class Holder {
    private final Keyring keys;
    private final Vault vault;
    private final CredentialBook book;
    private final SdJwtVerification verification;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** The book follows the vault. */
    public Holder(
            Keyring keys,
            Vault vault,
            CredentialBook book,
            SignatureCheck signatures,
            InstantSource clock,
            RandomGenerator random) {
        this.keys = keys;
        this.vault = vault;
        this.book = book;
        this.verification = new SdJwtVerification(signatures);
        this.clock = clock;
        this.random = random;
    }

    public CredentialBook book() {
        return book;
    }

    /**
     * Asks for a credential in so many copies; kept by then.
     *
     * @param of the relationship in which it is asked for, or null
     */
    public CredentialAsk ask(String type, int copies, Bytes32 of) throws IOException {
        CredentialAsked asked = CredentialAsked.newBuilder()
                .setId(ByteString.copyFrom(chance(CredentialRule.ID_BYTES)))
                .setType(type)
                .setIndex(ByteString.copyFrom(chance(Bytes32.SIZE)))
                .setCopies(copies)
                .setAskedOf(of == null ? ByteString.EMPTY : ByteString.copyFrom(of.bytes()))
                .build();
        keep(entry -> entry.setAsked(asked));
        CredentialAsk.Builder ask =
                CredentialAsk.newBuilder().setId(asked.getId()).setType(type);
        for (int copy = 0; copy < copies; copy++) {
            ask.addKeys(ByteString.copyFrom(key(asked, copy).publicKey().bytes()));
        }
        return ask.build();
    }

    private SigningKey key(CredentialAsked asked, int copy) {
        return keys.credential(Bytes32.of(asked.getIndex().toByteArray()), copy);
    }

    /** Keeps a credential that was asked for. Refused where it is another, or not what it should be, or here already. */
    public Checked<HeldCredential> keep(CredentialGiven given) throws IOException {
        HeldCredential asked = book.held(given.getId()).orElse(null);
        if (asked == null) {
            return Refusal.of(Reason.UNKNOWN_AUTHOR, "nobody here has asked for this credential");
        }
        if (asked.isHere()) {
            return Refusal.of(Reason.DUPLICATE, "this credential is here already");
        }
        try {
            check(asked.asked(), given.getCredentialsList());
        } catch (CredentialRefused e) {
            return e.checked();
        }
        CredentialKept kept = CredentialKept.newBuilder()
                .setId(given.getId())
                .addAllCredentials(given.getCredentialsList())
                .build();
        keep(entry -> entry.setKept(kept));
        return new Checked.Ok<>(book.held(given.getId()).orElseThrow());
    }

    /** The copies are for the keys that were named, say the same, and differ in what must differ. */
    private void check(CredentialAsked asked, List<String> copies) throws CredentialRefused {
        if (copies.size() != asked.getCopies()) {
            throw new CredentialRefused(Reason.BAD_LENGTH, "it came in another number of copies than was asked");
        }
        ObjectNode same = null;
        Set<String> different = new HashSet<>();
        for (int copy = 0; copy < copies.size(); copy++) {
            SdJwt parts = SdJwt.read(copies.get(copy));
            Bytes32 issuer = DidKey.parse(ProofVerification.issuer(parts)).orThrow();
            Expected whenever = new Expected(null, null, clock.millis());
            ObjectNode claims = verification
                    .verified(parts, new PublicKey.Ed25519(issuer), whenever)
                    .claims();
            ObjectNode key = new PublicKey.Ed25519(key(asked, copy).publicKey()).jwk();
            if (parts.binding() != null || !claims.path("cnf").path("jwk").equals(key)) {
                throw new CredentialRefused(Reason.BAD_KEY, "a copy is for another key than was named");
            }
            if (!claims.path("vct").asText().equals(asked.getType())) {
                throw new CredentialRefused(Reason.BAD_KIND, "it is a credential of another type");
            }
            if (claims.has("status") && !different.add(claims.get("status").toString())) {
                throw new CredentialRefused(
                        Reason.DUPLICATE, "two copies have the same place, by which they could be linked");
            }
            claims.remove(List.of("cnf", "status"));
            if (same != null && !same.equals(claims)) {
                throw new CredentialRefused(
                        Reason.BAD_CONTENT, "its copies say different things, by which they could be told apart");
            }
            same = claims;
        }
    }

    /** Shows what is wanted, and no other claim, to that audience on that occasion; the copy counts as shown by then. */
    public Checked<String> show(ProofWanted wanted, String nonce, String audience) throws IOException {
        try (Vault.Page page = vault.write()) {
            Checked<HeldCredential> showing = book.showing(wanted, clock.millis());
            if (!(showing instanceof Checked.Ok<HeldCredential>(HeldCredential held))) {
                return ((Checked.Refused<HeldCredential>) showing).as();
            }
            int copy = held.unspent();
            CopySpent spent = CopySpent.newBuilder()
                    .setId(held.asked().getId())
                    .setCopy(copy)
                    .setAudience(audience)
                    .build();
            page.append(List.of(noted(entry -> entry.setSpent(spent))));
            return new Checked.Ok<>(presentation(held, copy, wanted.getClaimsList(), nonce, audience));
        }
    }

    private String presentation(HeldCredential held, int copy, List<String> claims, String nonce, String audience) {
        try {
            SdJwt whole = SdJwt.read(held.copies().get(copy));
            Set<String> shown = new HashSet<>();
            for (String text : whole.disclosures()) {
                if (claims.contains(Disclosure.read(text).name())) {
                    shown.add(text);
                }
            }
            SdJwt chosen = new SdJwt(
                    whole.issued(),
                    whole.disclosures().stream().filter(shown::contains).toList(),
                    null);
            HashName hash = HashName.of(Jws.read(whole.issued()).payload().path(Unpacking.HASH));
            ObjectNode said = JsonNodeFactory.instance
                    .objectNode()
                    .put("iat", Math.floorDiv(clock.millis(), 1_000L))
                    .put("nonce", nonce)
                    .put("aud", audience)
                    .put("sd_hash", hash.digest(chosen.presented()));
            return chosen.presented()
                    + Jws.write(SdJwtVerification.BINDING_TYPE, said, keys.credential(held.index(), copy));
        } catch (CredentialRefused e) {
            throw new IllegalStateException("the vault holds a credential that is none", e);
        }
    }

    private void keep(Consumer<CredentialEntry.Builder> what) throws IOException {
        try (Vault.Page page = vault.write()) {
            page.append(List.of(noted(what)));
        }
    }

    private VaultEntry noted(Consumer<CredentialEntry.Builder> what) {
        CredentialEntry.Builder entry = CredentialEntry.newBuilder();
        what.accept(entry);
        return VaultEntry.newBuilder()
                .setNoted(clock.millis())
                .setCredential(entry)
                .build();
    }

    private byte[] chance(int bytes) {
        byte[] chance = new byte[bytes];
        random.nextBytes(chance);
        return chance;
    }
}
