package org.byway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.byway.agent.Agent;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.node.NodePort;
import org.byway.protocol.place.Coordinates;
import org.byway.protocol.place.Place;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import org.byway.protocol.wire.Profile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway persona publish}, {@code unpublish} and {@code profiles}. */
final class ProfileCommands {
    private static final int PAGE = 200;

    private ProfileCommands() {}

    @Command(
            name = "publish",
            mixinStandardHelpOptions = true,
            header = "Say of a name what you like everybody to know of it.",
            description = {
                "A profile is a public record, signed by the name: whoever reads it can write to you. Said anew it takes the place of the",
                "one before; what is not named stays as it was, and an empty value (--text=) takes it away. It stands for 90 days from",
                "when it was first said: then say it again."
            })
    static final class Publish implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "NAME", description = "As in `byway persona list`.")
        private String persona;

        @Option(names = "--called", paramLabel = "NAME", description = "What others are to call you. Usually the same.")
        private String called;

        @Option(names = "--text", paramLabel = "TEXT", description = "Anything else.")
        private String text;

        @Option(names = "--language", paramLabel = "TAG", description = "Of the text, such as de or pt-BR.")
        private String language;

        @Option(names = "--near", paramLabel = "LAT,LON", description = "Roughly where; it is made coarse.")
        private String near;

        @Option(names = "--no-answers", description = "Nobody can write to you by it.")
        private boolean silent;

        Publish(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            NodePort node = desk.node();
            try (LetterDesk letters = LetterDesk.open(desk)) {
                Agent agent = letters.agent();
                if (!silent) {
                    agent.take(letters.answers(null));
                }
                Profile profile = said(agent.profiles().standing(persona));
                published(node, letters, Desk.value(agent.profiles().say(persona, profile), ""));
            }
            return Exit.OK;
        }

        private Profile said(Optional<Profile> before) {
            Profile.Builder profile = before.orElse(Profile.getDefaultInstance()).toBuilder()
                    .clearReply()
                    .clearMovedFrom();
            if (called != null || profile.getName().isEmpty()) {
                profile.setName(called == null ? persona : called);
            }
            if (text != null) {
                profile.setText(text);
            }
            if (language != null) {
                profile.setLanguage(language);
            }
            if (near != null) {
                profile.setCell(near.isEmpty() ? "" : cell());
            }
            return profile.build();
        }

        private String cell() {
            int comma = near.indexOf(',');
            if (comma < 0) {
                throw Failure.usage("--near takes LAT,LON, such as --near=-23.55,-46.63.", "");
            }
            String latitude = near.substring(0, comma);
            return Place.of(Desk.argument(Coordinates.parse(latitude, near.substring(comma + 1))))
                    .cell();
        }
    }

    /** Posts what is said under a name, behind the mailbox that it names, and tells of it. */
    static void published(NodePort node, LetterDesk letters, Waiting sealed) throws IOException {
        letters.openNamed();
        MarketCommands.posted(node, letters.agent(), sealed);
        var entry = sealed.entries().get(0);
        letters.desk()
                .line(Desk.object()
                        .put("id", entry.id().hex())
                        .put("author", entry.author().hex()));
        letters.desk().say("Published.");
        letters.desk().say(entry.id().hex());
    }

    @Command(
            name = "profiles",
            mixinStandardHelpOptions = true,
            header = "List who has published something of themselves, newest first.",
            description = "`byway message send ID` writes to one.")
    static final class Profiles implements Callable<Integer> {
        private final Desk desk;

        @Option(names = "--community", paramLabel = "ID", description = "Only of this community.")
        private String community;

        Profiles(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            Bytes32 only = community == null ? null : Desk.id(community);
            NodePort node = desk.node();
            String next = null;
            do {
                NodePort.Listing page = Desk.value(node.list(new NodePort.Query(Kind.PROFILE, only, PAGE, next)));
                for (JsonNode item : page.items()) {
                    desk.line(item);
                    desk.say(
                            item.path("id").asText() + "  " + item.path("title").asText("(not held here)"));
                }
                next = page.next();
            } while (next != null);
            return Exit.OK;
        }
    }
}
