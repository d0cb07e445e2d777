package org.byway.protocol.peer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.byway.protocol.admission.Verdict;
import org.byway.protocol.community.Charter;
import org.byway.protocol.equivocation.Equivocation;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store;

/** Sees that somebody has signed two things where only one may be, says so to everybody, and remembers what others have said of it. */
final class Proofs {
    private static final int PAGE = 256;
    /** How many are remembered; others are held all the same. */
    private static final int MOST = 65_536;

    private final Context context;
    private final SigningKey node;
    /** The proof against an identity or a steward that was seen first. */
    private final Map<Bytes32, Bytes32> against = new HashMap<>();

    private final List<Equivocation> found = new ArrayList<>();

    Proofs(Context context, SigningKey node) {
        this.context = context;
        this.node = node;
    }

    /** Reads what is held. */
    void start(long now) {
        String cursor = null;
        do {
            Store.Page page = context.store()
                    .list(new Store.Query(now, Kind.EQUIVOCATION_PROOF.number(), null, null, PAGE, cursor));
            page.records().forEach(this::note);
            cursor = page.next();
        } while (cursor != null);
    }

    /** Takes note of a proof that was put into the store. */
    void note(SignedRecord record) {
        if (record.envelope().is(Kind.EQUIVOCATION_PROOF)
                && record.content() != null
                && Equivocation.held(record.content()) instanceof Checked.Ok<Equivocation>(Equivocation proved)) {
            for (Bytes32 each : proved.by()) {
                if (against.size() < MOST) {
                    against.putIfAbsent(each, record.id());
                }
            }
        }
    }

    /** The proof against that author; null where there is none. */
    Bytes32 against(Bytes32 author) {
        return against.get(author);
    }

    /** Holds what has come against what is here already, before it enters or is lost. */
    void compare(SignedRecord came, Verdict verdict) {
        Envelope envelope = came.envelope();
        boolean judged = verdict instanceof Verdict.Stands || verdict instanceof Verdict.Lost;
        if (!judged || came.content() == null) {
            return;
        }
        if (envelope.is(Kind.KEY_EVENT) && envelope.keySequence() > 1) {
            Store.Head head = context.store().head(envelope.author(), envelope.lineage());
            SignedRecord standing = head == null ? null : context.store().get(head.id());
            if (standing != null) {
                contradicts(came, standing);
            }
        } else if (envelope.is(Kind.CHARTER) && envelope.revision() > 0) {
            Charter shown = Charter.held(envelope, came.content()).orThrow();
            for (Charter rival :
                    context.charters().with(envelope.home(), List.of(shown)).rivals()) {
                SignedRecord other = context.store().get(rival.id());
                if (other != null) {
                    contradicts(came, other);
                }
            }
        }
    }

    private void contradicts(SignedRecord one, SignedRecord other) {
        Equivocation seen = Equivocation.of(one, other);
        if (seen != null && !seen.by().stream().allMatch(against::containsKey)) {
            found.add(seen);
        }
    }

    /** What is to be said of what was seen since, postmarked. */
    List<SignedRecord> due(long now) {
        List<SignedRecord> said = new ArrayList<>();
        for (Equivocation each : found) {
            if (!each.by().stream().allMatch(against::containsKey)) {
                SignedRecord record = said(each, now);
                if (record != null) {
                    note(record);
                    said.add(record);
                }
            }
        }
        found.clear();
        return said;
    }

    private SignedRecord said(Equivocation seen, long now) {
        long horizon = now + Kind.EQUIVOCATION_PROOF.horizonMillis() - Limits.HOUR_MILLIS;
        byte[] tail = new byte[Lineage.RANDOM_BYTES];
        context.random().nextBytes(tail);
        byte[] content = seen.write();
        Envelope.Place place =
                new Envelope.Place(node.publicKey(), 0, context.community(), Lineage.of(horizon, tail), null);
        if (!(Envelope.write(place, Kind.EQUIVOCATION_PROOF, now, horizon, content)
                instanceof Checked.Ok<Envelope>(Envelope envelope))) {
            return null; // two large charters do not fit into one record: the dispute shows them itself
        }
        Signed seal = Signed.seal(node, node.publicKey(), envelope.id());
        Signed postmark =
                Signed.postmark(node, context.community(), context.naming().id(), now, envelope.id());
        context.note(
                Effect.Level.WARNING, "somebody has signed two different things where only one may be: " + seen.by());
        return new SignedRecord(envelope, content, seal, 0, postmark, 0);
    }
}
