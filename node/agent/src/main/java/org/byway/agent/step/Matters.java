package org.byway.agent.step;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.byway.agent.letter.Correspondence;
import org.byway.agent.letter.Piece;
import org.byway.agent.letter.Tie;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.step.Course;
import org.byway.protocol.step.Parties;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.step.StepTree;
import org.byway.protocol.wire.DealStep;
import org.byway.protocol.wire.LetterBody;
import org.byway.protocol.wire.SignedStep;

/**
 * A person's matters of one course, found in the letters. Used by one thread at a time. IOException is a broken disk or a damaged vault.
 *
 * @param <S> the states of the course
 */
public final class Matters<S> {
    private final Correspondence letters;
    private final Course<S> course;

    public Matters(Correspondence letters, Course<S> course) {
        this.letters = letters;
        this.course = course;
    }

    /** What opens a matter between two. */
    public interface Opening {
        void say(Parties parties, DealStep.Builder step);
    }

    /** All, the one in which something was said last before the others. */
    public List<Known<S>> all() {
        List<Known<S>> all = new ArrayList<>();
        letters.book().ties().forEach(tie -> all.addAll(of(tie)));
        all.sort(Comparator.<Known<S>>comparingLong(Known::latest).reversed().thenComparing(Known::hex));
        return all;
    }

    /** Those of a tie, the one that was opened first before the others; none of which the first step has not come. */
    public List<Known<S>> of(Tie tie) {
        return tie.<Found<S>>made(course, this::found).all();
    }

    /**
     * What was made of a tie's letters: the steps of each matter, and the matter as it stands; null where its first step has not come.
     *
     * @param read all steps, as letters have them
     */
    private record Found<S>(
            Map<SignedStep, Step> read, Map<ByteString, List<Step>> said, Map<ByteString, Known<S>> known) {
        List<Known<S>> all() {
            return said.keySet().stream()
                    .map(known::get)
                    .filter(Objects::nonNull)
                    .toList();
        }
    }

    /** Only what is new is read, and only what it belongs to is thought through again. */
    private Found<S> found(Tie tie, Found<S> before) {
        Map<SignedStep, Step> read = before == null ? new HashMap<>() : before.read();
        Map<ByteString, List<Step>> steps = new LinkedHashMap<>();
        Map<ByteString, Bytes32> own = new HashMap<>();
        for (Piece piece : tie.pieces()) {
            Step step =
                    piece.body().hasDeal() ? read.computeIfAbsent(piece.body().getDeal(), Step::kept) : null;
            if (step != null && course.has(step.said())) {
                ByteString id = step.said().getDeal();
                List<Step> said = steps.computeIfAbsent(id, none -> new ArrayList<>());
                if (!piece.own()) {
                    seen(piece, id, read, said);
                }
                said.add(step);
                own.put(id, piece.own() ? step.author() : step.to());
            }
        }
        Map<ByteString, Known<S>> known = new HashMap<>();
        steps.forEach((id, said) -> {
            boolean same = before != null && said.equals(before.said().get(id));
            known.put(id, same ? before.known().get(id) : known(tie, id, own.get(id), said));
        });
        return new Found<>(read, steps, known);
    }

    private Known<S> known(Tie tie, ByteString id, Bytes32 own, List<Step> said) {
        StepTree<S> tree = StepTree.of(course, said);
        Parties parties = course.parties(tree.state());
        return parties == null ? null : new Known<>(tie, id, parties.side(own), tree, said);
    }

    /** What another device of ours has said, and the other side has brought back. */
    private static void seen(Piece piece, ByteString id, Map<SignedStep, Step> read, List<Step> into) {
        for (SignedStep each : piece.body().getDealSeenList()) {
            Step step = read.computeIfAbsent(each, Step::kept);
            if (step.said().getDeal().equals(id) && !into.contains(step)) {
                into.add(step);
            }
        }
    }

    /** Opens a matter; the id is drawn by chance. */
    public Checked<Known<S>> open(Tie with, ByteString id, Opening first) throws IOException {
        Checked<Piece> written = letters.write(with, (tie, key, body) -> {
            if (tie.other() == null) {
                return new Refusal(Reason.NOT_YET, "the other side has not written yet: its key is not known");
            }
            DealStep.Builder step = DealStep.newBuilder()
                    .setDeal(id)
                    .setAt(body.getWritten())
                    .setTo(ByteString.copyFrom(tie.other().bytes()));
            first.say(new Parties(id, key.publicKey(), tie.other()), step);
            return said(List.of(), step, key, body);
        });
        return after(written, with, id);
    }

