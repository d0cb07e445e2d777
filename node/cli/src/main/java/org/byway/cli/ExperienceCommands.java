package org.byway.cli;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.byway.agent.Agent;
import org.byway.agent.experience.Gathering;
import org.byway.agent.ledger.Persona;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.node.NodePort;
import org.byway.protocol.deal.DealState;
import org.byway.protocol.experience.Testimony;
import org.byway.protocol.experience.Told;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Experience;
import org.byway.protocol.wire.ExperienceReply;
import org.byway.protocol.wire.Token;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway experience}: how it went. */
final class ExperienceCommands {
    private ExperienceCommands() {}

    static CommandLine tree(Desk desk) {
        return Group.of("experience", "Tell how it went, and read what others tell.")
                .addSubcommand(new Publish(desk))
                .addSubcommand(new Amend(desk))
                .addSubcommand(new Retract(desk))
                .addSubcommand(new Reply(desk))
                .addSubcommand(new ExperienceListCommand(desk))
                .addSubcommand(new ExperienceCarryCommand(desk));
    }

    /** What is told besides the text. */
    static final class Facts {
        @Option(names = "--rating", paramLabel = "1..5", description = "5 is the best.")
        private Integer rating;

        @Option(
                names = "--manner",
                paramLabel = "MANNER",
                description = "What kind of deal it was: ${COMPLETION-CANDIDATES}.",
                completionCandidates = Manners.class)
        private String manner;

        @Option(
                names = "--month",
                paramLabel = "YYYY-MM",
                description = "When it was; no nearer, so that it does not say which deal.")
        private String month;

        @Option(names = "--language", paramLabel = "TAG", description = "Of the text, such as de or pt-BR.")
        private String language;

        void into(Experience.Builder said) {
            if (rating != null) {
                if (rating < 1 || rating > 5) {
                    throw Failure.usage("A rating is from 1 to 5.", "");
                }
                said.setRating(rating);
            }
            if (manner != null) {
                said.setManner(Manners.of(manner));
            }
            if (month != null) {
                if (!month.matches("[0-9]{4}-[0-9]{2}")) {
                    throw Failure.usage("A month is written as 2026-07.", "");
                }
                said.setMonth(Integer.parseInt(month.replace("-", "")));
            }
            if (language != null) {
                said.setLanguage(language);
            }
        }
    }

