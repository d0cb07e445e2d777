package org.byway.server.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The node's HTTP interface.
 *
 * <p>{@link #prepare} does what takes long, on a thread of its own, while the node opens its store; {@link #listen}
 * then takes the port; {@link #close} lets open requests end and gives everything back.
 */
public final class HttpApi {
    private static final int STREAMS = 100;
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int BACKLOG = 1024;
    private static final int VALIDATING_THREADS = 2;
    private static final long FAREWELL_SECONDS = 2;
    private static final long MOST_SWEEP_MILLIS = 1_000;

    private final HttpConfig config;
    private final LongSupplier clock;
    private final long began;
    private final HttpFigures figures;
    private final Door door;
    private final Vertx vertx;
    private final Contract contract;
    private EventOperations events;
    private HttpServer server;
    private HttpServer homeServer;
    private InetSocketAddress address;

    private HttpApi(HttpConfig config, PrometheusMeterRegistry meters, LongSupplier clock, long began) {
        this.config = config;
        this.clock = clock;
        this.began = began;
        this.figures = new HttpFigures(meters);
        this.door = new Door(config.limits());
        this.contract = Contract.load();
        this.address = config.listen();
        this.vertx = Vertx.builder()
                .withTransport(new DoorTransport(door))
                .with(new VertxOptions()
                        .setEventLoopPoolSize(1)
                        .setWorkerPoolSize(VALIDATING_THREADS)
                        .setInternalBlockingPoolSize(1)
                        .setUseDaemonThread(true)
                        .setFileSystemOptions(new FileSystemOptions()
                                .setFileCachingEnabled(false)
                                .setClassPathResolvingEnabled(false)))
                .build();
        figures.watch(door);
    }

    /**
     * Loads what is to be loaded; nothing listens yet.
     *
     * @param clock milliseconds since 1970
     */
    public static CompletableFuture<HttpApi> prepare(
            HttpConfig config, PrometheusMeterRegistry meters, LongSupplier clock) {
        long began = clock.getAsLong(); // the home is this process's by now, and no other one takes requests
        return CompletableFuture.supplyAsync(
                () -> new HttpApi(config, meters, clock, began),
                task -> Thread.ofPlatform().name("byway-http-start").start(task));
    }

    /** Takes the port and serves this node, once; completes with the address, or fails with an IOException that names it. */
    public CompletionStage<InetSocketAddress> listen(NodeService node) {
        CompletableFuture<InetSocketAddress> listening = new CompletableFuture<>();
        Exchanges exchanges = new Exchanges(config.limits(), door, figures);
        Front front = new Front(config, exchanges);
        PersonaGate personas = new PersonaGate(node.facts().node(), clock, began);
        Router router =
                new Routes(vertx, contract, front, new Token(config.token()), personas).router(vertx, operations(node));
        vertx.runOnContext(start -> {
            server = server(options(), router, front);
            server.listen(SocketAddress.inetSocketAddress(config.listen()))
                    .recover(fault -> cannotListen(HostRule.text(config.listen()), fault))
                    .compose(bound -> serveHome(router, front).map(bound))
                    .onComplete(
                            bound -> {
                                sweep(exchanges);
                                address = new InetSocketAddress(config.listen().getAddress(), bound.actualPort());
                                listening.complete(address);
                            },
                            listening::completeExceptionally);
        });
        return listening;
    }

    private HttpServer server(HttpServerOptions options, Router router, Front front) {
        return vertx.createHttpServer(options)
                .requestHandler(router)
                .invalidRequestHandler(request -> invalid(front.begin(request)));
    }

    private static <T> Future<T> cannotListen(String where, Throwable fault) {
        return Future.failedFuture(
                new IOException("cannot listen on " + where + ": " + HomeSocket.words(fault), fault));
    }

    /** Serves the same by the home's own socket, if there is to be one. */
    private Future<Void> serveHome(Router router, Front front) {
        Path path = config.socket();
        if (path == null) {
            return Future.succeededFuture();
        }
        try {
            HomeSocket.clear(path);
        } catch (IOException e) {
            return cannotListen(path.toString(), e);
        }
        HttpServerOptions patient = options()
                .setIdleTimeout((int) config.limits().patience().idleMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        homeServer = server(patient, router, front);
        return homeServer
                .listen(SocketAddress.domainSocketAddress(path.toString()))
                .compose(bound -> shut(path))
                .recover(fault -> cannotListen(path.toString(), fault));
    }

    private static Future<Void> shut(Path path) {
        try {
            HomeSocket.shut(path);
            return Future.succeededFuture();
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
    }

    private Map<String, Consumer<Call>> operations(NodeService node) {
        NodeOperations nodes = new NodeOperations(node, clock, figures, contract.text(), () -> HostRule.text(address));
        RecordOperations records = new RecordOperations(node, clock);
        SearchOperations searches = new SearchOperations(node);
        PeerOperations peers = new PeerOperations(node);
        PersonaOperations personas = new PersonaOperations(clock);
        InterestOperations interests = new InterestOperations(node);
        VaultOperations vaults = new VaultOperations(node.vaults());
        CareOperations care = new CareOperations(node);
        BlobOperations blobs = new BlobOperations(node.blobs());
        MailOperations mail = new MailOperations(node);
        TokenOperations tokens = new TokenOperations(node);
        events = new EventOperations(node, clock);
        figures.watch(events);
        return Map.ofEntries(
                Map.entry("getNode", nodes::getNode),
                Map.entry("getHealth", nodes::getHealth),
                Map.entry("getReady", nodes::getReady),
                Map.entry("getMetrics", nodes::getMetrics),
                Map.entry("getContract", nodes::getContract),
                Map.entry("getStatus", nodes::getStatus),
                Map.entry("postRecords", records::postRecords),
                Map.entry("getRecord", records::getRecord),
                Map.entry("listRecords", records::listRecords),
                Map.entry("getCareLog", care::getCareLog),
                Map.entry("search", searches::search),
                Map.entry("listMatches", searches::listMatches),
                Map.entry("addInterest", interests::addInterest),
                Map.entry("listInterests", interests::listInterests),
                Map.entry("removeInterest", interests::removeInterest),
                Map.entry("streamEvents", events::streamEvents),
                Map.entry("getPersona", personas::getPersona),
                Map.entry("putVaultChunk", vaults::putVaultChunk),
                Map.entry("getVaultChunk", vaults::getVaultChunk),
                Map.entry("findMissingChunks", vaults::findMissingChunks),
                Map.entry("putVaultSnapshot", vaults::putVaultSnapshot),
                Map.entry("getVaultSnapshot", vaults::getVaultSnapshot),
                Map.entry("listVaultSnapshots", vaults::listVaultSnapshots),
                Map.entry("removeVault", vaults::removeVault),
                Map.entry("putBlob", blobs::putBlob),
                Map.entry("getBlob", blobs::getBlob),
                Map.entry("postLetter", mail::postLetter),
                Map.entry("getLetter", mail::getLetter),
                Map.entry("getBlockTag", mail::getBlockTag),
                Map.entry("keepMailbox", mail::keepMailbox),
                Map.entry("removeMailbox", mail::removeMailbox),
                Map.entry("listLetters", mail::listLetters),
                Map.entry("acknowledgeLetters", mail::acknowledgeLetters),
                Map.entry("getTokens", tokens::getTokens),
                Map.entry("drawTokens", tokens::drawTokens),
                Map.entry("postByToken", tokens::postByToken),
                Map.entry("listPeers", peers::listPeers),
                Map.entry("addPeer", peers::addPeer),
                Map.entry("removePeer", peers::removePeer));
    }

    private void sweep(Exchanges exchanges) {
        HttpLimits.Patience patience = config.limits().patience();
        long shortest = Math.min(Math.min(patience.headMillis(), patience.idleMillis()), patience.requestMillis());
        vertx.setPeriodic(Math.clamp(shortest / 4, 1, MOST_SWEEP_MILLIS), tick -> {
            long now = System.nanoTime();
            exchanges.sweep(now);
            door.sweep(now);
            events.sweep(now, TimeUnit.MILLISECONDS.toNanos(patience.requestMillis()));
        });
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions()
                .setMaxInitialLineLength(HttpLimits.LINE_BYTES)
                .setMaxHeaderSize(HttpLimits.HEADER_BYTES)
                .setMaxChunkSize(CHUNK_BYTES)
                .setAcceptBacklog(BACKLOG)
                .setTcpNoDelay(true)
                .setHttp2ClearTextEnabled(true)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setInitialSettings(new Http2Settings()
                        .setMaxConcurrentStreams(STREAMS)
                        .setMaxHeaderListSize(HttpLimits.HEADER_BYTES));
    }

    private static void invalid(Exchange exchange) {
        if (exchange == null) {
            return;
        }
        Throwable fault = exchange.request().decoderResult().cause();
        if (fault instanceof TooLongHttpLineException) {
            exchange.lastProblem(
                    Problem.of(414, "uri-too-long", "a path has at most " + HttpLimits.LINE_BYTES + " bytes"));
        } else if (fault instanceof TooLongHttpHeaderException) {
            exchange.lastProblem(
                    Problem.of(431, "headers-too-large", "headers have at most " + HttpLimits.HEADER_BYTES + " bytes"));
        } else {
            exchange.lastProblem(Problem.of(400, "bad-request", "not a request of HTTP"));
        }
    }

    /** Lets nobody in, gives open requests two seconds, and lets go of port and threads. */
    public CompletionStage<Void> close() {
        CompletableFuture<Void> drained = new CompletableFuture<>();
        vertx.runOnContext(end -> {
            door.close();
            if (events != null) {
                events.close();
            }
            Future.join(farewell(server), farewell(homeServer)).onComplete(done -> drained.complete(null));
        });
        // From a thread of its own: the loop that would tell of its end is gone by then.
        return drained.thenComposeAsync(done -> vertx.close().toCompletionStage())
                .thenRun(() -> HomeSocket.remove(homeServer == null ? null : config.socket()));
    }

    private static Future<Void> farewell(HttpServer server) {
        return server == null ? Future.succeededFuture() : server.shutdown(FAREWELL_SECONDS, TimeUnit.SECONDS);
    }
}
