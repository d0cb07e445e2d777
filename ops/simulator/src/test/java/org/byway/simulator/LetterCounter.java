package org.byway.simulator;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.List;
import org.byway.agent.letter.Tie;
import org.byway.agent.step.Known;
import org.byway.agent.step.Matters;
import org.byway.agent.step.Saying;
import org.byway.protocol.record.Checked;
import org.byway.protocol.step.Course;

/** Business by letters, as the program's own agent does it, in the one conversation that somebody has. */
record LetterCounter(Person person) implements Counter {
    private Tie tie() {
        return person.ties().iterator().next();
    }

    private <S> Matters<S> in(Course<S> course) {
        return new Matters<>(person.letters.correspondence(), course);
    }

    @Override
    public long now() {
        return person.now();
    }

    @Override
    public <S> List<Known<S>> matters(Course<S> course) {
        return person.ties().isEmpty() ? List.of() : in(course).of(tie());
    }

    @Override
    public <S> Checked<?> open(Course<S> course, ByteString id, Matters.Opening first) throws IOException {
        return in(course).open(tie(), id, first);
    }

    @Override
    public <S> Checked<?> say(Course<S> course, Known<S> known, Saying<S> what) throws IOException {
        return in(course).say(known, what);
    }
}
