package org.byway.agent.credential;

import java.util.List;
import org.byway.protocol.record.Reason;

/**
 * The parts of an SD-JWT in compact form (RFC 9901, section 4).
 *
 * @param issued what the issuer has signed
 * @param disclosures as they are sent
 * @param binding what the holder has signed; null where nothing is
 */
record SdJwt(String issued, List<String> disclosures, String binding) {
    static final int MAX_CHARACTERS = 1 << 16;
    static final int MAX_DISCLOSURES = 256;

    static SdJwt read(String text) throws CredentialRefused {
        if (text.length() > MAX_CHARACTERS) {
            throw new CredentialRefused(Reason.TOO_LARGE, "a credential has at most " + MAX_CHARACTERS + " characters");
        }
        String[] parts = text.split("~", -1);
        int disclosed = parts.length - 2;
        if (disclosed < 0) {
            throw CredentialRefused.malformed("an SD-JWT has a ~ behind what its issuer has signed");
        }
        if (disclosed > MAX_DISCLOSURES) {
            throw new CredentialRefused(
                    Reason.TOO_LARGE, "a credential discloses at most " + MAX_DISCLOSURES + " claims");
        }
        String last = parts[parts.length - 1];
        return new SdJwt(parts[0], List.of(parts).subList(1, 1 + disclosed), last.isEmpty() ? null : last);
    }

    /** What the holder's signature is over, by its digest: all but itself. */
    String presented() {
        StringBuilder text = new StringBuilder(issued).append('~');
        disclosures.forEach(each -> text.append(each).append('~'));
        return text.toString();
    }
}
