package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.byway.agent.letter.Addressees;
import org.byway.agent.letter.Correspondence;
import org.byway.agent.letter.DeliveryState;
import org.byway.agent.letter.Piece;
import org.byway.agent.letter.Tie;
import org.byway.agent.node.HttpNode;
import org.byway.agent.node.Reply;
import org.byway.cli.log.Printable;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.letter.BodyRule;
import org.byway.protocol.letter.SealedBody;
import org.byway.protocol.market.MarketRule;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;
import org.byway.protocol.wire.BodyKey;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.LetterBody;
import org.byway.protocol.wire.LetterReference;
import org.byway.protocol.wire.Message;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway message}: private messages. */
final class MessageCommands {
    private static final int ID_DIGITS = 64;

    private MessageCommands() {}

    static CommandLine tree(Desk desk) {
        return Group.of("message", "Write to whoever wants or offers something, and read what they write.")
                .addSubcommand(new Send(desk))
                .addSubcommand(new Listing(desk))
                .addSubcommand(new Show(desk));
    }

    @Command(
            name = "send",
            mixinStandardHelpOptions = true,
            header = "Send a private message.",
            description = {
                "To whoever cast an intent or posted an offer, by its id; or in a conversation that there is, by its name",
                "or the beginning of its id. Only the receiver can read it, and learns no more of you than you write: each",
                "conversation has a name of its own that you are known by. It waits until the receiver fetches it, and is",
                "sent again by itself where a node does not answer."
            },
            footer = {
                "",
                "Examples: byway message send 3f0c…e1 \"Is it still there?\"",
                "          byway message send 9b12 --reply-to 3 \"Tomorrow at ten\"",
                "          byway message send 9b12 --photo bicycle.jpg"
            })
    static final class Send implements Callable<Integer> {
        private final Desk desk;

        @Parameters(index = "0", paramLabel = "TO", description = "An intent's or offer's id, or a conversation.")
        private String to;

        @Parameters(
                index = "1",
                paramLabel = "TEXT",
                arity = "0..1",
                description = "What to say; - reads standard input.")
        private String words;

        @Option(names = "--reply-to", paramLabel = "N", description = "The letter that this answers, as `show` counts.")
        private Integer replyTo;

        @Option(
                names = "--deliver-by",
                paramLabel = "TIME",
                description = "By when you could deliver what an intent asks for, as 2026-12-24T18:00:00Z.")
        private String deliverBy;

        @Option(
                names = "--photo",
                paramLabel = "FILE",
                description =
                        "A JPEG or a PNG; it goes without what the camera wrote in it, and as small as a letter needs it.")
        private Path photo;

        @Option(names = "--proof", paramLabel = "NAME", description = "What you can show, as the intent asks for it.")
        private List<String> proofs = List.of();

        Send(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            Message.Builder message = message();
            try (LetterDesk letters = LetterDesk.open(desk)) {
                Tie tie = to(desk, letters, to);
                if (replyTo != null) {
                    Piece answered = LetterDesk.piece(tie, replyTo);
                    message.setReplyTo(LetterReference.newBuilder()
                            .setOwn(answered.own())
                            .setSlot(answered.slot())
                            .setNumber(answered.number()));
                }
                message.addAllShown(Showing.to(letters, tie, about(desk, tie)));
                write(letters, tie, body -> body.setMessage(message));
            }
            return Exit.OK;
        }

        private Message.Builder message() throws IOException {
            String said = "-".equals(words)
                    ? new String(desk.surroundings().streams().in().readAllBytes(), StandardCharsets.UTF_8)
                    : words;
            if ((said == null || said.isBlank()) && photo == null) {
                throw Failure.usage("Say something.", "See `byway message send --help`.");
            }
            String text = said == null ? "" : said.strip();
            if (text.length() > BodyRule.TEXT_CHARACTERS) {
                throw Failure.usage(
                        "A message has at most %d characters, this one %d."
                                .formatted(BodyRule.TEXT_CHARACTERS, text.length()),
                        "");
            }
            Message.Builder message = Message.newBuilder().setText(text).addAllProof(proofs);
            if (deliverBy != null) {
                message.setDeliverBy(Times.millis("--deliver-by", deliverBy));
            }
            if (photo != null) {
                message.setPhoto(LetterPhotos.of(photo, message.build()));
            }
            return message;
        }
    }

