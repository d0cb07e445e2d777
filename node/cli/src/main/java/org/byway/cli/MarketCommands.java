package org.byway.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.byway.agent.Agent;
import org.byway.agent.Answers;
import org.byway.agent.Delivery;
import org.byway.agent.Prepared;
import org.byway.agent.catalogue.Draft;
import org.byway.agent.catalogue.DraftReader;
import org.byway.agent.catalogue.Wanted;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.node.NodePort;
import org.byway.agent.node.Posting;
import org.byway.agent.node.Reply;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.ProofWanted;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway offer} and {@code byway intent}: what somebody has, and what somebody wants. */
final class MarketCommands {
    private MarketCommands() {}

    static CommandLine offers(Desk desk) {
        return Group.of("offer", "Offer something: a thing, a service, a loan, a gift.")
                .addSubcommand(new PostOffer(desk))
                .addSubcommand(new ReviseOffer(desk))
                .addSubcommand(new WithdrawCommand(desk, Kind.OFFER))
                .addSubcommand(new ImportCommand(desk, Wanted.OFFERS))
                .addSubcommand(new ListCommand(desk, Wanted.OFFERS))
                .addSubcommand(new ShowCommand(desk, Wanted.OFFERS));
    }

    static CommandLine intents(Desk desk) {
        return Group.of("intent", "Say what you want; nobody learns who wants it.")
                .addSubcommand(new CastIntent(desk))
                .addSubcommand(new DiscloseCommand(desk))
                .addSubcommand(new WithdrawCommand(desk, Kind.INTENT))
                .addSubcommand(new ImportCommand(desk, Wanted.INTENTS))
                .addSubcommand(new ListCommand(desk, Wanted.INTENTS))
                .addSubcommand(new ShowCommand(desk, Wanted.INTENTS));
    }

    @Command(
            name = "post",
            mixinStandardHelpOptions = true,
            header = "Post an offer. Only a title must be given.",
            description = "Printed once it is on the node's disk.")
    static final class PostOffer implements Callable<Integer> {
        private final Desk desk;

        @Mixin
        private OfferOptions options;

        @Option(names = "--no-answers", description = "Nobody can answer it by a private message.")
        private boolean noAnswers;

        PostOffer(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            Map<String, String> columns = options.columns();
            Desk.argument(DraftReader.read(Wanted.OFFERS, columns::get));
            Photos.leave(desk, options.photos(), columns);
            return say(desk, Wanted.OFFERS, columns, noAnswers ? Saying.SILENT : new Saying(false, null, List.of()));
        }
    }

    @Command(
            name = "cast",
            mixinStandardHelpOptions = true,
            header = "Cast an intent: say what you want. Only a title must be given.",
            description = "It is signed by a name made for it alone. Printed once it is on the node's disk.")
    static final class CastIntent implements Callable<Integer> {
        private final Desk desk;

        @Mixin
        private IntentOptions options;

        @Option(names = "--no-answers", description = "Nobody can answer it by a private message.")
        private boolean noAnswers;

        @Option(
                names = "--sealed",
                paramLabel = "TEXT",
                description = {
                    "What only those can read to whom its key is given: by itself to who answers in time (--deliver-by)",
                    "and shows the proofs that are asked; by `byway intent disclose` to whom you like."
                })
        private String sealed;

        @Mixin
        private ProofOptions proof;

        CastIntent(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            if (noAnswers && sealed != null) {
                throw Failure.usage(
                        "Nobody could be given the key of what is under seal: --sealed goes without --no-answers.", "");
            }
            List<ProofWanted> wanted = proof.wanted();
            if (noAnswers && !wanted.isEmpty()) {
                throw Failure.usage("Nobody could show anything: --proof-type goes without --no-answers.", "");
            }
            return say(
                    desk,
                    Wanted.INTENTS,
                    options.columns(),
                    noAnswers ? Saying.SILENT : new Saying(false, sealed, wanted));
        }
    }

