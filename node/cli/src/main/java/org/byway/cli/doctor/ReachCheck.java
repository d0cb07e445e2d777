package org.byway.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.byway.agent.node.Reply;
import org.byway.cli.config.Configuration;
import org.byway.cli.config.HostPort;
import org.byway.cli.config.Setting;
import org.byway.protocol.reach.Whereabouts;

/**
 * What a stranger on the Internet can reach: the addresses that are announced, what sort each of them is, whether anybody has
 * come in by one, and who is served by HTTP. Nobody is asked to try: what cannot be known from here is said so.
 */
final class ReachCheck implements Check {
    @Override
    public String what() {
        return "reach";
    }

    @Override
    public Seen look(Subject subject) {
        if (subject.configuration().isEmpty()) {
            return new Seen(what(), "not known while the settings cannot be read", List.of());
        }
        Configuration configuration = subject.configuration().get();
        List<String> announced = announced(subject, configuration);
        List<Finding> findings = new ArrayList<>();
        List<String> told = new ArrayList<>();
        for (String address : announced) {
            Whereabouts where = whereabouts(address);
            told.add(address + " (" + words(where) + ")");
            explain(address, where, configuration).ifPresent(findings::add);
        }
        long dialled = dialledBy(subject);
        boolean outside =
                announced.stream().anyMatch(address -> whereabouts(address).isOutside());
        if (outside && dialled == 0 && subject.status().isPresent()) {
            findings.add(untried());
        }
        String others = dialled == 0 ? "" : "; " + dialled + " linked here by dialling this node";
        return new Seen(what(), String.join(", ", told) + others + "; " + http(subject, configuration), findings);
    }

    private static Finding untried() {
        return Finding.note(
                "untried",
                "Whether strangers reach this node cannot be known from here: nobody has linked by dialling it since it started.",
                "Ask the host of a linked node to run `byway peer add HOST:PORT` with an address above. Where that fails: in the"
                        + " router, forward the TCP port to this machine, and open it in this machine's firewall.");
    }

    /** As the running node says; else as it would. */
    private static List<String> announced(Subject subject, Configuration configuration) {
        List<String> out = new ArrayList<>();
        if (subject.running().isPresent()
                && subject.running().get().node().facts() instanceof Reply.Got<JsonNode>(JsonNode facts)) {
            facts.path("listen").forEach(address -> out.add(address.asText()));
        }
        if (out.isEmpty()) {
            out.addAll(configuration.texts(Setting.ADVERTISE));
        }
        return out.isEmpty() ? List.of(configuration.text(Setting.LISTEN)) : out;
    }

    private static Whereabouts whereabouts(String address) {
        HostPort parsed = HostPort.parse(address);
        return parsed == null ? Whereabouts.NOWHERE : Whereabouts.of(parsed.host());
    }

    private static String words(Whereabouts where) {
        return switch (where) {
            case LOOPBACK -> "this machine alone";
            case LINK_LOCAL -> "this cable or wireless network alone";
            case PRIVATE -> "the local network alone";
            case SHARED -> "a provider's shared network";
            case PUBLIC -> "the Internet";
            case ONION -> "by Tor";
            case NAME -> "by a name";
            case NOWHERE -> "nowhere";
        };
    }

    private static Optional<Finding> explain(String address, Whereabouts where, Configuration configuration) {
        return switch (where) {
            // PortsCheck says what there is to say of this machine alone.
            case LOOPBACK, PUBLIC, NAME -> Optional.empty();
            case PRIVATE, LINK_LOCAL ->
                Optional.of(
                        Finding.note(
                                "local_only",
                                "Others are told " + address + ", which only the local network knows.",
                                "To be reached from outside: in the router, forward a TCP port to this machine, and set advertise to the"
                                        + " router's address or a name for it. Linked nodes that this one dials need nothing of that."));
            case SHARED ->
                Optional.of(Finding.note(
                        "shared_address",
                        "Others are told " + address
                                + ", which the provider shares among many: nothing comes in there.",
                        "Ask the provider for an address of your own, use IPv6, or an .onion address by Tor. Nodes that this"
                                + " one dials need nothing of that."));
            case ONION ->
                configuration.text(Setting.SOCKS5).isEmpty()
                        ? Optional.of(Finding.note(
                                "no_way_back",
                                "This node is known by an .onion address and has no proxy to dial others' .onion addresses.",
                                "Set socks5, for Tor to \"127.0.0.1:9050\"."))
                        : Optional.empty();
            case NOWHERE ->
                Optional.of(Finding.warning(
                        "no_address",
                        "Others are told " + address + ", where nobody can reach anything.",
                        "Set advertise to the address that others dial."));
        };
    }

    /** Sessions that others opened. */
    private static long dialledBy(Subject subject) {
        long count = 0;
        if (subject.status().isPresent()) {
            for (JsonNode peer : subject.status().get().path("peers")) {
                boolean linked = peer.path("state").asText().equals("linked");
                count += linked && !peer.path("address").isTextual() ? 1 : 0;
            }
        }
        return count;
    }

    private static String http(Subject subject, Configuration configuration) {
        String http =
                subject.running().map(running -> running.http()).orElseGet(() -> configuration.text(Setting.HTTP));
        HostPort at = HostPort.parse(http);
        boolean everywhere =
                at != null && (at.host().equals("0.0.0.0") || at.host().equals("::"));
        return "HTTP at " + http + " for " + (everywhere ? "whoever reaches this machine" : words(whereabouts(http)));
    }
}