    /** Why something could not be said as a matter stands, whatever it is signed by: to be asked before something else is done for it. */
    public Optional<Refusal> fault(Known<S> known, Saying<S> what, long nowMillis) {
        List<Step> places = known.tree().places();
        Bytes32 me = course.parties(known.state()).key(known.me());
        DealStep.Builder saying = known.tree().behind(places.get(0), me, nowMillis);
        what.say(known.state(), saying);
        DealStep said = saying.build();
        Step step = new Step(Sha256.of(said.toByteArray()), said, SignedStep.getDefaultInstance(), null);
        return course.next(known.state(), step) instanceof Checked.Refused<S>(Refusal why)
                ? Optional.of(why)
                : Optional.empty();
    }

    /** Says the next step of a matter, behind what is known of it when it is kept; refused where it does not apply then. */
    public Checked<Known<S>> say(Known<S> known, Saying<S> what) throws IOException {
        Checked<Piece> written =
                letters.write(known.tie(), (tie, key, body) -> next(find(tie, known.id()), key, body, what));
        return after(written, known.tie(), known.id());
    }

    private Refusal next(Known<S> now, SigningKey key, LetterBody.Builder body, Saying<S> what) {
        Refusal first = null;
        for (Step place : now.tree().places()) {
            DealStep.Builder step = now.tree().behind(place, key.publicKey(), body.getWritten());
            what.say(now.state(), step, key);
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
    private void bringBack(Known<S> now, LetterBody.Builder body) {
        Set<ByteString> brought = new HashSet<>();
        now.tie().pieces().stream()
                .filter(Piece::own)
                .flatMap(piece -> piece.body().getDealSeenList().stream())
                .forEach(each -> brought.add(each.getStep()));
        List<Step> counting = new ArrayList<>(now.tree().path());
        counting.addAll(now.tree().beside());
        int bytes = 0;
        for (Step step : counting) {
            boolean theirs = course.parties(now.state()).side(step.author()) != now.me();
            if (theirs && brought.add(step.signed().getStep())) {
                int size = step.signed().getSerializedSize();
                if (bytes + size <= StepLimits.MAX_SEEN_BYTES && body.getDealSeenCount() < StepLimits.MOST_SEEN) {
                    body.addDealSeen(step.signed());
                    bytes += size;
                }
            }
        }
    }

    private Refusal said(List<Step> before, DealStep.Builder saying, SigningKey key, LetterBody.Builder body) {
        return switch (Step.sign(key, saying)) {
            case Checked.Refused<Step>(Refusal refusal) -> refusal;
            case Checked.Ok<Step>(Step step) -> {
                body.setDeal(step.signed());
                yield fault(course, before, step);
            }
        };
    }

    /** Why a step cannot be said behind all that is known: it does not count there, or something else would count no more. Null where it can. */
    public static <S> Refusal fault(Course<S> course, List<Step> before, Step step) {
        List<Step> all = new ArrayList<>(before);
        all.add(step);
        SortedMap<Bytes32, Refusal> refused = StepTree.of(course, all).refused();
        if (refused.containsKey(step.digest())) {
            return refused.get(step.digest());
        }
        boolean undone = !StepTree.of(course, before).refused().keySet().containsAll(refused.keySet());
        return undone
                ? new Refusal(
                        Reason.STALE, "it does not go together with what was said at the same time as the step before")
                : null;
    }

    private Checked<Known<S>> after(Checked<Piece> written, Tie tie, ByteString id) {
        return switch (written) {
            case Checked.Refused<Piece> refused -> refused.as();
            case Checked.Ok<Piece> ok ->
                new Checked.Ok<>(find(letters.book().tie(tie.relationship()).orElseThrow(), id));
        };
    }

    private Known<S> find(Tie tie, ByteString id) {
        Optional<Known<S>> found =
                of(tie).stream().filter(each -> each.id().equals(id)).findFirst();
        return found.orElseThrow();
    }
}
