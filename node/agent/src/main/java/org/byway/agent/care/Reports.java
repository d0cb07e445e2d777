package org.byway.agent.care;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.byway.agent.letter.DeliveryState;
import org.byway.agent.letter.Letterbook;
import org.byway.agent.letter.Piece;
import org.byway.agent.letter.Tie;
import org.byway.protocol.wire.Report;
import org.byway.protocol.wire.ReportAnswer;

/** The reports that were made here, and those that came to a caretaker, by the letters that tell of them. */
public final class Reports {
    private final Map<ByteString, Known> known = new LinkedHashMap<>();

    /** How far a report has come. */
    public enum State {
        SENT,
        /** One of the caretakers has looked at it. */
        SEEN,
        DECIDED,
        /** Whoever reported asks that it be looked at again. */
        APPEALED
    }

    /** One report. The first letter of it says what it is about. */
    public static final class Known {
        private final Report report;
        private final boolean own;
        private final long at;
        private final List<Tie> ties = new ArrayList<>();
        private State state = State.SENT;
        private ReportAnswer answer = ReportAnswer.getDefaultInstance();

        private Known(Report report, boolean own, long at) {
            this.report = report;
            this.own = own;
            this.at = at;
        }

        public Report report() {
            return report;
        }

        /** Whether it was made here. */
        public boolean own() {
            return own;
        }

        public long at() {
            return at;
        }

        /** With whom it is spoken of: the caretakers, or whoever reported. */
        public List<Tie> ties() {
            return List.copyOf(ties);
        }

        public State state() {
            return state;
        }

        /** The latest; empty before there is one. */
        public ReportAnswer answer() {
            return answer;
        }

        private void take(Tie tie, Piece piece) {
            if (!ties.contains(tie)) {
                ties.add(tie);
            }
            boolean seen = own ? piece.delivery() == DeliveryState.READ : piece.seen();
            if (piece.body().getReport().getAppeal()) {
                // Of a caretaker who has not decided, another one has.
                state = State.APPEALED;
            } else if (state == State.SENT && seen) {
                state = State.SEEN;
            }
        }
    }

    private Reports() {}

    public static Reports of(Letterbook book) {
        Reports reports = new Reports();
        List<Said> all = new ArrayList<>();
        for (Tie tie : book.ties()) {
            for (Piece piece : tie.pieces()) {
                if (piece.body().hasReport() || piece.body().hasReportAnswer()) {
                    all.add(new Said(tie, piece));
                }
            }
        }
        all.sort((one, other) -> Long.compare(one.piece().at(), other.piece().at()));
        all.forEach(reports::take);
        return reports;
    }

    private record Said(Tie tie, Piece piece) {}

    private void take(Said said) {
        Piece piece = said.piece();
        if (piece.body().hasReport()) {
            Report report = piece.body().getReport();
            Known one = known.computeIfAbsent(report.getId(), id -> new Known(report, piece.own(), piece.at()));
            if (one.own == piece.own()) {
                one.take(said.tie(), piece);
            }
            return;
        }
        ReportAnswer answer = piece.body().getReportAnswer();
        Known asked = known.get(answer.getId());
        // Only whoever was asked answers: an answer in another conversation says nothing.
        if (asked != null && asked.own != piece.own() && asked.ties.contains(said.tie())) {
            if (answer.getSeen()) {
                asked.state = asked.state == State.SENT ? State.SEEN : asked.state;
            } else {
                asked.answer = answer;
                asked.state = State.DECIDED;
            }
        }
    }

    /** In the order in which they began. */
    public List<Known> all() {
        return List.copyOf(known.values());
    }
}
