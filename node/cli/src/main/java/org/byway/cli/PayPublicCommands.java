package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.byway.agent.Agent;
import org.byway.agent.LiveRecords;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.letter.Addressees;
import org.byway.agent.letter.Correspondence;
import org.byway.agent.letter.Mailbox;
import org.byway.agent.letter.Tie;
import org.byway.agent.node.NodePort;
import org.byway.agent.pay.PayJson;
import org.byway.protocol.market.PaySignalRule;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Category;
import org.byway.protocol.wire.PayAccept;
import org.byway.protocol.wire.PayAnswer;
import org.byway.protocol.wire.PayRail;
import org.byway.protocol.wire.PaySignal;
import org.byway.protocol.wire.PublicPaySignal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What somebody would pay, said to everybody: published, listed, answered and withdrawn. */
final class PayPublicCommands {
    private PayPublicCommands() {}

    static CommandLine addTo(CommandLine pay, Desk desk) {
        return pay.addSubcommand(new Answer(desk))
                .addSubcommand(new MarketCommands.WithdrawCommand(desk, Kind.PAY_SIGNAL));
    }

    /** How it is said to everybody. */
    static final class Options {
        @Option(
                names = "--public",
                description =
                        "Say it to everybody: a signed record that is passed on, without your name unless --as. Whoever"
                                + " answers gets the same from you in private, and you pay as by any other. TO may be an offer's or"
                                + " profile's id, or be left away.")
        boolean publicly;

        @Option(names = "--as", paramLabel = "NAME", description = "Under this name of yours; usually without one.")
        String name;

        @Option(
                names = "--payees",
                paramLabel = "N",
                defaultValue = "0",
                description = "How many may be paid so, where nobody is named; usually one.")
        int payees;

        @Option(
                names = "--kind",
                paramLabel = "SCHEME:CODE",
                description = "What whoever is meant does, as byway:music; may be given more than once.")
        List<String> kinds = List.of();

        @Option(names = "--cell", paramLabel = "GEOHASH", defaultValue = "", description = "Where, coarsely.")
        String cell;

        @Option(
                names = "--uri",
                paramLabel = "URI",
                defaultValue = "",
                description = "For what, where it is elsewhere.")
        String uri;

        @Option(
                names = "--conditions",
                paramLabel = "TEXT",
                description = "Of your own, as `byway terms list` shows it.")
        String conditions;

        /** Whether something is said that only everybody can be told. */
        boolean isSaid() {
            return name != null
                    || payees != 0
                    || !kinds.isEmpty()
                    || !cell.isEmpty()
                    || !uri.isEmpty()
                    || conditions != null;
        }
    }

    /** Publishes it, about that record where it is not null. */
    static void publish(Desk desk, PaySignal.Builder signal, String about, Options how) throws IOException {
        NodePort node = desk.node();
        try (LetterDesk letters = LetterDesk.open(desk)) {
            Agent agent = letters.agent();
            if (how.name != null && agent.letterSigner(how.name).isEmpty()) {
                throw Failure.failed(
                        "unknown_name",
                        "There is no name \"" + how.name + "\" here.",
                        "`byway persona list` shows them.");
            }
            PublicPaySignal.Builder said = PublicPaySignal.newBuilder()
                    .setCell(how.cell)
                    .setUri(how.uri)
                    .setMostPayees(how.payees);
            if (about != null) {
                SignedRecord record = MessageCommands.record(desk, Desk.id(about));
                signal.setAbout(bytes(record.id()));
                said.setPayee(bytes(record.sealStatement().signer()));
            }
            how.kinds.forEach(each -> said.addCategories(category(each)));
            if (how.conditions != null) {
                said.setConditions(TermsTexts.of(letters).text(how.conditions));
            }
            agent.take(letters.answers(null));
            Waiting sealed = Desk.value(agent.signal(said.setSignal(signal).build(), how.name), "");
            ProfileCommands.published(node, letters, sealed);
        }
    }

    private static Category category(String words) {
        int split = words.indexOf(':');
        if (split < 1) {
            throw Failure.usage("A kind is said as scheme:code, such as byway:music.", "");
        }
        return Category.newBuilder()
                .setScheme(words.substring(0, split))
                .setCode(words.substring(split + 1))
                .build();
    }

    private static ByteString bytes(Bytes32 value) {
        return ByteString.copyFrom(value.bytes());
    }

