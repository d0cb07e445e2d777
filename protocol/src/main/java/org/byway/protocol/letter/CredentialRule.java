package org.byway.protocol.letter;

import com.google.protobuf.ByteString;
import java.util.HashSet;
import java.util.List;
import org.byway.protocol.identity.DidKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.wire.CredentialAsk;
import org.byway.protocol.wire.CredentialGiven;
import org.byway.protocol.wire.ProofAsk;
import org.byway.protocol.wire.ProofShown;
import org.byway.protocol.wire.ProofWanted;

/** What may be said of credentials in letters and intents, before one of them is read. SPEC.md, chapter "Credentials". */
public final class CredentialRule {
    public static final int ID_BYTES = 16;
    public static final int MOST_COPIES = 32;
    public static final int NAME_CHARACTERS = 64;
    public static final int MOST_CLAIMS = 16;
    public static final int MOST_ISSUERS = 16;
    /** Kinds of proof that an intent asks for. */
    public static final int MOST_WANTED = 4;
    /** Of one SD-JWT in a letter. */
    public static final int CREDENTIAL_CHARACTERS = 8_192;

    /** Of the list of an issuer, compressed. */
    public static final int STATUS_BYTES = 20_480;

    private CredentialRule() {}

    /** What is wrong with it, or null; likewise below. */
    public static String fault(CredentialAsk ask) {
        if (!id(ask.getId()) || !name(ask.getType())) {
            return "a credential is asked for by an id of 16 bytes and a type";
        }
        boolean keys = ask.getKeysList().stream().allMatch(key -> key.size() == Bytes32.SIZE)
                && new HashSet<>(ask.getKeysList()).size() == ask.getKeysCount();
        return keys && ask.getKeysCount() >= 1 && ask.getKeysCount() <= MOST_COPIES
                ? null
                : "a credential is asked for by 1 to " + MOST_COPIES + " different keys";
    }

    public static String fault(CredentialGiven given) {
        boolean good = id(given.getId())
                && given.getCredentialsCount() >= 1
                && given.getCredentialsCount() <= MOST_COPIES
                && credentials(given.getCredentialsList());
        return good ? null : "a credential is given in 1 to " + MOST_COPIES + " copies";
    }

    static String fault(ProofAsk ask) {
        return id(ask.getId()) ? fault(ask.getWanted()) : "a proof is asked for by an id of 16 bytes";
    }

    static String fault(ProofShown shown) {
        return id(shown.getId()) && credentials(List.of(shown.getPresentation()))
                ? null
                : "what is shown is one credential";
    }

    /** Of presentations that come with a message. */
    static boolean shown(List<String> presentations) {
        return presentations.size() <= MOST_WANTED && credentials(presentations);
    }

    /** What is wrong with what somebody is to show, or null. */
    public static String fault(ProofWanted wanted) {
        boolean issuers = wanted.getIssuersCount() >= 1
                && wanted.getIssuersCount() <= MOST_ISSUERS
                && wanted.getIssuersList().stream().allMatch(each -> DidKey.parse(each) instanceof Checked.Ok);
        if (!name(wanted.getType()) || !issuers) {
            return "a proof is of a type, by 1 to " + MOST_ISSUERS + " issuers, each a did:key";
        }
        boolean claims = wanted.getClaimsCount() <= MOST_CLAIMS
                && wanted.getClaimsList().stream().allMatch(CredentialRule::name);
        return claims ? null : "a proof names at most " + MOST_CLAIMS + " claims";
    }

    private static boolean credentials(List<String> all) {
        return all.stream()
                .allMatch(each -> !each.isEmpty()
                        && each.length() <= CREDENTIAL_CHARACTERS
                        && each.chars().allMatch(c -> c > ' ' && c <= '~'));
    }

    private static boolean id(ByteString id) {
        return id.size() == ID_BYTES;
    }

    /** Whether it may name a type or a claim. */
    public static boolean name(String name) {
        return !name.isBlank()
                && name.length() <= NAME_CHARACTERS
                && name.chars().noneMatch(Character::isISOControl);
    }
}
