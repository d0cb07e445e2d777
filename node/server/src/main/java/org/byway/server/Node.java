package org.byway.server;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.byway.protocol.care.Hiding;
import org.byway.protocol.community.Address;
import org.byway.protocol.community.Charter;
import org.byway.protocol.community.Succession;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.market.Candidate;
import org.byway.protocol.peer.Config;
import org.byway.protocol.peer.Event;
import org.byway.protocol.peer.MailGround;
import org.byway.protocol.peer.Peer;
import org.byway.protocol.reach.Reaching;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;
import org.byway.protocol.store.StoreFault;
import org.byway.server.crypto.SignatureChecks;
import org.byway.server.http.HomeSocket;
import org.byway.server.http.HttpApi;
import org.byway.server.http.HttpConfig;
import org.byway.server.http.HttpLimits;
import org.byway.server.http.NodeService;
import org.byway.server.interest.Announcer;
import org.byway.server.lan.LocalNetwork;
import org.byway.server.search.LexiconFolder;
import org.byway.server.search.Searches;
import org.byway.server.transport.Transport;
import org.byway.server.transport.TransportConfig;
import org.byway.storage.LmdbMailStore;
import org.byway.storage.LmdbStore;
import org.byway.storage.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A community's node, wired: store, verifying threads, loop, transport and HTTP. It is given its community's Charter as
 * bytes; no key but its own ever comes here.
 */
