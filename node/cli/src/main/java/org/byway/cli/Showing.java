package org.byway.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.byway.agent.credential.HeldCredential;
import org.byway.agent.credential.Holder;
import org.byway.agent.letter.Tie;
import org.byway.protocol.identity.DidKey;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.ProofWanted;

/** Shows credentials: what is asked and no more, and never the same copy to two. */
final class Showing {
    private Showing() {}

    /** What an intent wants to be shown by who answers it; ends the command where that is not held. Nothing where it was shown already. */
    static List<String> to(LetterDesk letters, Tie tie, Optional<Intent> intent) throws IOException {
        List<ProofWanted> wanted = due(tie, intent);
        Holder holder = letters.agent().holder();
        long now = letters.desk().surroundings().now();
        for (ProofWanted each : wanted) {
            if (holder.book().showing(each, now) instanceof Checked.Refused<HeldCredential>(Refusal refusal)) {
                throw lacking(each, refusal);
            }
        }
        List<String> shown = new ArrayList<>();
        for (ProofWanted each : wanted) {
            shown.add(show(letters, each, tie.about().hex(), DidKey.of(tie.other())));
        }
        return shown;
    }

    /** What is still to be shown to whoever cast the intent. */
    static List<ProofWanted> due(Tie tie, Optional<Intent> intent) {
        boolean before = tie.pieces().stream()
                .anyMatch(piece -> piece.own() && piece.body().getMessage().getShownCount() > 0);
        return before ? List.of() : intent.map(Intent::getProofWantedList).orElse(List.of());
    }

    private static Failure lacking(ProofWanted wanted, Refusal refusal) {
        String claims = wanted.getClaimsCount() == 0 ? "" : " with " + String.join(", ", wanted.getClaimsList());
        return Failure.failed(
                "unqualified",
                "The intent wants to be shown a credential of the type " + wanted.getType() + claims + ", and "
                        + refusal.detail() + ". Without it the message would be set aside; it was not sent.",
                "Ask one of its issuers: byway credential ask CONVERSATION --type \"" + wanted.getType()
                        + "\"; they are " + String.join(", ", wanted.getIssuersList()) + ".");
    }

    /** Shows it to that audience on that occasion; tells when it is time to ask for more copies. */
    static String show(LetterDesk letters, ProofWanted wanted, String nonce, String audience) throws IOException {
        Holder holder = letters.agent().holder();
        String shown = Desk.value(
                holder.show(wanted, nonce, audience),
                "Ask for it: byway credential ask CONVERSATION --type \"" + wanted.getType() + "\"");
        int left = holder.book().held().stream()
                .filter(each -> each.isHere() && each.type().equals(wanted.getType()))
                .mapToInt(HeldCredential::left)
                .sum();
        if (left <= HeldCredential.FEW) {
            letters.desk()
                    .note("Of this credential " + left + " copies are left: ask for more with `byway credential ask`.");
        }
        return shown;
    }
}
