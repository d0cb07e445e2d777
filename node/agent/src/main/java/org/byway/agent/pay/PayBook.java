package org.byway.agent.pay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.byway.protocol.wire.PayPolicy;
import org.byway.protocol.wire.UsageKept;

/** A person's policy, and what one has used. Used by one thread at a time. */
public final class PayBook {
    private PayPolicy policy;
    private final List<UsageKept> usage = new ArrayList<>();

    /** A later one takes the place of an earlier one; one without a way to pay takes nothing. */
    public void take(PayPolicy kept) {
        policy = kept;
    }

    public void take(UsageKept used) {
        usage.add(used);
    }

    /** Empty where a person decides on each signal. */
    public Optional<PayPolicy> policy() {
        return Optional.ofNullable(policy).filter(each -> each.getRailsCount() > 0);
    }

    /** What was used, as it was logged. */
    public List<UsageKept> usage() {
        return List.copyOf(usage);
    }

    /** How often something was used after that moment. */
    public long uses(String item, long after) {
        return usage.stream()
                .filter(each -> each.getItem().equals(item) && each.getAt() > after)
                .mapToLong(UsageKept::getCount)
                .sum();
    }
}
