package org.byway.protocol.peer;

import java.util.SortedSet;
import org.byway.protocol.care.Hiding;
import org.byway.protocol.care.NoticeRule;
import org.byway.protocol.care.Notices;
import org.byway.protocol.care.Standing;
import org.byway.protocol.care.Target;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store;
import org.byway.protocol.wire.Notice;

/**
 * What notices do at this node. What is hidden stays and is carried on: each community hides for its own nodes. What is purged goes,
 * and its content is not taken again.
 */
final class CareRoom {
    private static final int PAGE = 256;

    private final Context context;
    private final Links links;
    private final Follow follow;
    private final Notices notices = new Notices();
    /** Null where it must be made anew. */
    private Hiding hiding;

    private long madeAt;

    CareRoom(Context context, Links links, Follow follow) {
        this.context = context;
        this.links = links;
        this.follow = follow;
    }

    Notices notices() {
        return notices;
    }

    /** Reads what is held. Where a store is older than a purge that it holds, what was purged goes now. */
    void start(long now) {
        String cursor = null;
        do {
            Store.Page page = context.store().list(new Store.Query(0, Kind.NOTICE.number(), null, null, PAGE, cursor));
            page.records().forEach(this::take);
            cursor = page.next();
        } while (cursor != null);
        changed();
        purge(now);
    }

    private void take(SignedRecord record) {
        if (record.content() != null) {
            notices.note(record.envelope(), record.content());
        }
    }

    /** Takes note of a record that was put into the store. */
    void note(SignedRecord record, long now) {
        if (record.envelope().is(Kind.NOTICE) && record.content() != null) {
            take(record);
            changed();
            boolean purges =
                    NoticeRule.read(record.envelope(), record.content()) instanceof Checked.Ok<Notice>(Notice said)
                            && said.getGiven().getPurge();
            if (purges) {
                purge(now);
            }
        }
    }

    void forget(Bytes32 record) {
        notices.forget(record);
        changed();
    }

    /** What was hidden may be so no more. */
    void changed() {
        hiding = null;
    }

    /** Made anew where a notice came or went, and now and then since links come and go too. */
    Hiding hiding(long now) {
        if (hiding == null || now - madeAt > PeerLimits.COMPARE_MILLIS || now < madeAt) {
            SortedSet<Bytes32> linked = links.communities(now);
            Bytes32 own = context.community();
            hiding = Hiding.of(notices, community -> follow.takes(community, own, linked), now);
            madeAt = now;
        }
        return hiding;
    }

    boolean purges(SignedRecord record, long now) {
        return record.content() != null && hiding(now).purges(record.envelope(), now);
    }

    /** Lets go of the content of all that purges are about. */
    private void purge(long now) {
        for (Standing each : hiding(now).purges()) {
            Target target = each.given().target();
            if (target.record() != null) {
                drop(target, context.store().get(target.record()));
            } else if (target.lineage() != null) {
                Store.Head head = context.store().head(target.author(), target.lineage());
                drop(target, head == null ? null : context.store().get(head.id()));
            } else {
                purgeAll(target);
            }
        }
    }

    private void purgeAll(Target target) {
        String cursor = null;
        do {
            Store.Page page = context.store().list(new Store.Query(0, 0, target.author(), null, PAGE, cursor));
            page.records().forEach(record -> drop(target, record));
            cursor = page.next();
        } while (cursor != null);
    }

    private void drop(Target target, SignedRecord record) {
        if (record != null && record.content() != null && target.is(record.envelope())) {
            context.store().dropContent(record.id());
        }
    }

    /** Why a post is not taken: the caretakers have hidden what its author says there; null where they have not. */
    Refusal refusal(SignedRecord record, long now) {
        Envelope envelope = record.envelope();
        Standing hidden = hiding(now).hides(envelope, now);
        return hidden == null
                ? null
                : new Refusal(
                        Reason.BARRED,
                        "the caretakers hide this, by the notice "
                                + hidden.given().record() + ": "
                                + hidden.given().said().getWords());
    }
}
