package org.byway.cli;

import java.io.IOException;
import java.util.List;
import org.byway.agent.deal.DealJson;
import org.byway.agent.deal.Deals;
import org.byway.agent.step.Known;
import org.byway.agent.step.Matters;
import org.byway.agent.step.Saying;
import org.byway.protocol.deal.DealState;
import org.byway.protocol.record.Checked;

/** Deals on the desk: finds them by what people call them, says the next step, and tells what became of it. */
final class DealDesk implements AutoCloseable {
    private static final int SHORTEST = 4;

    private final Desk desk;
    private final LetterDesk letters;
    private final Matters<DealState> deals;

    private DealDesk(Desk desk, LetterDesk letters) {
        this.desk = desk;
        this.letters = letters;
        this.deals = Deals.in(letters.correspondence());
    }

    static DealDesk open(Desk desk) throws IOException {
        return new DealDesk(desk, LetterDesk.open(desk));
    }

    /** The same with what has come by now. */
    static DealDesk fetched(Desk desk) throws IOException {
        DealDesk deals = open(desk);
        try {
            deals.letters.round();
            return deals;
        } catch (IOException | RuntimeException e) {
            deals.close();
            throw e;
        }
    }

    LetterDesk letters() {
        return letters;
    }

    Matters<DealState> deals() {
        return deals;
    }

    /** The one deal whose id begins so. */
    Known<DealState> deal(String named) {
        List<Known<DealState>> found = deals.all().stream()
                .filter(each -> named.length() >= SHORTEST && each.hex().startsWith(named))
                .toList();
        if (found.size() > 1) {
            throw Failure.failed("ambiguous", "More than one deal goes by \"" + named + "\".", "Give more of its id.");
        }
        if (found.isEmpty()) {
            throw Failure.failed("unknown_deal", "No deal goes by \"" + named + "\".", "`byway deal list` shows them.");
        }
        return found.get(0);
    }

    /** Says it, and tells how the deal stands then. */
    void say(Known<DealState> known, Saying<DealState> what) throws IOException {
        told(deals.say(known, what));
    }

    void told(Checked<Known<DealState>> said) throws IOException {
        Known<DealState> after = Desk.value(said, "`byway deal show` tells how it stands.");
        letters.round();
        tell(deal(after.hex()));
    }

    void tell(Known<DealState> known) {
        desk.line(DealJson.of(known));
        DealLines.full(known).forEach(desk::say);
    }

    @Override
    public void close() throws IOException {
        letters.close();
    }
}
