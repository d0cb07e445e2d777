package org.byway.cli;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.byway.agent.Agent;
import org.byway.agent.Home;
import org.byway.protocol.community.Address;
import org.byway.protocol.community.Charter;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.store.StoreFault;
import org.byway.server.Node;
import org.byway.server.NodeHome;
import org.byway.server.NodeSettings;

/** The node's side of a home, while this process holds it. The only class that knows the server. */
final class Hosting implements AutoCloseable {
    /** How large a node's store may grow; the file is as large as what it holds. */
    private static final long STORE_BYTES = 1L << 36;

    private static final int MOST_LANGUAGES = 16;

    private final NodeHome home;
    private Node node;

    private Hosting(NodeHome home) {
        this.home = home;
    }

    /** Where a node is to listen, and by which names it is known. */
    record Places(InetSocketAddress listen, InetSocketAddress http, List<String> advertised, Set<String> hosts) {
        /** Reads what was typed; ends the command where it is no address, before anything was made. */
        static Places of(Remembered remembered) {
            for (String each : remembered.advertised()) {
                Desk.argument(Address.parse(each));
            }
            return new Places(
                    address("--listen", remembered.listen()),
                    address("--http", remembered.http()),
                    remembered.advertised(),
                    new TreeSet<>(remembered.hosts()));
        }
    }

    /** A node that is up: HOST:PORT of both its doors. */
    record Up(String listen, String http, CompletableFuture<Void> broken) {}

    /** Takes the node's folder for this process, making it and the node's key the first time. */
    static Hosting take(Home home) throws IOException {
        try {
            return new Hosting(NodeHome.open(home.nodeFolder(), new SecureRandom()));
        } catch (NodeHome.HomeInUse e) {
            String who = e.pid() == 0 ? "another process" : "the process " + e.pid();
            throw new Failure(
                    "in_use",
                    "The node of " + home.folder() + " runs already: " + who + " has it.",
                    "End that one first, or name another home with --home.",
                    Exit.CONFIGURATION);
        }
    }

    /** The node's public key. */
    Bytes32 key() {
        return home.key().publicKey();
    }

    /** Founds the community of this home unless there is one; the bytes of its charter. */
    byte[] found(Agent agent, String name) throws IOException {
        return found(agent, name, List.of());
    }

    /** Likewise, of people who speak these languages. */
    byte[] found(Agent agent, String name, List<String> languages) throws IOException {
        String called = name == null ? "Community " + key().hex().substring(0, 6) : name;
        return agent.steward().found(called, languages, key());
    }

    /** Tags of BCP 47 as typed; ends the command where one is none. */
    static List<String> languages(List<String> typed) {
        for (String tag : typed) {
            if (!tag.matches("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*") || typed.size() > MOST_LANGUAGES) {
                throw Failure.usage(
                        "--language takes a tag of BCP 47, such as pt-BR, at most " + MOST_LANGUAGES + ".", "");
            }
        }
        return typed;
    }

    /** A community's name as typed, or null where none was; ends the command where it cannot be one. */
    static String name(String typed) {
        String name = typed == null ? null : typed.strip();
        boolean good = name == null
                || !name.isEmpty()
                        && name.length() <= Charter.NAME_CHARACTERS
                        && name.chars().noneMatch(Character::isISOControl);
        if (!good) {
            throw Failure.usage("A community's name has 1 to 100 characters on one line.", "");
        }
        return name;
    }

    /** Starts the node; returns when it listens. */
    Up start(byte[] charter, Places places) throws IOException {
        NodeSettings settings = new NodeSettings(
                places.listen(),
                places.http(),
                places.advertised().isEmpty() ? advertised(places.listen()) : places.advertised(),
                places.hosts(),
                "byway/" + Version.text(),
                STORE_BYTES);
        try {
            node = Node.start(home, settings, charter);
        } catch (Node.CannotStart e) {
            throw Failure.configuration(Desk.sentence(e.getMessage()), "");
        } catch (StoreFault e) {
            throw Failure.configuration(Desk.sentence("the store cannot be opened: " + e.getMessage()), "");
        }
        return new Up(node.facts().listen().get(0), node.http(), node.broken());
    }

    /** At all addresses is nothing that others can dial: they are told one of the local network. */
    private static List<String> advertised(InetSocketAddress listen) throws IOException {
        if (!listen.getAddress().isAnyLocalAddress() || listen.getPort() == 0) {
            return List.of();
        }
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(each -> each instanceof Inet4Address && !each.isLoopbackAddress() && !each.isLinkLocalAddress())
                .map(each -> each.getHostAddress() + ":" + listen.getPort())
                .limit(1)
                .toList();
    }

    private static InetSocketAddress address(String option, String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 1 ? "" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (!host.isEmpty() && port >= 0 && port <= 65_535) {
                return new InetSocketAddress(InetAddress.getByName(host), port);
            }
        } catch (NumberFormatException e) {
            // Told below, together with a host that is missing.
        } catch (UnknownHostException e) {
            throw Failure.configuration("There is no host " + host + " for " + option + ".", "");
        }
        throw Failure.usage(option + " takes HOST:PORT, such as 127.0.0.1:7400; port 0 takes a free one.", "");
    }

    /** Ends the node if it runs, and lets go of the folder. */
    @Override
    public synchronized void close() throws IOException {
        if (node == null) {
            home.close();
        } else {
            node.close();
        }
    }
}
