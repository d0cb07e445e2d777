package org.byway.agent.pay;

import java.util.List;
import java.util.Optional;
import org.byway.protocol.wire.PayAccept;
import org.byway.protocol.wire.PayPolicy;
import org.byway.protocol.wire.PayRail;
import org.byway.protocol.wire.PaySignal;

/** What payment signals a person takes unasked. */
public final class Policy {
    private Policy() {}

    /** How a signal would be paid, where the policy takes it; empty where a person is to decide. */
    public static Optional<PayAccept> taken(PayPolicy policy, PaySignal signal) {
        boolean unit = policy.getUnit().equals(signal.getUnit());
        boolean enough = signal.getMost() == 0 ? policy.getLeast() == 0 : signal.getLeast() >= policy.getLeast();
        boolean when = policy.getWhenList().contains(signal.getWhen());
        boolean free = signal.getCondition().isEmpty() || policy.getConditions();
        List<PayRail> rails = policy.getRailsList().stream()
                .filter(each -> signal.getRailsList().contains(each.getRail()))
                .toList();
        return unit && enough && when && free && signal.getTerms().isEmpty() && !rails.isEmpty()
                ? Optional.of(PayAccept.newBuilder().addAllRails(rails).build())
                : Optional.empty();
    }
}
