package org.byway.protocol.step;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.DealStep;

/** Somebody with a key, and the steps of one matter of a course that have come to one device. */
public final class Speaker<S> {
    public static final long NOON = 1_795_000_000_000L;
    public static final long DAY = 24L * 3_600_000;
    public static final ByteString ID = ByteString.copyFrom(new byte[StepLimits.ID_BYTES]);

    public final SigningKey key;
    public final List<Step> steps = new ArrayList<>();
    public long now = NOON;
    private final Course<S> course;
    private Speaker<S> other;

    public Speaker(Course<S> course, int seed) {
        byte[] bytes = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(bytes, (byte) seed);
        this.course = course;
        this.key = SigningKey.ofSeed(bytes);
    }

    public void meets(Speaker<S> another) {
        other = another;
        another.other = this;
    }

    public StepTree<S> tree() {
        return StepTree.of(course, steps);
    }

    public S state() {
        return tree().state();
    }

    /** As the opener, where nobody has said anything yet. */
    public Parties parties() {
        Parties known = course.parties(state());
        return known == null ? new Parties(ID, key.publicKey(), other.key.publicKey()) : known;
    }

    /** Says something behind where the matter stands here; kept here, but not told. Refused where it does not apply. */
    public Checked<Step> says(Consumer<DealStep.Builder> what) {
        now++;
        StepTree<S> tree = tree();
        DealStep.Builder saying = tree.places().isEmpty()
                ? DealStep.newBuilder().setDeal(ID).setAt(now).setTo(Step.bytes(other.key.publicKey()))
                : tree.behind(tree.places().get(0), key.publicKey(), now);
        what.accept(saying);
        Checked<Step> signed = Step.sign(key, saying);
        if (!(signed instanceof Checked.Ok<Step>(Step step))) {
            return signed;
        }
        List<Step> all = new ArrayList<>(steps);
        all.add(step);
        Refusal refusal = StepTree.of(course, all).refused().get(step.digest());
        if (refusal != null) {
            return new Checked.Refused<>(refusal);
        }
        steps.add(step);
        return signed;
    }

    /** Says it, and the other side gets it. */
    public Step tells(Consumer<DealStep.Builder> what) {
        Step step = says(what).orThrow();
        other.gets(step);
        return step;
    }

    public void gets(Step step) {
        steps.add(step);
        now = Math.max(now, step.at());
    }
}
