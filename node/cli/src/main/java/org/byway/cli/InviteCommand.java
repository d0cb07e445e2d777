package org.byway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.byway.agent.Agent;
import org.byway.protocol.community.Address;
import org.byway.protocol.community.LinkHalf;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Limits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code byway invite}. */
@Command(
        name = "invite",
        mixinStandardHelpOptions = true,
        header = "Make an invite, by which another community can link with this one.",
        description = {
            "Whoever gets the link may join with it: give it to people you know. Each side then carries the",
            "other's offers and intents, and either side can end it at any time (`byway peer remove`)."
        })
final class InviteCommand implements Callable<Integer> {
    static final int USUAL_DAYS = 7;

    private final Desk desk;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "7",
            description = "How long it is good for. Usually ${DEFAULT-VALUE} days.")
    private int days;

    @Option(
            names = "--no-transit",
            description = "Carry nothing of third communities over this link, whatever the other side wishes.")
    private boolean noTransit;

    @Option(
            names = "--person",
            description = {
                "For somebody who has no node, or moves here: `byway init --at` and `byway move --to` take it.",
                "It lets nobody in whom the node would not let in anyway; it tells where the node is, and which one."
            })
    private boolean person;

    @Option(
            names = "--http-address",
            paramLabel = "HOST:PORT",
            description = "With --person: where others reach the node's HTTP interface, if not where it listens.")
    private String httpAddress;

    InviteCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        if (days < 1 || days > 366) {
            throw Failure.usage("An invite is good for 1 to 366 days.", "");
        }
        if (person) {
            return invitePerson();
        }
        if (httpAddress != null) {
            throw Failure.usage("--http-address goes with --person.", "");
        }
        try (Agent agent = desk.agent()) {
            CharterDesk.requireSteward(agent, desk.ownNode());
            JsonNode facts = Desk.value(desk.ownNode().facts());
            long expires = desk.surroundings().now() + days * Limits.DAY_MILLIS;
            String link = agent.steward().invite(addresses(facts), expires, noTransit ? 0 : LinkHalf.MOST_HOPS);
            desk.line(Desk.object().put("link", link).put("expires", Desk.time(expires)));
            desk.say(link);
            desk.say("Good until " + Desk.time(expires) + ". The other side types: byway join LINK");
            show(desk, link);
        }
        return Exit.OK;
    }

    private int invitePerson() throws IOException {
        JsonNode facts = Desk.value(desk.ownNode().facts());
        String address = httpAddress == null ? desk.running().orElseThrow().address() : httpAddress;
        String link = new HostLink(
                        HostLink.read(address).address(),
                        Bytes32.ofHex(facts.path("node").asText()))
                .text();
        desk.line(Desk.object().put("link", link));
        desk.say(link);
        desk.say("The other side types: byway init --at LINK, or byway move --to LINK");
        if (address.startsWith("127.") || address.startsWith("localhost") || address.startsWith("[::1]")) {
            desk.note("The node's HTTP interface is reached from this machine alone: see `byway serve --http`.");
        }
        show(desk, link);
        return Exit.OK;
    }

    /** The picture of a link, for a person at a terminal, in colours that the terminal is to obey. */
    static void show(Desk desk, String link) {
        if (desk.surroundings().terminal() && !desk.json()) {
            TerminalCode.of(link).ifPresent(desk.surroundings().out()::println);
        }
    }

    /** Where others reach a node, by the facts that it tells of itself. */
    static List<Address> addresses(JsonNode facts) {
        Bytes32 node = Bytes32.ofHex(facts.path("node").asText());
        List<Address> addresses = new ArrayList<>();
        for (JsonNode listen : facts.path("listen")) {
            Address address = Address.parse(listen.asText()).orThrow();
            addresses.add(new Address(node, address.host(), address.port()));
        }
        return addresses;
    }
}
