package org.byway.agent.step;

import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.wire.DealStep;

/** What one side says, given how a matter stands. */
public interface Saying<S> {
    void say(S before, DealStep.Builder step);

    /** The same for what hangs on the key by which it is signed. */
    default void say(S before, DealStep.Builder step, SigningKey key) {
        say(before, step);
    }
}
