package org.byway.cli;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.byway.agent.Agent;
import org.byway.agent.Home;
import org.byway.cli.config.Configuration;
import org.byway.cli.config.HostPort;
import org.byway.cli.config.Setting;
import org.byway.protocol.community.Address;
import org.byway.protocol.peer.Follow;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.store.StoreFault;
import org.byway.server.Node;
import org.byway.server.NodeHome;
import org.byway.server.NodeSettings;
import org.byway.server.transport.Socks;

/** The node's side of a home, while this process holds it. The only class that knows the server. */
final class Hosting implements AutoCloseable {
    private static final long GIB = 1L << 30;

    private static final int MOST_LANGUAGES = 16;

    private final NodeHome home;
    private Node node;

    private Hosting(NodeHome home) {
        this.home = home;
    }

    /** Where a node is to listen, and who may call it by which names. */
    record Places(
            InetSocketAddress listen,
            InetSocketAddress http,
            List<String> advertised,
            Set<String> hosts,
            Set<String> origins,
            NodeSettings.Outlook outlook) {
        /** Looks up the addresses; ends the command where there is none, before anything was made. */
        static Places of(Configuration configuration) {
            return new Places(
                    address(Setting.LISTEN, configuration),
                    address(Setting.HTTP, configuration),
                    configuration.texts(Setting.ADVERTISE),
                    configuration.texts(Setting.HOST).stream()
                            .map(name -> name.toLowerCase(Locale.ROOT))
                            .collect(Collectors.toUnmodifiableSet()),
                    Set.copyOf(configuration.texts(Setting.ORIGIN)),
                    outlook(configuration));
        }

        private static NodeSettings.Outlook outlook(Configuration configuration) {
            boolean all = configuration.flag(Setting.SOCKS5_ALL);
            boolean proxied = !configuration.text(Setting.SOCKS5).isEmpty();
            if (all && !proxied) {
                throw Failure.configuration(
                        "Everything is to be dialled by a proxy (socks5_all), and none is named.",
                        "Set socks5, for Tor to \"127.0.0.1:9050\".");
            }
            return new NodeSettings.Outlook(
                    configuration.texts(Setting.SEED),
                    configuration.flag(Setting.LAN),
                    configuration.flag(Setting.MDNS),
                    proxied ? new Socks(address(Setting.SOCKS5, configuration), all) : null);
        }
    }

    /** How much a node may keep of what and take of one other community in a day, and whose notices hide something of it. */
    record Room(long storeGib, long vaultGib, long blobGib, long mailGib, long dailyRecords, Follow follow) {
        static Room of(Configuration configuration) {
            return new Room(
                    configuration.number(Setting.STORE_GIB),
                    configuration.number(Setting.VAULT_GIB),
                    configuration.number(Setting.BLOB_GIB),
                    configuration.number(Setting.MAIL_GIB),
                    configuration.number(Setting.DAILY_RECORDS),
                    follow(configuration.texts(Setting.CARE_FOLLOW)));
        }

        /** A list of none and others follows the others alone; the widest of own and linked counts. */
        private static Follow follow(List<String> said) {
            SortedSet<Bytes32> others = new TreeSet<>();
            said.stream()
                    .filter(each -> each.length() == 2 * Bytes32.SIZE)
                    .map(Bytes32::ofHex)
                    .forEach(others::add);
            Follow.How how = said.contains("linked")
                    ? Follow.How.LINKED
                    : said.contains("none") ? Follow.How.NONE : Follow.How.OWN;
            return new Follow(how, others);
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

    /** Founds the community of this home unless there is one, by a name of its own where the name is empty; the bytes of its charter. */
    byte[] found(Agent agent, String name) throws IOException {
        byte[] joined = home.charters();
        return joined.length > 0 ? joined : found(agent, name, List.of());
    }

    /** From now on the node is one of the community whose charters these are, and keeps in touch with those addresses. */
    void join(byte[] charters, List<Address> others) throws IOException {
        home.join(charters, others);
    }

    /** Likewise, of people who speak these languages. */
    byte[] found(Agent agent, String name, List<String> languages) throws IOException {
        String called = name.isEmpty() ? "Community " + key().hex().substring(0, 6) : name;
        return agent.steward().found(called, languages, key());
    }

    /** Whether the node belongs to a community that was founded elsewhere. */
    boolean isSecond() throws IOException {
        return home.charters().length > 0;
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

    /** Starts the node; returns when it listens. */
    Up start(byte[] charter, Places places, Room room) throws IOException {
        NodeSettings settings = new NodeSettings(
                places.listen(),
                places.http(),
                places.advertised().isEmpty() ? advertised(places.listen()) : places.advertised(),
                places.hosts(),
                places.origins(),
                "byway/" + Version.text(),
                room.storeGib() * GIB,
                room.vaultGib() * GIB,
                room.blobGib() * GIB,
                room.mailGib() * GIB,
                room.dailyRecords(),
                places.outlook(),
                room.follow());
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

    private static InetSocketAddress address(Setting setting, Configuration configuration) {
        HostPort wanted = HostPort.parse(configuration.text(setting));
        try {
            return new InetSocketAddress(InetAddress.getByName(wanted.host()), wanted.port());
        } catch (UnknownHostException e) {
            String who = configuration.of(setting).source().words();
            throw Failure.configuration(
                    "There is no host " + wanted.host() + " to have " + setting.key() + " at (" + who + ").", "");
        }
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