public final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("org.byway.node");
    private static final long SETTLE_MILLIS = 1_500;
    private static final long HEADS_SECONDS = 10;
    private static final int MAIL_ROOM = 4;
    private static final long LEAST_MAIL_BYTES = 64L << 20;
    private static final LongSupplier CLOCK = System::currentTimeMillis;

    private final NodeHome home;
    private final LmdbStore store;
    private final LmdbMailStore mail;
    private final Verifiers verifiers;
    private final NodeLoop loop;
    private final Searches searches;
    private final Announcer announcer;
    private final Keepers keepers;
    private final Transport transport;
    private final HttpApi http;
    private final LocalService service;
    private final String httpAddress;
    /** Where the node shows itself in the local network. */
    private final Optional<LocalNetwork> lan;

    private final CompletableFuture<Void> broken;

    private record Parts(
            LmdbStore store,
            LmdbMailStore mail,
            Verifiers verifiers,
            NodeLoop loop,
            Searches searches,
            Announcer announcer,
            Keepers keepers,
            Transport transport,
            Optional<LocalNetwork> lan,
            CompletableFuture<Void> broken) {}

    private Node(NodeHome home, Parts parts, HttpApi http, LocalService service, String httpAddress) {
        this.home = home;
        this.store = parts.store();
        this.mail = parts.mail();
        this.verifiers = parts.verifiers();
        this.loop = parts.loop();
        this.searches = parts.searches();
        this.announcer = parts.announcer();
        this.keepers = parts.keepers();
        this.transport = parts.transport();
        this.lan = parts.lan();
        this.broken = parts.broken();
        this.http = http;
        this.service = service;
        this.httpAddress = httpAddress;
    }

    /** Starts a node of the community whose Charter is in the bundle; returns when it listens on both addresses. */
    public static Node start(NodeHome home, NodeSettings settings, byte[] charter)
            throws IOException, StoreFault, CannotStart {
        return start(home, settings, charter, records -> {});
    }

    /** Tells what arrives as well, once it is on disk; on the loop's thread, so that it may not block. */
    static Node start(NodeHome home, NodeSettings settings, byte[] charter, Consumer<List<SignedRecord>> arrived)
            throws IOException, StoreFault, CannotStart {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Descriptors left = Descriptors.ofThisProcess();
        InetSocketAddress web = port(home, "http", settings.http());
        HttpConfig config = new HttpConfig(
                web, socket(home), settings.hosts(), settings.origins(), home.token(), left.of(HttpLimits.STANDARD));
        CompletableFuture<HttpApi> preparing = HttpApi.prepare(config, meters, CLOCK);
        CompletableFuture<LmdbStore> opening =
                opening(new Settings(home.store(), settings.storeBytes(), Settings.TAIL_RECORDS));
        Supplier<SignatureCheck> signatures = SignatureChecks.fastest();
        List<SignedRecord> papers = papers(charter, signatures.get(), opening);
        LmdbStore store = opened(opening);
        LmdbMailStore mail = mail(home, settings, store);
        Verifiers verifiers = new Verifiers(Runtime.getRuntime().availableProcessors(), signatures, System::nanoTime);
        NodeTransport events = new NodeTransport(verifiers);
        TransportConfig usual =
                left.of(TransportConfig.usual()).with(settings.outlook().socks());
        Transport transport = Transport.start(usual, home.key(), signatures.get(), new SecureRandom(), events);
        NodeLoop loop = null;
        Searches searches = null;
        Announcer announcer = null;
        Keepers keepers = Keepers.open(home, papers.get(0).envelope().home(), settings, CLOCK);
        try {
            CompletableFuture<Void> broken = new CompletableFuture<>();
            InetSocketAddress listening = transport.listen(port(home, "listen", settings.listen()));
            List<Address> addresses = addresses(home, settings, listening);
            Peer peer = new Peer(
                    self(home, papers, addresses, settings), store, ground(mail, home, settings), new SecureRandom());
            LexiconFolder lexicon = new LexiconFolder(home.lexicon());
            AtomicReference<Hiding> hidden = new AtomicReference<>(Hiding.NOTHING);
            searches = new Searches(home.index(), store.follow(), lexicon, CLOCK);
            announcer = new Announcer(
                    home.interests(), new Announcer.Sources(store.follow(), shown(searches, hidden), lexicon, CLOCK));
            NodeFigures figures = new NodeFigures(meters, searches, arrived, () -> broken.complete(null));
            loop = new NodeLoop(peer, store, CLOCK, hands(transport, home, keepers), figures);
            LocalService service = new LocalService(
                    facts(home, peer.charter(), addresses, settings.software()),
                    home,
                    new LocalService.Parts(loop, verifiers, searches, announcer, keepers),
                    CLOCK);
            figures(meters, store, home, settings.storeBytes(), transport);
            events.feed(loop);
            follow(figures, peer, service, hidden);
            loop.start();
            var unused = loop.ask((owned, held) -> hide(owned, service, hidden));
            searches.start();
            announcer.start(heads(loop));
            service.added().stream().map(Event.AddressAdded::new).forEach(loop::happened);
            Optional<LocalNetwork> lan =
                    look(home, settings.outlook(), service.facts().community(), listening, loop);
            HttpApi http = await(preparing);
            InetSocketAddress bound = await(http.listen(service).toCompletableFuture());
            home.lastPorts(listening.getPort(), bound.getPort());
            home.announce(text(listening), text(bound), config.socket());
            return new Node(
                    home,
                    new Parts(store, mail, verifiers, loop, searches, announcer, keepers, transport, lan, broken),
                    http,
                    service,
                    text(bound));
        } catch (IOException | CannotStart | RuntimeException e) {
            transport.close();
            closeMade(announcer, loop, searches);
            keepers.close();
            verifiers.close();
            closeStores(mail, store);
            throw e;
        }
    }

    /** Where there are none, the store that is being opened is closed. */
    private static List<SignedRecord> papers(
            byte[] charter, SignatureCheck signatures, CompletableFuture<LmdbStore> opening) throws CannotStart {
        try {
            return papers(charter, signatures);
        } catch (CannotStart e) {
            var unused = opening.thenAccept(LmdbStore::close);
            throw e;
        }
    }

    private static NodeLoop.Hands hands(Transport transport, NodeHome home, Keepers keepers) {
        return new NodeLoop.Hands(transport::dial, anchors -> keep(home, anchors), keepers.blobs()::carry);
    }

    /** From now on it looks for others, and shows itself in the local network where that is wanted. */
    private static Optional<LocalNetwork> look(
            NodeHome home,
            NodeSettings.Outlook outlook,
            Bytes32 community,
            InetSocketAddress listening,
            NodeLoop loop) {
        loop.happened(new Event.Looking(reaching(home, outlook)));
        LocalNetwork.Self self = new LocalNetwork.Self(home.key().publicKey(), community, listening);
        return outlook.mdns()
                ? Optional.of(LocalNetwork.look(self, address -> loop.happened(new Event.AddressFound(address))))
                : Optional.empty();
    }

    private static Reaching reaching(NodeHome home, NodeSettings.Outlook outlook) {
        List<Address> seeds = outlook.seeds().stream()
                .map(Address::parseNamed)
                .filter(Checked.Ok.class::isInstance)
                .map(Checked::orThrow)
                .limit(Reaching.SEEDS)
                .toList();
        return new Reaching(seeds, home.anchors(), outlook.lan());
    }

    /** Without them the next start begins with links and seeds: not worth ending for. */
    private static void keep(NodeHome home, List<Address> anchors) {
        try {
            home.anchors(anchors);
        } catch (IOException e) {
            LOG.warn("the anchors could not be written: {}", e.getMessage());
        }
    }

    private static Config self(
            NodeHome home, List<SignedRecord> papers, List<Address> addresses, NodeSettings settings) {
        List<SignedRecord> later = papers.subList(1, papers.size());
        return new Config(
                home.key(),
                papers.get(0),
                later,
                addresses,
                new Config.Software(settings.software(), Packing.AVAILABLE),
                settings.dailyRecords(),
                settings.follow());
    }

    /** On the loop's thread, which owns the peer: whenever a Charter comes, the one in force is told anew. */
    private static void follow(NodeFigures figures, Peer peer, LocalService service, AtomicReference<Hiding> hidden) {
        figures.also(records -> {
            if (records.stream().anyMatch(record -> record.envelope().is(Kind.CHARTER))) {
                service.take(peer.charter());
            }
            if (records.stream().anyMatch(record -> changesCare(record.envelope()))) {
                hide(peer, service, hidden);
            }
        });
    }

    /** By these it changes whose notices are followed, and what they hide. */
    private static boolean changesCare(Envelope envelope) {
        return envelope.is(Kind.NOTICE) || envelope.is(Kind.WITHDRAWAL) || envelope.is(Kind.FEDERATION_LINK);
    }

    private static Hiding hide(Peer peer, LocalService service, AtomicReference<Hiding> hidden) {
        Hiding now = peer.hiding(CLOCK.getAsLong());
        hidden.set(now);
        service.take(now);
        return now;
    }

    /** What is hidden fits nobody's interest. */
    private static BiFunction<Envelope, byte[], Candidate> shown(Searches searches, AtomicReference<Hiding> hidden) {
        return (envelope, content) ->
                hidden.get().hides(envelope, CLOCK.getAsLong()) == null ? searches.candidate(envelope, content) : null;
    }

    private static void figures(
            PrometheusMeterRegistry meters, LmdbStore store, NodeHome home, long storeBytes, Transport transport) {
        HostFigures.process(meters);
        HostFigures.disk(meters, store, home.store(), storeBytes);
        HostFigures.network(meters, transport);
    }

    /** What a start that failed has made of these; null where it did not come as far. */
    private static void closeMade(Announcer announcer, NodeLoop loop, Searches searches) {
        if (announcer != null) {
            announcer.close();
        }
        if (loop != null) {
            loop.close();
        }
        if (searches != null) {
            searches.close();
        }
    }

    private static NodeService.Facts facts(NodeHome home, Charter community, List<Address> addresses, String software) {
        return new NodeService.Facts(
                home.key().publicKey(),
                community.community(),
                community.id(),
                community.name(),
                addresses.stream().map(Address::text).toList(),
                software);
    }

    /** Waits for the owner's answer, for a bounded time. */
    private static Announcer.Heads heads(NodeLoop loop) {
        return ids -> {
            var asked = loop.ask((peer, store) -> {
                List<SignedRecord> records = new ArrayList<>();
                ids.forEach(id -> records.add(store.get(id)));
                return records;
            });
            return asked.orTimeout(HEADS_SECONDS, TimeUnit.SECONDS).join();
        };
    }

    /** Opens the store beside what else a start has to do. */
    private static CompletableFuture<LmdbStore> opening(Settings settings) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return LmdbStore.open(settings);
            } catch (StoreFault e) {
                throw new CompletionException(e);
            }
        });
    }

    private static LmdbStore opened(CompletableFuture<LmdbStore> opening) throws StoreFault {
        try {
            return opening.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreFault fault) {
                throw fault;
            }
            throw e;
        }
    }

    private static MailGround ground(LmdbMailStore mail, NodeHome home, NodeSettings settings) {
        return new MailGround(mail, home.blockSecret(), settings.mailBytes());
    }

    private static void closeStores(LmdbMailStore mail, LmdbStore store) {
        mail.close();
        store.close();
    }

    /** Opens what letters are kept in; the file has room for what stands around them. */
    private static LmdbMailStore mail(NodeHome home, NodeSettings settings, LmdbStore store) throws StoreFault {
        try {
            return LmdbMailStore.open(home.mail(), MAIL_ROOM * settings.mailBytes() + LEAST_MAIL_BYTES);
        } catch (StoreFault e) {
            store.close();
            throw e;
        }
    }

    /** Where the home's owner is served; null, and told in the log, where no socket has room for that path. */
    private static Path socket(NodeHome home) {
        String unfit = HomeSocket.unfit(home.socket());
        if (unfit == null) {
            return home.socket();
        }
        LOG.warn("no socket for administration, only HTTP with the token of run.json: {}", unfit);
        return null;
    }

    /** The community's first Charter and those that follow it, in ascending order. */
    private static List<SignedRecord> papers(byte[] charters, SignatureCheck signatures) throws CannotStart {
        List<SignedRecord> records = switch (new Verification(signatures).bundle(charters)) {
            case Checked.Ok<List<SignedRecord>>(List<SignedRecord> good) -> good;
            case Checked.Refused<List<SignedRecord>>(Refusal refusal) -> throw damaged(refusal);
        };
        List<Charter> read = new ArrayList<>();
        for (SignedRecord record : records) {
            byte[] content = record.content() == null ? new byte[0] : record.content();
            switch (Charter.read(record.envelope(), content, signatures)) {
                case Checked.Ok<Charter>(Charter charter) -> read.add(charter);
                case Checked.Refused<Charter>(Refusal refusal) -> throw damaged(refusal);
            }
        }
        if (!Succession.of(read.get(0), read).path().equals(read)) {
            throw new CannotStart("the charters of this home do not follow one another", null);
        }
        return records;
    }

    private static CannotStart damaged(Refusal refusal) {
        return new CannotStart("the charter of this home is damaged: " + refusal, null);
    }

    /** The address given, with the port of the last run in the place of port 0 if it is still free. */
    private static InetSocketAddress port(NodeHome home, String what, InetSocketAddress wanted) {
        int last = home.lastPort(what);
        return wanted.getPort() == 0 && last != 0 && Ports.free(wanted.getAddress(), last)
                ? new InetSocketAddress(wanted.getAddress(), last)
                : wanted;
    }

    private static List<Address> addresses(NodeHome home, NodeSettings settings, InetSocketAddress bound)
            throws CannotStart {
        List<Address> out = new ArrayList<>();
        for (String text : settings.advertised().isEmpty() ? List.of(text(bound)) : settings.advertised()) {
            if (!(Address.parse(text) instanceof Checked.Ok<Address>(Address address))) {
                throw new CannotStart("not an address: " + text, null);
            }
            out.add(new Address(home.key().publicKey(), address.host(), address.port()));
        }
        return out;
    }

    /** HOST:PORT, IPv6 in brackets. */
    static String text(InetSocketAddress address) {
        return new Address(null, address.getAddress().getHostAddress(), address.getPort()).text();
    }

    private static <T> T await(CompletableFuture<T> stage) throws CannotStart {
        try {
            return stage.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("interrupted", e);
        } catch (ExecutionException e) {
            throw new CannotStart("cannot serve HTTP: " + e.getCause().getMessage(), e.getCause());
        }
    }

    public NodeService.Facts facts() {
        return service.facts();
    }

    /** What the HTTP interface asks, for programs in the same process. */
    public NodeService service() {
        return service;
    }

    /** HOST:PORT of the HTTP interface. */
    public String http() {
        return httpAddress;
    }

    /** Completes if the node cannot go on and must be ended. */
    public CompletableFuture<Void> broken() {
        return broken;
    }

    /** Ends everything within about 5 s. What was acknowledged is on disk. */
    @Override
    public void close() throws IOException {
        lan.ifPresent(LocalNetwork::close);
        CompletableFuture<Void> quiet = http.close().toCompletableFuture();
        transport.close();
        try {
            quiet.get(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("HTTP did not end in time", e);
        }
        announcer.close();
        loop.close();
        searches.close();
        keepers.close();
        verifiers.close();
        settle();
        closeStores(mail, store);
        home.close();
    }

    private void settle() {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SETTLE_MILLIS);
        try {
            store.settle(() -> System.nanoTime() - until < 0);
        } catch (StoreFault e) {
            LOG.warn("the indexes stay as they are, the next start takes a little longer: {}", e.getMessage());
        }
    }

    /** What keeps a node from starting, for people. */
    public static final class CannotStart extends Exception {
        private static final long serialVersionUID = 1;

        CannotStart(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
