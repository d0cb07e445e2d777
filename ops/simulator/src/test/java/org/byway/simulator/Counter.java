package org.byway.simulator;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.List;
import org.byway.agent.step.Known;
import org.byway.agent.step.Matters;
import org.byway.agent.step.Saying;
import org.byway.protocol.record.Checked;
import org.byway.protocol.step.Course;

/** Where somebody does business with one other: by the letters of an agent, or without anything in between. */
interface Counter {
    long now();

    <S> List<Known<S>> matters(Course<S> course);

    <S> Checked<?> open(Course<S> course, ByteString id, Matters.Opening first) throws IOException;

    <S> Checked<?> say(Course<S> course, Known<S> known, Saying<S> what) throws IOException;
}
