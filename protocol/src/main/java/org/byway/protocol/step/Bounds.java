package org.byway.protocol.step;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/** Holds the steps of a matter to what it may have: what a side says too much costs that side its own steps, and no other. */
final class Bounds {
    private final int mostSteps;
    private final SortedMap<Bytes32, Refusal> refused;
    private final SortedMap<Bytes32, Integer> said = new TreeMap<>();
    private final SortedMap<Bytes32, List<Step>> behind = new TreeMap<>();

    Bounds(int mostSteps, SortedMap<Bytes32, Refusal> refused) {
        this.mostSteps = mostSteps;
        this.refused = refused;
    }

    /** The steps by the one that they stand behind; zeros for the first. Each once. */
    SortedMap<Bytes32, List<Step>> kept(Collection<Step> steps) {
        Set<Bytes32> seen = new HashSet<>();
        for (Step step : steps) {
            if (seen.add(step.digest())) {
                take(step);
            }
        }
        return behind;
    }

    private void take(Step step) {
        Bytes32 after = step.after() == null ? Bytes32.ZERO : step.after();
        List<Step> siblings = behind.computeIfAbsent(after, none -> new ArrayList<>());
        long own = siblings.stream()
                .filter(each -> each.author().equals(step.author()))
                .count();
        if (own >= StepLimits.MOST_SIBLINGS) {
            refused.put(step.digest(), new Refusal(Reason.OVER_BUDGET, "too many steps of one side behind the same"));
        } else if (said.merge(step.author(), 1, Integer::sum) > mostSteps) {
            refused.put(step.digest(), new Refusal(Reason.OVER_BUDGET, "too many steps of one side in one matter"));
        } else {
            siblings.add(step);
        }
    }
}
