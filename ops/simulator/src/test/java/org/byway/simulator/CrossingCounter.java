package org.byway.simulator;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.byway.agent.step.Known;
import org.byway.agent.step.Matters;
import org.byway.agent.step.Saying;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.step.Course;
import org.byway.protocol.step.Parties;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepTree;
import org.byway.protocol.wire.DealStep;

/** Business without nodes and letters: what one says waits until the other fetches it, in order. */
final class CrossingCounter implements Counter {
    private final SigningKey key;
    private final List<Step> steps = new ArrayList<>();
    private final List<Step> waiting = new ArrayList<>();
    private CrossingCounter other;
    long now;

    CrossingCounter(SigningKey key) {
        this.key = key;
    }

    static void join(CrossingCounter one, CrossingCounter other) {
        one.other = other;
        other.other = one;
    }

    /** Gets so many of the steps that wait, or all that there are. */
    void fetches(int most) {
        List<Step> first = waiting.subList(0, Math.min(most, waiting.size()));
        steps.addAll(first);
        first.clear();
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public <S> List<Known<S>> matters(Course<S> course) {
        Map<ByteString, List<Step>> matters = new LinkedHashMap<>();
        for (Step step : steps) {
            if (course.has(step.said())) {
                matters.computeIfAbsent(step.said().getDeal(), none -> new ArrayList<>())
                        .add(step);
            }
        }
        List<Known<S>> all = new ArrayList<>();
        matters.forEach((id, said) -> {
            StepTree<S> tree = StepTree.of(course, said);
            Parties parties = course.parties(tree.state());
            all.add(new Known<>(null, id, parties.side(key.publicKey()), tree, said));
        });
        return all;
    }

    @Override
    public <S> Checked<?> open(Course<S> course, ByteString id, Matters.Opening first) {
        DealStep.Builder step = DealStep.newBuilder().setDeal(id).setAt(now).setTo(Step.bytes(other.key.publicKey()));
        first.say(new Parties(id, key.publicKey(), other.key.publicKey()), step);
        return said(course, List.of(), step);
    }

    @Override
    public <S> Checked<?> say(Course<S> course, Known<S> known, Saying<S> what) {
        Checked<?> first = null;
        for (Step place : known.tree().places()) {
            DealStep.Builder step = known.tree().behind(place, key.publicKey(), now);
            what.say(known.state(), step, key);
            Checked<?> said = said(course, known.steps(), step);
            if (said instanceof Checked.Ok<?>) {
                return said;
            }
            first = first == null ? said : first;
        }
        return first;
    }

    private <S> Checked<?> said(Course<S> course, List<Step> before, DealStep.Builder saying) {
        if (!(Step.sign(key, saying) instanceof Checked.Ok<Step>(Step step))) {
            return Step.sign(key, saying);
        }
        Refusal refusal = Matters.fault(course, before, step);
        if (refusal != null) {
            return new Checked.Refused<>(refusal);
        }
        steps.add(step);
        other.waiting.add(step);
        return new Checked.Ok<>(step);
    }
}
