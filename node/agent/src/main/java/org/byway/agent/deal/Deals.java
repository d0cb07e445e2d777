package org.byway.agent.deal;

import org.byway.protocol.step.StepTree;
import org.byway.protocol.deal.Lifecycle;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.byway.agent.letter.Correspondence;
import org.byway.agent.letter.Piece;
import org.byway.agent.letter.Tie;
import org.byway.protocol.deal.Awaited;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.deal.DealState;
import org.byway.protocol.deal.Owed;
import org.byway.protocol.step.Parties;
import org.byway.protocol.step.Step;
import org.byway.protocol.deal.Work;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Accept;
import org.byway.protocol.wire.DealStep;
import org.byway.protocol.wire.LetterBody;
import org.byway.protocol.wire.Proposal;
import org.byway.protocol.wire.Quote;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.SignedStep;

/** A person's deals, found in the letters. Used by one thread at a time. IOException is a broken disk or a damaged vault. */
public final class Deals {
    private final Correspondence letters;

    public Deals(Correspondence letters) {
        this.letters = letters;
    }

    /** What one side says, given how the deal stands. */
    public interface Saying {
        void say(DealState before, DealStep.Builder step);
    }

    /** All, the one in which something was said last before the others. */
    public List<KnownDeal> all() {
        List<KnownDeal> all = new ArrayList<>();
        letters.book().ties().forEach(tie -> all.addAll(of(tie)));
        all.sort(Comparator.comparingLong(KnownDeal::latest).reversed().thenComparing(KnownDeal::hex));
        return all;
    }

    /** Those of a tie, the one that was opened first before the others; none of which the first step has not come. */
    public static List<KnownDeal> of(Tie tie) {
        Map<ByteString, List<Step>> steps = new LinkedHashMap<>();
        Map<ByteString, Bytes32> own = new LinkedHashMap<>();
        for (Piece piece : tie.pieces()) {
            if (piece.body().hasDeal()) {
                Step step = Step.read(piece.body().getDeal()).orThrow();
                ByteString id = step.said().getDeal();
                List<Step> said = steps.computeIfAbsent(id, none -> new ArrayList<>());
                if (!piece.own()) {
                    seen(piece, id, said);
                }
                said.add(step);
                own.put(id, piece.own() ? step.author() : step.to());
            }
        }
        List<KnownDeal> all = new ArrayList<>();
        steps.forEach((id, said) -> {
            StepTree<DealState> deal = Lifecycle.of(said);
            if (deal.state().parties() != null) {
                all.add(new KnownDeal(tie, id, deal.state().parties().side(own.get(id)), deal, said));
            }
        });
        return all;
    }

    /** What another device of ours has said, and the other side has brought back. */
    private static void seen(Piece piece, ByteString id, List<Step> into) {
        for (SignedStep each : piece.body().getDealSeenList()) {
            Step step = Step.read(each).orThrow();
            if (step.said().getDeal().equals(id) && !into.contains(step)) {
                into.add(step);
            }
        }
    }

    /** Opens a deal; the id is drawn by chance. */
    public Checked<KnownDeal> open(Tie with, ByteString id, Proposal proposal) throws IOException {
        Checked<Piece> written = letters.write(with, (tie, key, body) -> {
            if (tie.other() == null) {
                return new Refusal(Reason.NOT_YET, "the other side has not written yet: its key is not known");
            }
            DealStep.Builder step = DealStep.newBuilder()
                    .setDeal(id)
                    .setAt(body.getWritten())
                    .setTo(ByteString.copyFrom(tie.other().bytes()))
                    .setQuote(quote(new Parties(id, key.publicKey(), tie.other()), proposal));
            return said(List.of(), step, key, body);
        });
        return after(written, with, id);
    }

    /** What both would sign, quoted. */
    public static Quote quote(Parties parties, Proposal proposal) {
        return Quote.newBuilder()
                .setProposal(proposal)
                .setAgreement(ByteString.copyFrom(parties.digest(proposal).bytes()))
                .build();
    }

    /** Another proposal in place of the one that waits. */
    public static Saying counter(Proposal proposal) {
        return (before, step) -> step.setQuote(quote(before.parties(), proposal));
    }

    /** Yes to what is quoted, or asked. */
    public static Saying accept() {
        return (before, step) -> {
            if (before instanceof DealState.Quoted quoted) {
                step.setAccept(Accept.newBuilder()
                        .setAgreement(ByteString.copyFrom(quoted.agreement().bytes())));
            } else {
                step.getConsentBuilder();
            }
        };
    }

