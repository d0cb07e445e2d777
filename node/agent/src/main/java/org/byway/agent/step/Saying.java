package org.byway.agent.step;

import org.byway.protocol.wire.DealStep;

/** What one side says, given how a matter stands. */
public interface Saying<S> {
    void say(S before, DealStep.Builder step);
}
