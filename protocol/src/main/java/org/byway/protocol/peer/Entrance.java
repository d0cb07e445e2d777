package org.byway.protocol.peer;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.byway.protocol.admission.Judged;
import org.byway.protocol.care.NoticeRule;
import org.byway.protocol.community.Charter;
import org.byway.protocol.community.Members;
import org.byway.protocol.community.Membership;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store;
import org.byway.protocol.wire.Notice;

/** Who may post at this node, by the Charter in force and by what is known of members. */
final class Entrance {
    private static final int PAGE = 256;
    /** These answer for themselves: nobody can be kept, and stewards speak by their own key. */
    private static final Set<Kind> ANYBODY = EnumSet.of(Kind.WITHDRAWAL, Kind.KEY_EVENT, Kind.CHARTER);

    private final Context context;
    private final CareRoom care;
    private final Members members = new Members();
    /** How many records each member has posted on the day that is counted. */
    private final Map<Bytes32, Integer> posted = new HashMap<>();

    private long day;

    Entrance(Context context, CareRoom care) {
        this.context = context;
        this.care = care;
    }

    /** Reads what is held. */
    void start() {
        String cursor = null;
        do {
            Store.Page page = context.store()
                    .list(new Store.Query(0, Kind.MEMBERSHIP.number(), null, context.community(), PAGE, cursor));
            page.records().forEach(this::note);
            cursor = page.next();
        } while (cursor != null);
    }

    /** Takes note of a record that was put into the store. */
    void note(SignedRecord record) {
        Envelope envelope = record.envelope();
        boolean ours = envelope.is(Kind.MEMBERSHIP)
                && envelope.home().equals(context.community())
                && record.content() != null
                && record.postmark() != null;
        if (ours && Membership.held(envelope, record.content()) instanceof Checked.Ok<Membership>(Membership said)) {
            Charter under = context.charters().get(record.postmarkStatement().charter());
            if (under != null) {
                members.note(envelope, said, under);
            }
        }
    }

    void forget(Bytes32 record) {
        members.forget(record);
    }

    /** Why a record of a post is not let in; null if it is. */
    Refusal refusal(Event.Post post, Judged judged, long now) {
        Envelope envelope = judged.envelope();
        Charter standing = context.own();
        Kind kind = Kind.of(envelope.kind());
        boolean steward = kind == Kind.FEDERATION_LINK && standing.hasSteward(envelope.author());
        if (steward || (kind != null && ANYBODY.contains(kind))) {
            return null;
        }
        if (kind == Kind.NOTICE) {
            return notice(judged.record(), standing, now);
        }
        if (kind == Kind.MEMBERSHIP) {
            return membership(judged.record(), standing, now);
        }
        Refusal hidden = care.refusal(judged.record(), now);
        if (hidden != null || post.by().mayPost()) {
            return hidden;
        }
        Refusal outside = members.refusal(post.by().member(), standing, now);
        return outside == null && post.by().member() != null
                ? daily(post.by().member(), standing.revision().dailyPosts(), now)
                : outside;
    }

    /** Whether somebody can post as a member; null, or why not. */
    Refusal outside(Bytes32 member, long now) {
        return members.refusal(member, context.own(), now);
    }

    /** Counts what is posted by a member, up to what the charter lets one post in a day. */
    private Refusal daily(Bytes32 member, int most, long now) {
        if (most == 0) {
            return null;
        }
        long today = Math.floorDiv(now, Limits.DAY_MILLIS);
        if (today != day) {
            posted.clear();
            day = today;
        }
        return posted.merge(member, 1, Integer::sum) > most
                ? new Refusal(
                        Reason.OVER_BUDGET, "the house rules let a member post " + most + " records in a day (by UTC)")
                : null;
    }

    /** Stewards speak by their own key; an appeal is let in whoever makes it, once, where it is his to make. */
    private Refusal notice(SignedRecord record, Charter standing, long now) {
        if (record.content() == null
                || !(NoticeRule.read(record.envelope(), record.content()) instanceof Checked.Ok<Notice>(Notice said))) {
            return null;
        }
        if (!said.hasAppeal() && !standing.hasSteward(record.envelope().author())) {
            return new Refusal(Reason.NOT_YOURS, "only a steward gives notices and decides on them");
        }
        return care.notices().fault(record.envelope(), said, now);
    }

    private Refusal membership(SignedRecord record, Charter standing, long now) {
        return record.content() != null
                        && Membership.held(record.envelope(), record.content())
                                instanceof Checked.Ok<Membership>(Membership said)
                ? members.fault(record.envelope(), said, standing, now)
                : null;
    }
}
