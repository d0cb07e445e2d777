package org.byway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.byway.agent.Agent;
import org.byway.agent.CommunityCharters;
import org.byway.agent.Delivery;
import org.byway.agent.Links;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.node.NodePort;
import org.byway.agent.node.Reply;
import org.byway.protocol.community.Link;
import org.byway.protocol.community.LinkAreas;
import org.byway.protocol.community.LinkHalf;
import org.byway.protocol.community.LinkScope;
import org.byway.protocol.market.Area;
import org.byway.protocol.market.Cover;
import org.byway.protocol.place.Coordinates;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Refusal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway federation}: with which communities ours is linked, and what the links carry. */
final class FederationCommands {
    private FederationCommands() {}

    static CommandLine tree(Desk desk) {
        return Group.of("federation", "Link your community with others, and say what the links carry.")
                .addSubcommand("propose", new InviteCommand(desk))
                .addSubcommand("accept", new JoinCommand(desk))
                .addSubcommand(new Narrow(desk))
                .addSubcommand(new End(desk))
                .addSubcommand(new Listing(desk));
    }

    /** Posts what was sealed of a link; ends the command where the node refuses it. */
    static void post(Agent agent, NodePort node, Waiting sealed) throws IOException {
        Refusal refusal =
                Desk.value(new Delivery(agent, node).post(sealed)).refused().get(0);
        if (refusal != null) {
            throw Desk.refused(refusal, "");
        }
    }

    /** Ends all links with a community; how many there were. */
    static int end(Agent agent, NodePort node, String other) throws IOException {
        List<Link> links = Desk.value(new Links(agent, node).with(other));
        for (Link link : links) {
            post(agent, node, Desk.value(agent.steward().end(link), ""));
        }
        return links.size();
    }

    private static Failure noLink(String other) {
        return Failure.failed(
                "not_linked", "There is no link with " + other + ".", "`byway federation list` tells which there are.");
    }

