package org.byway.agent;

import java.io.IOException;
import java.util.Optional;
import org.byway.agent.credential.Expected;
import org.byway.agent.credential.ProofVerification;
import org.byway.agent.letter.Mailbox;
import org.byway.agent.letter.Qualified;
import org.byway.protocol.identity.DidKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.LetterBody;
import org.byway.protocol.wire.ProofWanted;

/** Lets those answer an intent who show what it wants to be shown. Used by one thread at a time. */
public final class Qualification implements Qualified {
    private final Agent agent;
    private final ProofVerification proofs;

    public Qualification(Agent agent, ProofVerification proofs) {
        this.agent = agent;
        this.proofs = proofs;
    }

    @Override
    public Refusal lacks(Mailbox mailbox, LetterBody body, long nowMillis) throws IOException {
        // What is a mailbox for ever is a seller's: only those end that were made for an intent, or for a payment
        // signal, which asks for no proof.
        if (mailbox.expires() == Long.MAX_VALUE || isOfPaySignal(mailbox, body)) {
            return null;
        }
        Optional<Intent> intent = intent(mailbox, body);
        if (intent.isEmpty()) {
            return new Refusal(Reason.UNQUALIFIED, "it does not name the intent that it answers");
        }
        // The occasion is this intent and nobody else's: its id, and the key that was made for it.
        String nonce = Bytes32.of(body.getAbout().toByteArray()).hex();
        String audience = DidKey.of(agent.keys()
                .key(mailbox.signer().index(), mailbox.signer().sequence())
                .publicKey());
        Expected expected = new Expected(nonce, audience, nowMillis);
        for (ProofWanted wanted : intent.get().getProofWantedList()) {
            Refusal lack = lack(body, wanted, expected);
            if (lack != null) {
                return lack;
            }
        }
        return null;
    }

    private boolean isOfPaySignal(Mailbox mailbox, LetterBody body) {
        return !body.getAbout().isEmpty()
                && agent.isPaySignal(
                        mailbox.signer().index(), Bytes32.of(body.getAbout().toByteArray()));
    }

    private Refusal lack(LetterBody body, ProofWanted wanted, Expected expected) {
        String why = "it shows no credential of the type " + wanted.getType();
        for (String shown : body.getMessage().getShownList()) {
            switch (proofs.verify(shown, wanted, expected)) {
                case Checked.Ok<?> good -> {
                    return null;
                }
                case Checked.Refused<?>(Refusal refusal) -> why = "what it shows does not count: " + refusal.detail();
            }
        }
        return new Refusal(Reason.UNQUALIFIED, why);
    }

    private Optional<Intent> intent(Mailbox mailbox, LetterBody body) throws IOException {
        return body.getAbout().isEmpty()
                ? Optional.empty()
                : agent.intent(
                        mailbox.signer().index(), Bytes32.of(body.getAbout().toByteArray()));
    }
}