    /** The manners of a deal, by their words. */
    static final class Manners implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("sale", "swap", "gift", "loan").iterator();
        }

        static Experience.Manner of(String word) {
            for (String each : new Manners()) {
                if (each.equals(word)) {
                    return Experience.Manner.valueOf(word.toUpperCase(Locale.ROOT));
                }
            }
            throw Failure.usage("A deal was a sale, a swap, a gift or a loan.", "");
        }
    }

    private static int posted(Desk desk, NodePort node, Agent agent, Waiting sealed, String words) throws IOException {
        MarketCommands.posted(node, agent, sealed);
        Bytes32 id = sealed.entries().get(0).id();
        desk.line(Desk.object()
                .put("id", id.hex())
                .put("author", sealed.entries().get(0).author().hex()));
        desk.say(words + " " + id);
        return Exit.OK;
    }

    @Command(
            name = "publish",
            mixinStandardHelpOptions = true,
            header = "Tell everybody how a deal went, without saying which it was.",
            description = {
                "The other side has signed, when the deal was agreed, that there was one, without seeing what; so everybody can check that you",
                "dealt with them, and nobody, not even they, sees by it in which deal. It is told under a name that you use for nobody else:",
                "whoever reads it sees that several of them come from one person. What you write may say more than you mean to.",
                "It stands for 366 days."
            },
            footer = {"", "Example: byway experience publish 9b12 --rating 5 \"Good bread, on time\""})
    static final class Publish implements Callable<Integer> {
        private final Desk desk;

        @Parameters(index = "0", paramLabel = "DEAL", description = "As in `byway deal list`, or how its id begins.")
        private String deal;

        @Parameters(index = "1", arity = "0..1", paramLabel = "TEXT", defaultValue = "", description = "What happened.")
        private String text;

        @Mixin
        private Facts facts;

        Publish(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            Experience.Builder said = Experience.newBuilder().setText(text);
            facts.into(said);
            NodePort node = desk.node();
            try (MatterDesk<DealState> deals = MatterDesk.fetched(desk, DealLines.DEALS)) {
                Token token = Desk.value(
                        deals.letters().tokens().token(deals.known(deal)),
                        "Try again later: `byway inbox` fetches what has come.");
                Agent agent = deals.letters().agent();
                Waiting sealed = Desk.value(
                        agent.experiences().say(said.setToken(token).build()), "`byway experience amend` changes it.");
                return posted(desk, node, agent, sealed, "Told:");
            }
        }
    }

    @Command(
            name = "amend",
            mixinStandardHelpOptions = true,
            header = "Tell it otherwise: takes the place of what you have told.",
            description =
                    "What is not named stays as it was; an empty TEXT takes the text away. That it was amended shows.")
    static final class Amend implements Callable<Integer> {
        private final Desk desk;

        @Parameters(index = "0", paramLabel = "ID", description = "Of what you have told.")
        private String id;

        @Parameters(index = "1", arity = "0..1", paramLabel = "TEXT", description = "What happened.")
        private String text;

        @Mixin
        private Facts facts;

        Amend(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            Bytes32 which = Desk.id(id);
            NodePort node = desk.node();
            try (Agent agent = desk.agent()) {
                Waiting sealed = Desk.value(
                        agent.experiences().amend(which, said -> {
                            facts.into(said);
                            said.setText(text == null ? said.getText() : text);
                        }),
                        "");
                return posted(desk, node, agent, sealed, "It is now");
            }
        }
    }

    @Command(
            name = "retract",
            mixinStandardHelpOptions = true,
            header = "Take back, for good, what you have told, or an answer.")
    static final class Retract implements Callable<Integer> {
        private final Desk desk;

        @Parameters(index = "0", paramLabel = "ID", description = "Of what you have told or answered.")
        private String id;

        Retract(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            Bytes32 which = Desk.id(id);
            NodePort node = desk.node();
            try (Agent agent = desk.agent()) {
                Waiting sealed = Desk.value(agent.experiences().retract(which), "");
                return posted(desk, node, agent, sealed, "Taken back:");
            }
        }
    }

    @Command(
            name = "reply",
            mixinStandardHelpOptions = true,
            header = "Answer, for everybody to read, what somebody tells of you.",
            description = "Said again it takes the place of your answer before.")
    static final class Reply implements Callable<Integer> {
        private final Desk desk;

        @Parameters(
                index = "0",
                paramLabel = "ID",
                description = "Of what was told, as in `byway experience list --mine`.")
        private String id;

        @Parameters(index = "1", paramLabel = "TEXT", description = "What you say to it.")
        private String text;

        @Option(
                names = "--language",
                paramLabel = "TAG",
                defaultValue = "",
                description = "Of the text, such as de or pt-BR.")
        private String language;

        Reply(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            Bytes32 which = Desk.id(id);
            NodePort node = desk.node();
            try (LetterDesk letters = LetterDesk.open(desk)) {
                Map<Bytes32, Persona> subjects = letters.tokens().subjects();
                Collection<SignedRecord> found = Desk.value(Gathering.of(node, subjects::containsKey));
                Told told = Testimony.of(found, new StrictEd25519()).told().stream()
                        .filter(each -> each.id().equals(which))
                        .findFirst()
                        .orElseThrow(() -> Failure.failed(
                                "unknown_experience",
                                "Nobody tells that of you, or it does not hold.",
                                "`byway experience list --mine` shows what they tell."));
                ExperienceReply reply = ExperienceReply.newBuilder()
                        .setExperience(bytes(told.id()))
                        .setAuthor(bytes(told.author()))
                        .setLineage(bytes(told.envelope().lineage()))
                        .setText(text)
                        .setLanguage(language)
                        .build();
                Agent agent = letters.agent();
                Waiting sealed = Desk.value(agent.experiences().reply(subjects.get(told.subject()), reply), "");
                return posted(desk, node, agent, sealed, "Answered:");
            }
        }

        private static ByteString bytes(Bytes32 value) {
            return ByteString.copyFrom(value.bytes());
        }
    }
}