    @Command(
            name = "narrow",
            mixinStandardHelpOptions = true,
            header = "Say what your side lets a link carry from now on.",
            description = {
                "It says all of it anew: without options, whatever both sides agreed to when they linked. The other side may narrow the",
                "link too; what both let through is carried. What was carried before stays until it expires."
            })
    static final class Narrow implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "WHO", description = "A community's id, a key of its node, or HOST:PORT.")
        private String other;

        @Option(
                names = "--hops",
                paramLabel = "N",
                defaultValue = "3",
                description =
                        "How far records of third communities may have come; 0: only each other's own. Usually ${DEFAULT-VALUE}.")
        private int hops;

        @Option(
                names = "--kind",
                paramLabel = "KIND",
                description = "Carry this kind, such as offer. May be repeated. Usually all.")
        private List<String> kinds = List.of();

        @Option(
                names = "--area",
                paramLabel = "LAT,LON,KM",
                description = {
                    "Carry offers, intents and payment signals that are there, or reach there; those that say no place too.",
                    "May be repeated. Usually everywhere."
                })
        private List<String> areas = List.of();

        Narrow(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            if (hops < 0 || hops > LinkHalf.MOST_HOPS) {
                throw Failure.usage("--hops takes 0 to " + LinkHalf.MOST_HOPS + ".", "");
            }
            LinkScope scope = new LinkScope(hops, numbers(), cells());
            NodePort node = desk.node();
            try (Agent agent = desk.agent()) {
                CharterDesk.requireSteward(agent, node);
                List<Link> links = Desk.value(new Links(agent, node).with(other));
                if (links.isEmpty()) {
                    throw noLink(other);
                }
                for (Link link : links) {
                    post(agent, node, Desk.value(agent.steward().narrow(link, scope), ""));
                }
                desk.line(Desk.object().put("state", "narrowed").put("links", links.size()));
                desk.say("Said. Both sides go by it as soon as they hear of it, within a minute or so.");
            }
            return Exit.OK;
        }

        private LinkAreas cells() {
            List<String> cells = new ArrayList<>();
            for (String text : areas) {
                Set<String> cover = cover(text);
                if (cover == null) {
                    throw Failure.usage(
                            "--area takes LAT,LON,KM, such as --area=48.09,10.86,30; neither near a pole nor over the date line.",
                            "");
                }
                cells.addAll(cover);
            }
            LinkAreas all = LinkAreas.of(cells);
            if (all.cells().size() > LinkAreas.MOST_CELLS) {
                throw Failure.usage("These are too many areas for a link.", "Take fewer, and larger ones.");
            }
            return all;
        }

        /** Null where it is none. */
        private static Set<String> cover(String text) {
            String[] parts = text.split(",", -1);
            try {
                return parts.length == 3
                        ? Cover.of(new Area(
                                new Coordinates(Double.parseDouble(parts[0]), Double.parseDouble(parts[1])),
                                Integer.parseInt(parts[2])))
                        : null;
            } catch (IllegalArgumentException e) {
                return null;
            }
        }

        private List<Integer> numbers() {
            List<Integer> numbers = new ArrayList<>();
            for (String word : kinds) {
                for (Kind kind : Kind.values()) {
                    if (kind.word().equals(word) && !numbers.contains(kind.number())) {
                        numbers.add(kind.number());
                    }
                }
            }
            if (numbers.size() != kinds.size()) {
                throw Failure.usage(
                        "--kind takes a kind of record, each once, such as offer, intent or experience.", "");
            }
            return List.copyOf(numbers);
        }
    }

    @Command(
            name = "end",
            mixinStandardHelpOptions = true,
            header = "End the links with a community.",
            description = "Ending a link is signed and public. What was carried already stays until it expires.")
    static final class End implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "WHO", description = "A community's id, a key of its node, or HOST:PORT.")
        private String other;

        End(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            NodePort node = desk.node();
            try (Agent agent = desk.agent()) {
                CharterDesk.requireSteward(agent, node);
                int ended = FederationCommands.end(agent, node, other);
                if (ended == 0) {
                    throw noLink(other);
                }
                desk.line(Desk.object().put("state", "ended").put("links", ended));
                desk.say("The link has ended.");
            }
            return Exit.OK;
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, header = "List the links that stand, and what they carry.")
    static final class Listing implements Callable<Integer> {
        private final Desk desk;

        Listing(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            NodePort node = desk.node();
            try (Agent agent = desk.agent()) {
                Bytes32 own = agent.community().orElseThrow();
                List<Links.Standing> links = Desk.value(new Links(agent, node).all());
                for (Links.Standing link : links) {
                    Bytes32 other = link.other(own).community();
                    String name = CommunityCharters.read(node, other)
                                    instanceof Reply.Got<CommunityCharters>(CommunityCharters charters)
                            ? charters.standing().name()
                            : "";
                    tell(link, other, name, own);
                }
                if (links.isEmpty()) {
                    desk.say(
                            "None yet. `byway federation propose` makes an invite, `byway federation accept` takes one.");
                }
            }
            return Exit.OK;
        }

        private void tell(Links.Standing link, Bytes32 other, String name, Bytes32 own) {
            ObjectNode line = Desk.object()
                    .put("community", other.hex())
                    .put("name", name)
                    .put("expires", Desk.time(link.expires()))
                    .put("transitHops", link.scope().transitHops());
            ArrayNode kinds = line.putArray("kinds");
            link.scope().kinds().forEach(kind -> kinds.add(Kind.word(kind)));
            ArrayNode areas = line.putArray("areas");
            link.scope().areas().cells().forEach(areas::add);
            line.put("narrowedHere", link.ours() != null);
            ArrayNode addresses = line.putArray("addresses");
            link.other(own).addresses().forEach(at -> addresses.add(at.text()));
            desk.line(line);
            String carried = link.scope().kinds().isEmpty()
                    ? "everything"
                    : String.join(
                            ", ", link.scope().kinds().stream().map(Kind::word).toList());
            int hops = link.scope().transitHops();
            boolean everywhere = link.scope().areas().cells().isEmpty();
            desk.say("%s  %s%s, %s, until %s  %s"
                    .formatted(
                            other,
                            carried,
                            everywhere
                                    ? ""
                                    : " in "
                                            + String.join(
                                                    " ", link.scope().areas().cells()),
                            hops == 0 ? "each other's own" : "up to " + hops + " links away",
                            Desk.time(link.expires()),
                            name));
        }
    }
}
