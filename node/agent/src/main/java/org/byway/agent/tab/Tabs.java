package org.byway.agent.tab;

import com.google.protobuf.ByteString;
import java.util.function.BiConsumer;
import org.byway.agent.letter.Correspondence;
import org.byway.agent.step.Matters;
import org.byway.agent.step.Saying;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.step.Step;
import org.byway.protocol.tab.TabCourse;
import org.byway.protocol.tab.TabEntries;
import org.byway.protocol.tab.TabLedger;
import org.byway.protocol.tab.TabState;
import org.byway.protocol.wire.DealStep;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.TabEntry;
import org.byway.protocol.wire.TabSetAside;
import org.byway.protocol.wire.TabUnit;
import org.byway.protocol.wire.TabWindDown;

/** What a person says of tabs. */
public final class Tabs {
    /** How long what is proposed waits for the other side, unless said otherwise. */
    public static final long WAIT_MILLIS = 7L * 24 * 3_600_000;

    private Tabs() {}

    /** A person's tabs. */
    public static Matters<TabState> in(Correspondence letters) {
        return new Matters<>(letters, TabCourse.TAB);
    }

    /** Opens a tab on which the other side may come to owe so much. */
    public static Matters.Opening opening(TabUnit unit, long limit, String note, long until) {
        return (parties, step) -> step.getTabBuilder()
                .getOpenBuilder()
                .setUnit(unit)
                .setLimit(limit)
                .setUntil(until)
                .setNote(note);
    }

    /** Yes: to a tab, on which the other side may come to owe so much. */
    public static Saying<TabState> join(long limit) {
        return (before, step) -> step.getTabBuilder().getJoinBuilder().setLimit(limit);
    }

    /** No to a tab, or to what is proposed on it; from whoever proposed it, that it is taken back. */
    public static Saying<TabState> decline(Side me, String reason) {
        return (before, step) -> {
            if (!(before instanceof TabState.Asked)) {
                step.getTabBuilder().getVoidBuilder().setReason(reason);
            } else if (me == Side.OPENER) {
                step.getTabBuilder().getWithdrawBuilder().setReason(reason);
            } else {
                step.getTabBuilder().getDeclineBuilder().setReason(reason);
            }
        };
    }

    /** Yes to what is proposed. */
    public static Saying<TabState> complete() {
        return (before, step) -> {
            Bytes32 digest = before instanceof TabState.Pending pending ? pending.digest() : Bytes32.ZERO;
            step.getTabBuilder().getCompleteBuilder().setEntry(Step.bytes(digest));
        };
    }

    /** Proposes the next entry; its change is filled in, and what comes of it is found here. */
    public static Saying<TabState> propose(BiConsumer<TabLedger, TabEntry.Builder> change) {
        return (before, step) -> propose(before, step, change);
    }

    private static void propose(
            TabState before, DealStep.Builder step, BiConsumer<TabLedger, TabEntry.Builder> change) {
        TabLedger ledger = before.ledger();
        TabEntry.Builder entry = ledger == null ? TabEntry.newBuilder().setNumber(1) : ledger.next();
        change.accept(ledger, entry);
        step.getTabBuilder()
                .getProposeBuilder()
                .setUntil(step.getAt() + WAIT_MILLIS)
                .setEntry(ledger == null ? entry.build() : TabEntries.balanced(ledger, entry));
    }

    /** Sets aside so much; what releases it comes of one's key. */
    public static Saying<TabState> setAside(TabSetAside.Builder what) {
        return new Saying<>() {
            @Override
            public void say(TabState before, DealStep.Builder step) {
                throw new IllegalStateException("what releases it comes of a key");
            }

            @Override
            public void say(TabState before, DealStep.Builder step, SigningKey key) {
                propose(before, step, (ledger, entry) -> {
                    byte[] preimage = Preimage.of(key, step.getDeal(), entry.getNumber());
                    entry.setSetAside(what.setHash(ByteString.copyFrom(Preimage.hash(preimage))));
                });
            }
        };
    }

    /** Lets the other side have what one has set aside. */
    public static Saying<TabState> release(long number) {
        return new Saying<>() {
            @Override
            public void say(TabState before, DealStep.Builder step) {
                throw new IllegalStateException("what releases it comes of a key");
            }

            @Override
            public void say(TabState before, DealStep.Builder step, SigningKey key) {
                step.getTabBuilder()
                        .getReleaseBuilder()
                        .setEntry(number)
                        .setPreimage(ByteString.copyFrom(Preimage.of(key, step.getDeal(), number)));
            }
        };
    }

    public static Saying<TabState> refund(long number) {
        return (before, step) -> step.getTabBuilder().getRefundBuilder().setEntry(number);
    }

    public static Saying<TabState> limit(long limit) {
        return (before, step) -> step.getTabBuilder().getLimitBuilder().setLimit(limit);
    }

    public static Saying<TabState> windDown(TabWindDown.Why why, String note) {
        return (before, step) ->
                step.getTabBuilder().getWindDownBuilder().setWhy(why).setNote(note);
    }

    public static Saying<TabState> close() {
        return (before, step) -> step.getTabBuilder().getCloseBuilder();
    }
}
