package org.byway.protocol.admission;

import org.byway.protocol.care.NoticeRule;
import org.byway.protocol.community.Charter;
import org.byway.protocol.community.Link;
import org.byway.protocol.community.Succession;
import org.byway.protocol.equivocation.Equivocation;
import org.byway.protocol.identity.KeyState;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Statement;
import org.byway.protocol.store.Store;
import org.byway.protocol.store.Store.Head;

/** Decides for one community on valid records, by what the store holds and what the clock says. It changes neither. */
public final class Admission {
    private final Store store;
    private final Charters charters;
    private final Bytes32 community;

    public Admission(Store store, Charters charters, Bytes32 community) {
        this.store = store;
        this.charters = charters;
        this.community = community;
    }

    /** Of a record that another node sent. */
    public Verdict travelling(Judged judged, long now) {
        SignedRecord record = judged.record();
        Verdict known = known(judged, now);
        if (known != null) {
            return known;
        }
        Refusal fault = timeFault(record.envelope(), now);
        if (fault != null) {
            return new Verdict.Refuse(fault);
        }
        Verdict early = record.postmark() == null ? dependency(record) : postmarked(judged);
        return early == null ? standing(judged, false, now) : early;
    }

    /** Of a record that somebody posts at a node of this community: it has no postmark yet and must be complete. */
    public Verdict posted(Judged judged, long now) {
        SignedRecord record = judged.record();
        Verdict known = known(judged, now);
        if (known != null) {
            return known;
        }
        Envelope envelope = record.envelope();
        Refusal fault = timeFault(envelope, now);
        if (fault == null && now - envelope.created() > Limits.POSTMARK_MILLIS) {
            fault = new Refusal(Reason.BAD_TIME, "a record is posted within 24 h of its creation");
        }
        boolean anywhere = envelope.is(Kind.WITHDRAWAL) || envelope.is(Kind.KEY_EVENT);
        if (fault == null && !anywhere && !envelope.home().equals(community)) {
            fault = new Refusal(Reason.BAD_COMMUNITY, "this node postmarks for its own community only");
        }
        if (fault == null && record.content() == null && envelope.contentLength() > 0) {
            fault = new Refusal(Reason.MISSING_CONTENT, "a record is posted with its content");
        }
        return fault == null ? standing(judged, true, now) : new Verdict.Refuse(fault);
    }

    private Verdict known(Judged judged, long now) {
        SignedRecord record = judged.record();
        if (!store.knows(record.id())) {
            return null;
        }
        if (record.content() == null) {
            return new Verdict.Held();
        }
        SignedRecord held = store.get(record.id());
        boolean fills = held != null && held.content() == null && contentFault(judged, now) == null;
        return fills ? new Verdict.Stands(held.withContent(record.content())) : new Verdict.Held();
    }

    private Refusal timeFault(Envelope envelope, long now) {
        if (envelope.created() > now + Limits.EARLY_MILLIS) {
            return new Refusal(Reason.TOO_EARLY, "the record was created more than 900 s in the future");
        }
        // To the hour, as sets are: what a peer's set may still hold is taken, or it would come again and again.
        long hour = now - Math.floorMod(now, Limits.HOUR_MILLIS);
        return envelope.expires() <= Math.max(hour, store.expiredTo())
                ? new Refusal(Reason.EXPIRED, "the record has expired")
                : null;
    }

    /** Charters and key events are taken without a postmark, for they are fetched by name and vouch for themselves. */
    private static Verdict dependency(SignedRecord record) {
        return vouches(record) ? null : refuse(Reason.MISSING_POSTMARK, "the record has no postmark");
    }

    private Verdict postmarked(Judged judged) {
        SignedRecord record = judged.record();
        Statement.Postmark postmark = record.postmarkStatement();
        boolean names = record.id().equals(postmark.charter());
        if (names && !(record.envelope().is(Kind.CHARTER) && record.envelope().revision() == 0)) {
            return refuse(Reason.BAD_POSTMARK, "a record that is no first charter is postmarked under its own name");
        }
        boolean founding = names && record.content() != null;
        if (founding && judged.contentFault() != null) {
            return new Verdict.Refuse(judged.contentFault());
        }
        Charter charter = founding
                ? Charter.held(record.envelope(), record.content()).orThrow()
                : charters.get(postmark.charter());
        if (charter == null) {
            return new Verdict.WantsCharter(postmark.charter());
        }
        if (!charter.community().equals(postmark.community()) || !charter.hasNode(postmark.node())) {
            return refuse(Reason.BAD_POSTMARK, "the charter does not name the node that postmarked");
        }
        return founding || vouches(record) ? null : let(record, postmark);
    }