    /** Lists what everybody is told, newest first. */
    static void list(Desk desk) throws IOException {
        int[] many = new int[1];
        try (Agent agent = desk.agent()) {
            Desk.value(new LiveRecords(desk.node()).each(Kind.PAY_SIGNAL, null, listed -> {
                if (PaySignalRule.read(listed.content()) instanceof Checked.Ok<PublicPaySignal>(PublicPaySignal said)) {
                    Bytes32 id = listed.envelope().id();
                    boolean own = agent.paySignal(id).isPresent();
                    ObjectNode line = PayJson.of(id, listed.envelope().author(), said);
                    desk.line(line.put("own", own));
                    desk.say(PayLines.line(id, said, own));
                    many[0]++;
                }
            }));
        }
        if (many[0] == 0) {
            desk.say("None yet.");
        }
    }

    @Command(
            name = "answer",
            mixinStandardHelpOptions = true,
            header = "Answer what somebody would pay, as everybody was told: you would be paid so.",
            description = {
                "A private message to whoever said it. Their agent then signals you the same in private and yours takes it, as you",
                "say here: `byway pay list` shows it. Where one payee is named, answer as that name (--as)."
            },
            footer = {"", "Example: byway pay answer ID --by tab --as \"Ana Baker\""})
    static final class Answer implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "ID", description = "As `byway pay list --public` shows it.")
        private String id;

        @Option(
                names = "--by",
                paramLabel = "WAY",
                description =
                        "tab, cash, sepa=IBAN/NAME, bitcoin=ADDRESS, lightning=INVOICE, taler=URI or payto=URI; usually by tab and in cash, where the payer would.")
        private List<String> ways = List.of();

        @Option(names = "--as", paramLabel = "NAME", description = "Under this name of yours; usually without one.")
        private String name;

        Answer(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            SignedRecord record = MessageCommands.record(desk, Desk.id(id));
            PublicPaySignal said = read(record);
            PayAccept accept = accept(said.getSignal());
            try (LetterDesk letters = LetterDesk.open(desk)) {
                if (letters.agent().paySignal(record.id()).isPresent()) {
                    throw Failure.failed("own_signal", "That is what you would pay yourself.", "");
                }
                Mailbox.Signer signer = signer(letters.agent(), said);
                Correspondence.Addressee to = Desk.value(Addressees.of(record), "");
                Tie tie = letters.correspondence().begin(to, letters.nodeKeys(), signer);
                PayAnswer answer = PayAnswer.newBuilder()
                        .setRecord(bytes(record.id()))
                        .setSignal(said.getSignal())
                        .setAccept(accept)
                        .build();
                MessageCommands.write(letters, tie, body -> body.setPayAnswer(answer));
            }
            return Exit.OK;
        }

        private static PublicPaySignal read(SignedRecord record) {
            if (!record.envelope().is(Kind.PAY_SIGNAL) || record.content() == null) {
                throw Failure.failed(
                        "bad_kind", "That is not what somebody would pay.", "`byway pay list --public` shows what is.");
            }
            return Desk.value(PaySignalRule.read(record.content()), "");
        }

        private PayAccept accept(PaySignal signal) {
            PayAccept.Builder accept = PayAccept.newBuilder();
            ways.forEach(each -> accept.addRails(PayStepCommands.rail(each)));
            if (ways.isEmpty()) {
                signal.getRailsList().stream()
                        .filter(each -> each.equals("tab") || each.equals("cash"))
                        .forEach(each -> accept.addRails(PayRail.newBuilder().setRail(each)));
            }
            boolean would = accept.getRailsCount() > 0
                    && accept.getRailsList().stream()
                            .allMatch(each -> signal.getRailsList().contains(each.getRail()));
            if (!would) {
                throw Failure.failed(
                        "bad_content",
                        "They would not pay so, but by " + String.join(", ", signal.getRailsList()) + ".",
                        "Say how with --by.");
            }
            return accept.build();
        }

        /** Who is meant answers by the key that the signal names. */
        private Mailbox.Signer signer(Agent agent, PublicPaySignal said) throws IOException {
            Optional<Mailbox.Signer> signer = name == null ? Optional.empty() : agent.letterSigner(name);
            if (name != null && signer.isEmpty()) {
                throw Failure.failed(
                        "unknown_name", "There is no name \"" + name + "\" here.", "`byway persona list` shows them.");
            }
            Bytes32 key = signer.map(each ->
                            agent.keys().key(each.index(), each.sequence()).publicKey())
                    .orElse(null);
            if (!said.getPayee().isEmpty()
                    && !Bytes32.of(said.getPayee().toByteArray()).equals(key)) {
                throw Failure.failed(
                        "not_yours",
                        "It is meant for one payee, and not for who you answer as.",
                        "Say with --as which of your names is meant.");
            }
            return signer.orElse(null);
        }
    }
}
