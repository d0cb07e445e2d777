package org.byway.simulator;

import com.google.protobuf.ByteString;
import java.util.List;
import org.byway.agent.pay.Pays;
import org.byway.agent.step.Known;
import org.byway.agent.step.Saying;
import org.byway.protocol.payment.PayState;
import org.byway.protocol.wire.PayAccept;
import org.byway.protocol.wire.PayRail;
import org.byway.protocol.wire.PaySaid;
import org.byway.protocol.wire.PaySignal;

/** What people may say of payment signals, by chance: sensible or not. */
final class PayMoves {
    private static final long MOST_CENTS = 600;
    private static final int MOST_ASIDE = 3;
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;

    private final Dice dice;

    PayMoves(Dice dice) {
        this.dice = dice;
    }

    PaySignal signal(long now) {
        long least = dice.between(0, MOST_CENTS / 2);
        return PaySignal.newBuilder()
                .setUnit(TabMoves.EUROS)
                .setLeast(least)
                .setMost(dice.chance(0.3) ? 0 : dice.between(Math.max(1, least), MOST_CENTS))
                .setWhen(dice.among(List.of(
                        PaySignal.When.ONCE, PaySignal.When.ONCE, PaySignal.When.PER_USE, PaySignal.When.MONTHLY)))
                .setTitle("what you sing")
                .addRails("tab")
                .addRails("cash")
                .setUntil(now + (dice.chance(0.2) ? dice.between(MINUTE, 10 * MINUTE) : DAY))
                .build();
    }

    /** @param entries digests of what both have signed on a tab, by which something may be paid */
    Saying<PayState> any(Known<PayState> known, long now, List<ByteString> entries) {
        return switch (known.state()) {
            case PayState.Offered offered -> dice.chance(0.6) ? accept() : refused(known);
            case PayState.Accepted accepted -> dice.chance(0.7) ? pays(accepted.signal(), now, entries) : ends(known);
            case PayState.Going going -> {
                int last = Math.max(1, going.pact().payments().size());
                yield dice.chance(0.4) ? Pays.confirm(last) : dice.chance(0.3) ? released(going, last) : ends(known);
            }
            default -> ends(known);
        };
    }

    private Saying<PayState> accept() {
        PayAccept.Builder accept =
                PayAccept.newBuilder().addRails(PayRail.newBuilder().setRail("tab"));
        if (dice.chance(0.7)) {
            accept.addRails(PayRail.newBuilder().setRail("cash"));
        }
        return Pays.accept(accept.build());
    }

    private Saying<PayState> refused(Known<PayState> known) {
        return dice.chance(0.3)
                ? (before, step) -> step.getPayBuilder().getLapseBuilder()
                : Pays.decline(known.me(), "no");
    }

    private Saying<PayState> pays(PaySignal signal, long now, List<ByteString> entries) {
        long most = signal.getMost() == 0 ? MOST_CENTS : signal.getMost();
        long amount = dice.between(Math.max(1, signal.getLeast()), Math.max(1, most));
        if (!entries.isEmpty() && dice.chance(0.3)) {
            return Pays.setAside(amount, dice.among(entries), now + dice.between(MINUTE, 5 * MINUTE));
        }
        PaySaid.Builder said = PaySaid.newBuilder().setAmount(amount).setRail("cash");
        if (!entries.isEmpty() && dice.chance(0.5)) {
            said.setRail("tab").setEntry(dice.among(entries));
        }
        return Pays.paid(
                said.setUses(signal.getWhen() == PaySignal.When.PER_USE ? 1 : 0).build());
    }

    private static Saying<PayState> released(PayState.Going going, int last) {
        long amount = going.pact().payments().isEmpty()
                ? 1
                : going.pact().payments().get(last - 1).amount();
        return Pays.paid(PaySaid.newBuilder()
                .setAmount(amount)
                .setRail("tab")
                .setAside(last)
                .build());
    }

    private Saying<PayState> ends(Known<PayState> known) {
        return switch (dice.among(4)) {
            case 0 -> Pays.forgive("keep it");
            case 1 -> Pays.end("enough");
            case 2 -> Pays.refund(1 + dice.among(MOST_ASIDE), "too much");
            default -> Pays.decline(known.me(), "no more");
        };
    }
}