    /** By the Charter in force: what a dropped node postmarked later than it may have is remembered as lost. */
    private Verdict let(SignedRecord record, Statement.Postmark postmark) {
        Succession standing = charters.of(postmark.community());
        if (standing == null) {
            return new Verdict.WantsCharter(postmark.community());
        }
        Boolean lets = standing.lets(postmark.node(), postmark.time());
        if (lets == null) {
            return refuse(Reason.NOT_YET, "the charter that names the node that postmarked is not in force");
        }
        return lets ? null : new Verdict.Lost(record);
    }

    /** Charters and key events are taken whoever brings them: their own signatures answer for them. */
    private static boolean vouches(SignedRecord record) {
        boolean vouches =
                record.envelope().is(Kind.CHARTER) || record.envelope().is(Kind.KEY_EVENT);
        return vouches && record.content() != null;
    }

    private Verdict standing(Judged judged, boolean strict, long now) {
        SignedRecord record = judged.record();
        Envelope envelope = record.envelope();
        Verdict author = author(record);
        if (author != null) {
            return author;
        }
        if (rotatedAway(envelope)) {
            return strict
                    ? refuse(Reason.STALE, "its key was rotated away: sign it again with the one in force")
                    : new Verdict.Lost(record);
        }
        Refusal fault = contentFault(judged, now);
        Verdict charter = fault == null && envelope.is(Kind.CHARTER) ? charter(record, strict) : null;
        if (charter != null) {
            return charter;
        }
        if (fault != null && (strict || envelope.is(Kind.CHARTER))) {
            return new Verdict.Refuse(fault);
        }
        Head head = store.head(envelope.author(), envelope.lineage());
        if (head != null && Precedence.of(envelope).compareTo(Precedence.of(head)) <= 0) {
            return new Verdict.Lost(record);
        }
        // Bad content does not enter, but its head does: so sets stay equal and it is not fetched again and again.
        return new Verdict.Stands(fault == null ? record : record.withoutContent());
    }

    /** A later Charter follows those that it names; a node lets no second one in behind the one in force. */
    private Verdict charter(SignedRecord record, boolean strict) {
        if (record.content() == null || record.envelope().revision() == 0) {
            return null;
        }
        Charter later = Charter.held(record.envelope(), record.content()).orThrow();
        Verdict fault = charters.fault(later);
        if (fault != null || !strict || !later.revision().disputed().isEmpty()) {
            return fault;
        }
        return charters.standing(later.community()).id().equals(later.revision().previous())
                ? null
                : refuse(Reason.STALE, "the charter before it is not the one in force: begin again with that one");
    }

    /** What is wrong with the content by the rules of its kind, or because it answers this community's invite too late. */
    private Refusal contentFault(Judged judged, long now) {
        SignedRecord record = judged.record();
        boolean late = judged.contentFault() == null
                && record.content() != null
                && record.envelope().is(Kind.FEDERATION_LINK)
                && Link.held(record.envelope(), record.content()).orThrow().isLate(community, now);
        if (late) {
            return new Refusal(Reason.BAD_LINK, "the invite had expired when its answer came");
        }
        boolean meddles = judged.contentFault() == null && record.content() != null && meddles(record);
        return meddles
                ? new Refusal(Reason.NOT_YOURS, "only a steward gives notices and decides on them")
                : judged.contentFault();
    }

    /** Whether somebody speaks as a steward who was none by the Charter that it was postmarked under. */
    private boolean meddles(SignedRecord record) {
        Envelope envelope = record.envelope();
        if (!envelope.is(Kind.NOTICE)
                || NoticeRule.read(envelope, record.content()).orThrow().hasAppeal()) {
            return false;
        }
        Charter under = record.postmark() == null
                ? charters.standing(envelope.home())
                : charters.get(record.postmarkStatement().charter());
        return under == null || !under.hasSteward(envelope.author());
    }