    /** The conversation that is named so, or one with whoever made the record of that id. */
    static Tie to(Desk desk, LetterDesk letters, String named) throws IOException {
        if (named.length() != ID_DIGITS || !letters.ties(named).isEmpty()) {
            return letters.tie(named);
        }
        Checked<Correspondence.Addressee> addressee = Addressees.of(record(desk, Desk.id(named)));
        return letters.correspondence()
                .begin(
                        Desk.value(addressee, "Its author cannot be written to by a private message."),
                        letters.nodeKeys());
    }

    /** Likewise, to say something that can show no credential; ends the command where the other side's intent wants one first. */
    static Tie toQualified(Desk desk, LetterDesk letters, String named) throws IOException {
        Tie tie = to(desk, letters, named);
        if (!Showing.due(tie, about(desk, tie)).isEmpty()) {
            throw Failure.failed(
                    "unqualified",
                    "The intent wants to be shown a credential before anything else.",
                    "Write a message first, which shows it: byway message send "
                            + tie.about().hex() + " TEXT");
        }
        return tie;
    }

    /** The other side's intent that a conversation is about, before it has answered; empty where it is about none, or gone. */
    private static Optional<Intent> about(Desk desk, Tie tie) throws IOException {
        Optional<HttpNode> node = desk.reached();
        if (tie.isKnown() || tie.about() == null || node.isEmpty()) {
            return Optional.empty();
        }
        return node.get().record(tie.about()) instanceof Reply.Got<byte[]>(byte[] bundle)
                ? new Verification(new StrictEd25519())
                        .one(bundle, tie.about())
                        .filter(record -> record.envelope().is(Kind.INTENT)
                                && record.envelope().author().equals(tie.other())
                                && record.content() != null)
                        .flatMap(record -> intent(record.content()))
                : Optional.empty();
    }

    private static Optional<Intent> intent(byte[] content) {
        return MarketRule.intent(content) instanceof Checked.Ok<Intent>(Intent intent)
                ? Optional.of(intent)
                : Optional.empty();
    }

