package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.byway.agent.step.Known;
import org.byway.agent.step.Matters;
import org.byway.agent.step.Saying;
import org.byway.protocol.record.Checked;
import org.byway.protocol.step.Course;

/**
 * What a person does with others step by step, on the desk: finds it by what people call it, says the next step, and tells what became of it.
 *
 * @param <S> the states of its course
 */
final class MatterDesk<S> implements AutoCloseable {
    private static final int SHORTEST = 4;

    private final Telling<S> telling;
    private final LetterDesk letters;
    private final Matters<S> matters;

    /** How matters of one course are told. */
    interface Telling<S> {
        /** What people call one, as in {@code byway deal list}. */
        String noun();

        Course<S> course();

        ObjectNode json(Known<S> known);

        List<String> lines(Known<S> known);

        /** Whether somebody may still say something in it: a name means that one, before those that are over. */
        boolean goesOn(S state);
    }

    private MatterDesk(Telling<S> telling, LetterDesk letters) {
        this.telling = telling;
        this.letters = letters;
        this.matters = new Matters<>(letters.correspondence(), telling.course());
    }

    static <S> MatterDesk<S> open(Desk desk, Telling<S> telling) throws IOException {
        return new MatterDesk<>(telling, LetterDesk.open(desk));
    }

    /** The same with what has come by now. */
    static <S> MatterDesk<S> fetched(Desk desk, Telling<S> telling) throws IOException {
        MatterDesk<S> opened = open(desk, telling);
        try {
            opened.letters.round();
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    LetterDesk letters() {
        return letters;
    }

    Matters<S> matters() {
        return matters;
    }

    /** The one whose id begins so, or the only one with somebody of that name. */
    Known<S> known(String named) {
        List<Known<S>> all = matters.all();
        List<Known<S>> found = beginning(all, named);
        List<Known<S>> with = only(all, each -> each.tie().name().equals(named));
        if (found.isEmpty()) {
            List<Known<S>> alive = only(with, each -> telling.goesOn(each.state()));
            found = alive.isEmpty() ? with : alive;
        }
        String noun = telling.noun();
        if (found.size() > 1) {
            throw Failure.failed("ambiguous", "More than one goes by \"" + named + "\".", "Give its id.");
        }
        if (found.isEmpty()) {
            throw Failure.failed(
                    "unknown_" + noun, "None goes by \"" + named + "\".", "`byway " + noun + " list` shows them.");
        }
        return found.get(0);
    }

    /** Those whose id begins so. */
    static <S> List<Known<S>> beginning(List<Known<S>> all, String named) {
        return all.stream()
                .filter(each -> named.length() >= SHORTEST && each.hex().startsWith(named))
                .toList();
    }

    private List<Known<S>> only(List<Known<S>> all, Predicate<Known<S>> which) {
        return all.stream().filter(which).toList();
    }

    /** Says it, and tells how the matter stands then. */
    void say(Known<S> known, Saying<S> what) throws IOException {
        told(matters.say(known, what));
    }

    void told(Checked<Known<S>> said) throws IOException {
        Known<S> after = Desk.value(said, "`byway " + telling.noun() + " show` tells how it stands.");
        letters.round();
        tell(known(after.hex()));
    }

    void tell(Known<S> known) {
        letters.desk().line(telling.json(known));
        telling.lines(known).forEach(letters.desk()::say);
    }

    @Override
    public void close() throws IOException {
        letters.close();
    }
}
