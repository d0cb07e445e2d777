package org.byway.cli;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.byway.agent.deal.Wording;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.step.Parties;
import org.byway.protocol.wire.Commitment;
import org.byway.protocol.wire.Proposal;
import org.byway.protocol.wire.Side;
import picocli.CommandLine.Option;

/** What each side gives, as it is typed. */
final class DealTerms {
    private static final long WEEK_MILLIS = 7L * 24 * 3_600_000;

    @Option(
            names = "--give",
            paramLabel = "WHAT",
            description =
                    "What you give: \"2 x Loaf of rye\", \"9.00 EUR\", \"2 h\" or \"90 min\" of work, or a thing.")
    private List<String> give = List.of();

    @Option(names = "--get", paramLabel = "WHAT", description = "What the other side gives, likewise.")
    private List<String> get = List.of();

    @Option(names = "--give-by", paramLabel = "TIME", description = "By when you give it, as 2026-12-24T18:00:00Z.")
    private String giveBy;

    @Option(names = "--get-by", paramLabel = "TIME", description = "By when the other side gives it.")
    private String getBy;

    @Option(
            names = "--return-by",
            paramLabel = "TIME",
            description = "It is a loan: by when things come back that are given.")
    private String returnBy;

    @Option(names = "--where", paramLabel = "TEXT", defaultValue = "", description = "Where things are handed over.")
    private String where;

    List<Commitment> of(Side me) {
        List<Commitment> all = new ArrayList<>();
        give.forEach(words -> all.add(one(words, me, giveBy, "--give-by")));
        get.forEach(words -> all.add(one(words, Parties.across(me), getBy, "--get-by")));
        return all;
    }

    private Commitment one(String words, Side by, String due, String option) {
        Commitment.Builder one = Desk.argument(Wording.read(words)).setBy(by);
        if (due != null) {
            one.setDue(MessageCommands.Times.millis(option, due));
        }
        if (one.hasThing()) {
            one.setWhere(where);
            if (returnBy != null) {
                one.setReturnBy(MessageCommands.Times.millis("--return-by", returnBy));
            }
        }
        return one.build();
    }

    /** The one thing that one gives back. */
    Commitment single(Side me) {
        List<Commitment> all = of(me);
        if (all.size() != 1 || all.get(0).getBy() != me) {
            throw Failure.usage("Say with --give what you give back, one thing at a time.", "");
        }
        return all.get(0);
    }

    /** What besides belongs to a quote. */
    static final class Quoted {
        @Option(names = "--until", paramLabel = "TIME", description = "How long it holds; usually a week.")
        private String until;

        @Option(
                names = "--mediator",
                paramLabel = "KEY",
                description = "Whose decision you both accept where you do not agree later: 64 hexadecimal digits.")
        private String mediator;

        @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "What else is to be said.")
        private String note;

        @Option(
                names = "--terms",
                paramLabel = "TERMS",
                description =
                        "The conditions under which it stands, agreed with the same side: as `byway terms list` shows them.")
        private String terms;

        /** The conditions that were named, or null. */
        String terms() {
            return terms;
        }

        Proposal of(List<Commitment> commitments, Optional<Bytes32> about, long now) {
            Proposal.Builder proposal = Proposal.newBuilder()
                    .addAllCommitments(commitments)
                    .setUntil(until == null ? now + WEEK_MILLIS : MessageCommands.Times.millis("--until", until))
                    .setNote(note);
            about.ifPresent(id -> proposal.setAbout(ByteString.copyFrom(id.bytes())));
            if (mediator != null) {
                proposal.setMediator(ByteString.copyFrom(Desk.id(mediator).bytes()));
            }
            return proposal.build();
        }
    }
}