    /** Whether the key that sealed belongs to the author; null if so. */
    private Verdict author(SignedRecord record) {
        Envelope envelope = record.envelope();
        if (envelope.is(Kind.NODE_ANNOUNCEMENT)) {
            return announcer(record);
        }
        if (envelope.is(Kind.EQUIVOCATION_PROOF)
                && record.content() != null
                && Equivocation.held(record.content()) instanceof Checked.Ok<Equivocation>(Equivocation proved)) {
            return proof(proved);
        }
        if (envelope.keySequence() == 0) {
            return null;
        }
        return envelope.is(Kind.KEY_EVENT) ? keyEvent(record) : ofIdentity(record);
    }

    /** By the Charter that it was postmarked under; what a node said that was dropped since is lost. */
    private Verdict announcer(SignedRecord record) {
        Envelope envelope = record.envelope();
        Charter standing = charters.standing(envelope.community());
        if (standing == null) {
            return new Verdict.WantsCharter(envelope.community());
        }
        if (standing.hasNode(envelope.author())) {
            return null;
        }
        Charter under = record.postmark() == null
                ? standing
                : charters.get(record.postmarkStatement().charter());
        return under.hasNode(envelope.author())
                ? new Verdict.Lost(record)
                : refuse(Reason.BAD_KEY, "the charter does not name the node that announces itself");
    }

    /** Whether what it shows was signed by those who could: the identity's own key of that number, or stewards of the Charter before. */
    private Verdict proof(Equivocation proved) {
        if (proved.one().envelope().is(Kind.KEY_EVENT)) {
            Verdict one = keyEvent(proved.one());
            return one == null ? keyEvent(proved.other()) : one;
        }
        Bytes32 previous = Charter.held(proved.one().envelope(), proved.one().content())
                .orThrow()
                .revision()
                .previous();
        Charter before = charters.get(previous);
        if (before == null) {
            return new Verdict.WantsCharter(previous);
        }
        return proved.by().stream().anyMatch(before::hasSteward)
                ? null
                : refuse(Reason.BAD_KEY, "nobody who signed both was a steward");
    }

    /** A key event follows the one before it, and the key that it names has sealed it. */
    private Verdict keyEvent(SignedRecord record) {
        Envelope envelope = record.envelope();
        if (record.content() == null) {
            return refuse(Reason.MISSING_CONTENT, "a key event comes with its content");
        }
        Checked<KeyState> state = KeyState.incept(record.content());
        if (envelope.keySequence() > 1) {
            KeyState before = Identities.state(store, envelope.author(), envelope.keySequence() - 1);
            if (before == null) {
                return new Verdict.WantsIdentity(envelope.author());
            }
            state = before.next(record.content());
        }
        return switch (state) {
            case Checked.Refused<KeyState>(Refusal refusal) -> new Verdict.Refuse(refusal);
            case Checked.Ok<KeyState>(KeyState now) -> sealedBy(record, now.key());
        };
    }

    private Verdict ofIdentity(SignedRecord record) {
        Envelope envelope = record.envelope();
        return switch (Identities.state(store, envelope.author(), envelope.keySequence())) {
            case null -> new Verdict.WantsIdentity(envelope.author());
            case KeyState.Revoked ended -> refuse(Reason.STALE, "the identity has ended");
            case KeyState.InForce now -> sealedBy(record, now.key());
        };
    }

    /** Whether a later key event of its identity is here: what older keys have signed may be a thief's. */
    private boolean rotatedAway(Envelope envelope) {
        return envelope.keySequence() > 0
                && !envelope.is(Kind.KEY_EVENT)
                && store.head(envelope.author(), Identities.lineage(envelope.keySequence() + 1)) != null;
    }

    private static Verdict sealedBy(SignedRecord record, Bytes32 key) {
        return key.equals(record.sealStatement().key())
                ? null
                : refuse(Reason.BAD_KEY, "the identity did not name the key that sealed");
    }

    private static Verdict refuse(Reason reason, String detail) {
        return new Verdict.Refuse(new Refusal(reason, detail));
    }
}
