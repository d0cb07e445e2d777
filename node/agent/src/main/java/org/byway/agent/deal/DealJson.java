package org.byway.agent.deal;

import static org.byway.agent.step.StepJson.hex;
import static org.byway.agent.step.StepJson.time;
import static org.byway.agent.step.StepJson.who;
import static org.byway.agent.step.StepJson.word;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.byway.agent.step.Known;
import org.byway.protocol.deal.Awaited;
import org.byway.protocol.deal.DealState;
import org.byway.protocol.deal.Owed;
import org.byway.protocol.deal.Work;
import org.byway.protocol.wire.Commitment;
import org.byway.protocol.wire.Proposal;
import org.byway.protocol.wire.Side;

/** A deal as JSON. */
public final class DealJson {
    private DealJson() {}

    public static ObjectNode of(Known<DealState> known) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("deal", known.hex()).put("state", known.state().word());
        if (known.tie() != null) {
            line.put("conversation", known.tie().relationship().hex());
            line.put("name", known.tie().name().isEmpty() ? null : known.tie().name());
        }
        line.put("opener", who(known, Side.OPENER));
        Proposal proposal = known.state().proposal();
        line.put("until", time(proposal.getUntil()));
        line.put("about", hex(proposal.getAbout())).put("mediator", hex(proposal.getMediator()));
        line.put("terms", hex(proposal.getTerms()));
        line.put("note", proposal.getNote().isEmpty() ? null : proposal.getNote());
        Work work = known.state().agreed();
        line.put("agreement", work == null ? null : work.agreement().hex());
        line.put("course", work == null ? null : word(work.course()));
        var all = line.putArray("commitments");
        if (work == null) {
            List<Commitment> proposed = proposal.getCommitmentsList();
            for (int i = 0; i < proposed.size(); i++) {
                commitment(all.addObject(), known, i + 1, proposed.get(i));
            }
        } else {
            for (int place = 1; place <= work.owed().size(); place++) {
                Owed owed = work.at(place);
                ObjectNode one = commitment(all.addObject(), known, place, owed.what());
                one.put("given", owed.given())
                        .put("confirmed", owed.confirmed())
                        .put("whole", owed.whole());
                one.put("tracking", word(owed.tracking())).put("settled", owed.settled());
                one.put("end", owed.end() == Owed.End.OPEN ? null : word(owed.end()));
            }
        }
        Awaited.of(known.state()).ifPresent(awaited -> line.set("awaited", awaited(known, awaited)));
        line.put("steps", known.tree().path().size())
                .put("refused", known.tree().refused().size());
        line.put("latest", time(known.latest()));
        return line;
    }

    private static ObjectNode commitment(ObjectNode into, Known<DealState> known, int place, Commitment what) {
        into.put("place", place).put("by", who(known, what.getBy()));
        into.put("kind", word(what.getWhatCase())).put("what", Wording.of(what));
        into.put("due", what.getDue() == 0 ? null : time(what.getDue()));
        into.put("where", what.getWhere().isEmpty() ? null : what.getWhere());
        into.put("returnBy", what.getReturnBy() == 0 ? null : time(what.getReturnBy()));
        return into;
    }

    private static ObjectNode awaited(Known<DealState> known, Awaited awaited) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("who", who(known, awaited.who())).put("what", word(awaited.what()));
        line.put("place", awaited.place()).put("until", time(awaited.until()));
        return line;
    }
}