    /** A record of the node's, after a check of what vouches for it. */
    static SignedRecord record(Desk desk, Bytes32 id) throws IOException {
        byte[] bundle = Desk.value(desk.node().record(id));
        List<SignedRecord> records = Desk.value(
                new Verification(new StrictEd25519()).bundle(bundle), "The node gives a record that is not valid.");
        return records.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> Failure.failed("unknown_record", "The node gave another record than " + id + ".", ""));
    }

    /** Writes a letter, lets it leave, and tells of it. */
    static void write(LetterDesk letters, Tie tie, Consumer<LetterBody.Builder> what) throws IOException {
        Piece written = Desk.value(letters.correspondence().write(tie, what), "");
        letters.round();
        told(letters.desk(), letters, tie, written);
    }

    /** Tells of a letter that was just written. */
    static void told(Desk desk, LetterDesk letters, Tie of, Piece written) {
        Tie tie = letters.book().tie(of.relationship()).orElseThrow();
        int place = 0;
        for (Piece piece : tie.pieces()) {
            place++;
            if (piece.own() && piece.slot() == written.slot() && piece.number() == written.number()) {
                desk.line(LetterLines.json(tie, place, piece));
                desk.say(
                        switch (piece.delivery()) {
                            case QUEUED -> "It leaves as soon as a node can take it.";
                            case AT_MAILBOX -> "It waits for the receiver.";
                            case DELIVERED, READ -> "Delivered.";
                            case REFUSED -> "No node takes it: " + piece.trouble();
                        });
                desk.say("Conversation " + LetterDesk.called(tie) + ", letter " + place + ".");
                if (piece.delivery() == DeliveryState.REFUSED) {
                    throw Failure.failed("refused", "The message was refused: " + piece.trouble() + ".", "");
                }
                return;
            }
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, header = "List the conversations, the latest first.")
    static final class Listing implements Callable<Integer> {
        private final Desk desk;

        Listing(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (LetterDesk letters = LetterDesk.open(desk)) {
                List<Tie> ties = letters.book().ties().stream()
                        .sorted(Comparator.comparingLong(Listing::latest).reversed())
                        .toList();
                ties.forEach(this::tell);
                if (ties.isEmpty()) {
                    desk.say("None yet. Write to somebody: byway message send ID-OF-AN-OFFER \"Is it still there?\"");
                }
            }
            return Exit.OK;
        }

        private static long latest(Tie tie) {
            return tie.pieces().stream().mapToLong(Piece::at).max().orElse(tie.since());
        }

        private void tell(Tie tie) {
            List<Piece> pieces = tie.pieces();
            String last = pieces.isEmpty()
                    ? ""
                    : LetterLines.said(pieces.get(pieces.size() - 1).body());
            String state = tie.isBlocked() ? "blocked" : tie.isRestored() ? "restored" : tie.isKnown() ? "" : "new";
            ObjectNode line = Desk.object();
            line.put("conversation", tie.relationship().hex());
            line.put("name", tie.name().isEmpty() ? null : tie.name());
            line.put("about", tie.about() == null ? null : tie.about().hex());
            line.put("letters", pieces.size()).put("unseen", tie.unseen());
            line.put("state", state.isEmpty() ? "known" : state);
            line.put("latest", Desk.time(latest(tie)));
            desk.line(line);
            String unseen = tie.unseen() == 0 ? "" : "(" + tie.unseen() + " new) ";
            desk.say("%-20s %-12s %s%s%s"
                    .formatted(
                            Printable.line(LetterDesk.called(tie)),
                            LetterLines.time(latest(tie)),
                            state.isEmpty() ? "" : "[" + state + "] ",
                            unseen,
                            Printable.line(last)));
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            header = "Show a conversation, or one letter of it in full.",
            description = "What is shown counts as read, and the other side is told so; --unread leaves it as it was.")
    static final class Show implements Callable<Integer> {
        private final Desk desk;

        @Parameters(index = "0", paramLabel = "CONVERSATION", description = "Its name, or the beginning of its id.")
        private String named;

        @Parameters(index = "1", paramLabel = "N", arity = "0..1", description = "One letter, as they are counted.")
        private Integer place;

        @Option(names = "--photo", paramLabel = "FILE", description = "Write the photo of letter N to a file.")
        private Path photo;

        @Option(
                names = "--photos",
                paramLabel = "DIR",
                description = "Write all photos of the conversation into a folder, as 003-them.jpg.")
        private Path photos;

        @Option(names = "--unread", description = "Do not mark anything as read.")
        private boolean unread;

        Show(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            if ((photo != null && place == null) || (photos != null && place != null)) {
                throw Failure.usage("--photo FILE goes with a letter N, --photos DIR with the whole conversation.", "");
            }
            try (LetterDesk letters = LetterDesk.open(desk)) {
                Tie tie = letters.tie(named);
                if (place == null) {
                    whole(tie);
                } else {
                    one(tie, LetterDesk.piece(tie, place));
                }
                if (!unread && place == null && tie.unseen() > 0) {
                    letters.correspondence().read(tie);
                    letters.round();
                }
            }
            return Exit.OK;
        }

        private void whole(Tie tie) throws IOException {
            int count = 0;
            for (Piece piece : tie.pieces()) {
                count++;
                Path file = photos == null ? null : LetterPhotos.writeInto(desk, photos, count, piece);
                ObjectNode line = LetterLines.json(tie, count, piece);
                desk.line(file == null ? line : line.put("photo", file.toString()));
                desk.say(LetterLines.words(count, piece) + (file == null ? "" : "   " + file.getFileName()));
            }
        }

        /** Shows what the intent says under seal, as the node has it now. */
        private void unsealed(BodyKey key) throws IOException {
            Bytes32 id = Bytes32.of(key.getRecord().toByteArray());
            SignedRecord record = record(desk, id);
            Checked<String> text = record.envelope().is(Kind.INTENT) && record.content() != null
                    ? SealedBody.open(
                            Bytes32.of(key.getKey().toByteArray()),
                            Intent.parseFrom(record.content()).getSealedBody().toByteArray())
                    : Refusal.of(Reason.BAD_KIND, "the key is for no intent");
            String opened = Desk.value(text, "");
            desk.line(Desk.object().put("record", id.hex()).put("sealed", opened));
            desk.say("");
            opened.lines().map(Printable::line).forEach(desk::say);
        }

        private void one(Tie tie, Piece piece) throws IOException {
            desk.line(LetterLines.json(tie, place, piece));
            desk.say(LetterLines.words(place, piece));
            if (piece.body().hasMessage()) {
                desk.say("");
                piece.body().getMessage().getText().lines().map(Printable::line).forEach(desk::say);
            }
            if (piece.body().hasBodyKey() && !piece.own()) {
                unsealed(piece.body().getBodyKey());
            }
            if (photo != null) {
                LetterPhotos.write(place, piece, photo);
            }
        }
    }

    /** Times as people give them to options. */
    static final class Times {
        private Times() {}

        static long millis(String option, String text) {
            try {
                long millis = Instant.parse(text).toEpochMilli();
                if (millis >= 0) {
                    return millis;
                }
            } catch (DateTimeParseException | ArithmeticException e) {
                // Told below, together with times before 1970.
            }
            throw Failure.usage(option + " takes a time as 2026-12-24T18:00:00Z.", "");
        }
    }
}
