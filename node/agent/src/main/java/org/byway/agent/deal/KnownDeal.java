package org.byway.agent.deal;

import org.byway.protocol.step.StepTree;
import com.google.protobuf.ByteString;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.byway.agent.letter.Tie;
import org.byway.protocol.deal.Awaited;
import org.byway.protocol.deal.DealState;
import org.byway.protocol.step.Step;
import org.byway.protocol.wire.Side;

/**
 * A deal as it stands here.
 *
 * @param tie in whose letters it stands; null where it was brought to us as mediator
 * @param me which of the two sides we are; unsaid as mediator
 * @param steps all that came and went, in time
 */
public record KnownDeal(Tie tie, ByteString id, Side me, StepTree<DealState> deal, List<Step> steps) {
    public KnownDeal {
        steps = List.copyOf(steps);
    }

    public DealState state() {
        return deal.state();
    }

    public String hex() {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    public Optional<Awaited> awaited() {
        return Awaited.of(state());
    }

    /** When something was last said, milliseconds. */
    public long latest() {
        return steps.stream().mapToLong(Step::at).max().orElse(0);
    }
}
