package org.byway.protocol.deal;

import java.util.List;
import org.byway.protocol.wire.DealStep;

/**
 * Which of two steps behind the same one counts, where neither or both have been built on by both sides.
 *
 * <p>A dispute and what decides it go first. What was given and got goes before whatever would undo it. Between a quote and its
 * end: once its time is over nobody is bound, and within its time who quoted is. Of two answers of one side, in doubt nothing
 * changes.
 */
final class Precedence {
    private static final List<DealStep.WhatCase> ORDER = List.of(
            DealStep.WhatCase.DISPUTE,
            DealStep.WhatCase.DECIDE,
            DealStep.WhatCase.CONFIRM,
            DealStep.WhatCase.FORGIVE,
            DealStep.WhatCase.PROGRESS,
            DealStep.WhatCase.LAPSE,
            DealStep.WhatCase.ACCEPT,
            DealStep.WhatCase.REFUSE,
            DealStep.WhatCase.CONSENT,
            DealStep.WhatCase.DECLINE,
            DealStep.WhatCase.WITHDRAW,
            DealStep.WhatCase.REFUND,
            DealStep.WhatCase.ASK_RETURN,
            DealStep.WhatCase.CANCEL,
            DealStep.WhatCase.QUOTE);

    private Precedence() {}

    /** Its place in the order: the lower counts. */
    static int of(DealStep.WhatCase what) {
        return ORDER.indexOf(what);
    }
}