    /** No to what is quoted, or asked. */
    public static Saying decline(String reason) {
        return (before, step) -> {
            if (before instanceof DealState.Quoted) {
                step.getDeclineBuilder().setReason(reason);
            } else {
                step.getRefuseBuilder().setReason(reason);
            }
        };
    }

    /** Whatever helps a deal to its end: confirms what was said to be given to us, and lets lapse what is over. */
    public static List<Saying> closing(KnownDeal known, long now) {
        List<Saying> all = new ArrayList<>();
        Awaited asked = known.awaited().filter(each -> each.place() == 0).orElse(null);
        if (asked != null) {
            if (asked.over(now)) {
                all.add((before, step) -> step.getLapseBuilder());
            }
            return all;
        }
        Work work = known.state() instanceof DealState.Agreed agreed ? agreed.work() : null;
        for (int place = 1; work != null && place <= work.owed().size(); place++) {
            Owed owed = work.at(place);
            int which = place;
            boolean over = now >= owed.until() + StepLimits.GRACE_MILLIS;
            if (!owed.settled() && owed.said() && owed.receiver() == known.me()) {
                all.add((before, step) -> step.getConfirmBuilder().setCommitment(which));
            } else if (!owed.settled() && over && owed.said() == (owed.giver() == known.me())) {
                all.add((before, step) -> step.getLapseBuilder().setCommitment(which));
            }
        }
        return all;
    }

    /** Says the next step of a deal, behind what is known of it when it is kept; refused where it does not apply then. */
    public Checked<KnownDeal> say(KnownDeal known, Saying what) throws IOException {
        Checked<Piece> written =
                letters.write(known.tie(), (tie, key, body) -> next(find(tie, known.id()), key, body, what));
        return after(written, known.tie(), known.id());
    }

    private static Refusal next(KnownDeal now, SigningKey key, LetterBody.Builder body, Saying what) {
        Refusal first = null;
        for (Step place : now.deal().places()) {
            DealStep.Builder step = now.deal().behind(place, key.publicKey(), body.getWritten());
            what.say(now.state(), step);
            Refusal refusal = said(now.steps(), step, key, body);
            if (refusal == null) {
                bringBack(now, body);
                return null;
            }
            first = first == null ? refusal : first;
        }
        return first;
    }

    /** Brings back what the other side has said since we last did, as its other devices may not know. */
    private static void bringBack(KnownDeal now, LetterBody.Builder body) {
        Set<ByteString> brought = new HashSet<>();
        now.tie().pieces().stream()
                .filter(Piece::own)
                .flatMap(piece -> piece.body().getDealSeenList().stream())
                .forEach(each -> brought.add(each.getStep()));
        List<Step> counting = new ArrayList<>(now.deal().path());
        counting.addAll(now.deal().beside());
        int bytes = 0;
        for (Step step : counting) {
            boolean theirs = now.state().parties().side(step.author()) != now.me();
            if (theirs && brought.add(step.signed().getStep())) {
                int size = step.signed().getSerializedSize();
                if (bytes + size <= StepLimits.MAX_SEEN_BYTES && body.getDealSeenCount() < StepLimits.MOST_SEEN) {
                    body.addDealSeen(step.signed());
                    bytes += size;
                }
            }
        }
    }

    private static Refusal said(List<Step> before, DealStep.Builder saying, SigningKey key, LetterBody.Builder body) {
        return switch (Step.sign(key, saying)) {
            case Checked.Refused<Step>(Refusal refusal) -> refusal;
            case Checked.Ok<Step>(Step step) -> {
                List<Step> all = new ArrayList<>(before);
                all.add(step);
                body.setDeal(step.signed());
                yield Lifecycle.of(all).refused().get(step.digest());
            }
        };
    }

    private Checked<KnownDeal> after(Checked<Piece> written, Tie tie, ByteString id) {
        return switch (written) {
            case Checked.Refused<Piece> refused -> refused.as();
            case Checked.Ok<Piece> ok ->
                new Checked.Ok<>(find(letters.book().tie(tie.relationship()).orElseThrow(), id));
        };
    }

    private static KnownDeal find(Tie tie, ByteString id) {
        Optional<KnownDeal> found =
                of(tie).stream().filter(each -> each.id().equals(id)).findFirst();
        return found.orElseThrow();
    }

    /** Across from which a side stands. */
    public static Side across(Side side) {
        return Parties.across(side);
    }
}
