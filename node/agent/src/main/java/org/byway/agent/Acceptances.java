package org.byway.agent;

import java.io.IOException;
import java.util.List;
import org.byway.agent.ledger.Waiting;
import org.byway.protocol.market.MarketRule;
import org.byway.protocol.record.Checked;
import org.byway.protocol.wire.AcceptedTerms;
import org.byway.protocol.wire.TermsText;

/** Which texts of terms a name accepts from whoever proffers them, as everybody may read. */
public final class Acceptances {
    private final OfName said;

    Acceptances(OfName said) {
        this.said = said;
    }

    /** Seals that the name accepts these, in place of those before; refused where it is not known or they are against the rules. */
    public Checked<Waiting> say(String name, List<TermsText> texts) throws IOException {
        AcceptedTerms accepted = AcceptedTerms.newBuilder().addAllTexts(texts).build();
        return switch (MarketRule.acceptedTerms(accepted.toByteArray())) {
            case Checked.Refused<AcceptedTerms> refused -> refused.as();
            case Checked.Ok<AcceptedTerms>(AcceptedTerms good) -> said.say(name, before -> good.toByteArray());
        };
    }

    /** Seals that the name accepts nothing any more unasked; what was agreed stays so. */
    public Checked<Waiting> withdraw(String name) throws IOException {
        return said.withdraw(name);
    }
}
