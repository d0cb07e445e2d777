package org.byway.agent.step;

import com.google.protobuf.ByteString;
import java.util.HexFormat;
import java.util.List;
import org.byway.agent.letter.Tie;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepTree;
import org.byway.protocol.wire.Side;

/**
 * A matter as it stands here.
 *
 * @param tie in whose letters it stands; null where it was brought to us by others
 * @param me which of the two sides we are; unsaid where none
 * @param steps all that came and went, in time
 */
public record Known<S>(Tie tie, ByteString id, Side me, StepTree<S> tree, List<Step> steps) {
    public Known {
        steps = List.copyOf(steps);
    }

    public S state() {
        return tree.state();
    }

    public String hex() {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    /** When something was last said, milliseconds. */
    public long latest() {
        return steps.stream().mapToLong(Step::at).max().orElse(0);
    }
}
