package org.byway.simulator;

import org.byway.protocol.record.Checked;
import org.byway.protocol.step.Course;
import org.byway.protocol.step.Parties;
import org.byway.protocol.step.Step;
import org.byway.protocol.wire.DealStep;

/** A course in which a mistake may be planted. */
class PlantedCourse<S> implements Course<S> {
    private final Course<S> right;

    PlantedCourse(Course<S> right) {
        this.right = right;
    }

    @Override
    public boolean has(DealStep said) {
        return right.has(said);
    }

    @Override
    public int mostSteps() {
        return right.mostSteps();
    }

    @Override
    public S unopened() {
        return right.unopened();
    }

    @Override
    public Checked<S> next(S before, Step step) {
        return right.next(before, step);
    }

    @Override
    public Parties parties(S state) {
        return right.parties(state);
    }

    @Override
    public String word(S state) {
        return right.word(state);
    }

    @Override
    public int precedence(Step step) {
        return right.precedence(step);
    }

    @Override
    public boolean leavesOpen(Step step) {
        return right.leavesOpen(step);
    }

    @Override
    public boolean beside(S there, S here, Step step) {
        return right.beside(there, here, step);
    }
}