    @Command(
            name = "revise",
            mixinStandardHelpOptions = true,
            header = "Change an offer that was made in this home.",
            description = "What is not named stays as it was; an empty value (--text=) takes it away.")
    static final class ReviseOffer implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "ID", description = "The offer, by the id of any of its revisions.")
        private String id;

        @Mixin
        private OfferOptions options;

        ReviseOffer(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            Bytes32 of = Desk.id(id);
            Map<String, String> columns = options.columns();
            Photos.leave(desk, options.photos(), columns);
            UnaryOperator<String> anew = columns::get;
            NodePort node = desk.node();
            try (Agent agent = desk.agent()) {
                Waiting sealed = Desk.value(agent.revise(of, Wanted.OFFERS, anew), "");
                posted(node, agent, sealed);
                Bytes32 revision = sealed.entries().get(0).id();
                desk.line(Desk.object().put("id", revision.hex()));
                desk.say("Revised. It is now " + revision);
            }
            return Exit.OK;
        }
    }

    /** How something is said: whether nobody can answer, what is under seal, or null, and what who answers is to show. */
    private record Saying(boolean silent, String sealed, List<ProofWanted> wanted) {
        static final Saying SILENT = new Saying(true, null, List.of());
    }

    private static int say(Desk desk, Wanted wanted, Map<String, String> columns, Saying how) throws IOException {
        Draft draft = Desk.argument(DraftReader.read(wanted, columns::get));
        Prepared prepared = Desk.argument(Agent.prepare(wanted, draft));
        NodePort node = desk.node();
        try (LetterDesk letters = LetterDesk.open(desk)) {
            Agent agent = letters.agent();
            if (!how.silent()) {
                Answers answers = letters.answers(how.sealed());
                answers.want(how.wanted());
                agent.take(answers);
            }
            Waiting sealed = agent.seal(List.of(prepared)).orElseThrow();
            letters.openNamed();
            Posting posting = posted(node, agent, sealed);
            var entry = sealed.entries().get(0);
            desk.line(Desk.object()
                    .put("id", entry.id().hex())
                    .put("author", entry.author().hex())
                    .put("postmarkedAt", Desk.time(posting.postmarkedAt())));
            desk.say(wanted == Wanted.OFFERS ? "Offered." : "Cast.");
            desk.say(entry.id().hex());
        }
        return Exit.OK;
    }

    /** Posts one sealed record; ends the command where the node does not take it. */
    static Posting posted(NodePort node, Agent agent, Waiting sealed) throws IOException {
        Reply<Posting> reply = new Delivery(agent, node).post(sealed);
        if (reply instanceof Reply.Unreachable<Posting>(String why)) {
            throw Failure.failed(
                    "waiting",
                    Desk.sentence(why),
                    "It is signed and goes out when the node starts again: there is no need to say it twice.");
        }
        Posting posting = Desk.value(reply);
        Refusal refusal = posting.refused().get(0);
        if (refusal != null) {
            throw Desk.refused(refusal, "");
        }
        return posting;
    }

    /** The id of a record of this kind that was made here. */
    @Command(
            name = "withdraw",
            mixinStandardHelpOptions = true,
            header = "Take back, for good, what was said in this home.")
    static final class WithdrawCommand implements Callable<Integer> {
        private final Desk desk;
        private final Kind kind;

        @Parameters(paramLabel = "ID", description = "By the id of any of its revisions.")
        private String id;

        WithdrawCommand(Desk desk, Kind kind) {
            this.desk = desk;
            this.kind = kind;
        }

        @Override
        public Integer call() throws IOException {
            Bytes32 of = Desk.id(id);
            NodePort node = desk.node();
            try (Agent agent = desk.agent()) {
                Checked<Waiting> withdrawal = agent.withdraw(of, kind);
                Waiting sealed = Desk.value(withdrawal, "");
                posted(node, agent, sealed);
                desk.line(Desk.object().put("id", sealed.entries().get(0).id().hex()));
                desk.say("Withdrawn.");
            }
            return Exit.OK;
        }
    }
}
