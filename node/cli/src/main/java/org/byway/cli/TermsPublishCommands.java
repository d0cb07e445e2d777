package org.byway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.node.NodePort;
import org.byway.agent.terms.TermsJson;
import org.byway.agent.terms.TermsShelf;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.AcceptedTerms;
import org.byway.protocol.wire.TermsText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code byway terms publish}: what a second party accepts, for everybody to read. */
final class TermsPublishCommands {
    private TermsPublishCommands() {}

    @Command(
            name = "publish",
            mixinStandardHelpOptions = true,
            header = "Say to everybody which conditions you accept under a name.",
            description = {
                "A public record, signed by the name: whoever reads it can proffer one of them (`byway terms proffer ID TEXT`). Said anew it",
                "takes the place of the one before. It stands for 90 days from when it was first said: then say it again. It binds nobody:",
                "you accept what is proffered with `byway terms accept`."
            })
    static final class Publish implements Callable<Integer> {
        private final Desk desk;

        @Parameters(index = "0", paramLabel = "NAME", description = "As in `byway persona list`.")
        private String persona;

        @Parameters(
                index = "1..*",
                arity = "1..*",
                paramLabel = "TEXT",
                description = "As `byway terms list` shows it.")
        private List<String> named = List.of();

        Publish(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            NodePort node = desk.node();
            try (LetterDesk letters = LetterDesk.open(desk)) {
                TermsTexts known = TermsTexts.of(letters);
                List<TermsText> texts = named.stream().map(known::text).toList();
                letters.agent().take(letters.answers(null));
                Waiting sealed = Desk.value(letters.agent().acceptances().say(persona, texts), "");
                ProfileCommands.published(node, letters, sealed);
            }
            return Exit.OK;
        }
    }

    /** What an author accepts, or whoever posted the record of that id, as this home's node holds it; all that vouches for it is checked. */
    static void tell(Desk desk, TermsShelf shelf, String named) throws IOException {
        Bytes32 author = MessageCommands.record(desk, Desk.id(named)).envelope().author();
        NodePort.Listing page = Desk.value(desk.node().saidBy(author, Kind.ACCEPTED_TERMS, null));
        if (page.items().isEmpty()) {
            desk.say("They have not said which conditions they accept.");
        }
        for (JsonNode item : page.items()) {
            SignedRecord record =
                    MessageCommands.record(desk, Desk.id(item.path("id").asText()));
            for (TermsText text : texts(record)) {
                desk.line(TermsJson.text(text, shelf)
                        .put("acceptedBy", author.hex())
                        .put("record", record.id().hex()));
                desk.say(TermsLines.text(text, shelf));
            }
            desk.say("Proffer one: byway terms proffer " + record.id().hex() + " TEXT");
        }
    }

    private static List<TermsText> texts(SignedRecord record) {
        if (!record.envelope().is(Kind.ACCEPTED_TERMS) || record.content() == null) {
            throw Failure.failed("bad_kind", "The node gave another record than was asked for.", "");
        }
        try {
            return AcceptedTerms.parseFrom(record.content()).getTextsList();
        } catch (InvalidProtocolBufferException e) {
            throw Failure.failed("bad_content", "What the record says cannot be read.", "");
        }
    }
}
