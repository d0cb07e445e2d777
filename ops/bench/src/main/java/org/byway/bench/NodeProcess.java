package org.byway.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.byway.protocol.community.Address;
import org.byway.protocol.community.Invite;
import org.byway.protocol.community.LinkHalf;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;

/** {@code byway serve} in a process and a home of its own. */
final class NodeProcess implements AutoCloseable {
    /** Figures of its metrics: records that cannot be found yet, and bytes sent to other nodes. */
    static final String TO_INDEX = "byway_search_behind";

    static final String SENT_BYTES = "byway_sent_bytes_total";

    private static final long READY_SECONDS = 120;
    private static final long STOP_SECONDS = 10;
    private static final int LAST_LINES = 12;
    private static final long LOOK_MILLIS = 200;
    private static final long INDEX_SECONDS = 1_200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;
    private final Process process;
    private final JsonNode ready;
    private final long readyMillis;

    private NodeProcess(Path home, Process process, JsonNode ready, long readyMillis) {
        this.home = home;
        this.process = process;
        this.ready = ready;
        this.readyMillis = readyMillis;
    }

    /** Starts a node on free ports of loopback and waits until it says that it is ready. */
    static NodeProcess start(Launch launch, Path home) throws IOException, InterruptedException, BenchFailure {
        Path log = log(home);
        long started = System.nanoTime();
        List<String> serve = List.of(
                "serve", "--listen", "127.0.0.1:0", "--http", "127.0.0.1:0", "--json", "--home", home.toString());
        Process process = launch.builder(serve, log).start();
        try {
            process.getOutputStream().close();
            String line = firstLine(process, log);
            long millis = (System.nanoTime() - started) / 1_000_000;
            return new NodeProcess(home, process, JSON.readTree(line), millis);
        } catch (IOException | InterruptedException | BenchFailure e) {
            process.destroyForcibly();
            throw e;
        }
    }

    static Path log(Path home) {
        return home.resolveSibling(home.getFileName() + ".log");
    }

    private static String firstLine(Process process, Path log) throws IOException, InterruptedException, BenchFailure {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        CompletableFuture<String> line = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                line.complete(out.readLine());
            } catch (IOException e) {
                line.completeExceptionally(e);
            }
        });
        try {
            String said = line.get(READY_SECONDS, TimeUnit.SECONDS);
            if (said == null) {
                throw new BenchFailure("node", "The node ended before it was ready.", lastLines(log));
            }
            return said;
        } catch (TimeoutException e) {
            throw new BenchFailure("node", "The node was not ready within " + READY_SECONDS + " s.", lastLines(log));
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    static String lastLines(Path log) throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    /** From the start of the process to its word that it is ready. */
    long readyMillis() {
        return readyMillis;
    }

    Bytes32 community() {
        return Bytes32.ofHex(ready.path("community").asText());
    }

    /** Where other nodes reach it, with its key. */
    Address address() throws BenchFailure {
        Address typed = Address.parse(ready.path("listen").asText()).orThrow();
        return new Address(Bytes32.ofHex(ready.path("node").asText()), typed.host(), typed.port());
    }

    String inviteText() {
        return ready.path("invite").asText();
    }

    LinkHalf invite(long now) {
        return Invite.read(inviteText(), now, new StrictEd25519()).orThrow();
    }

    String http() {
        String http = ready.path("http").asText();
        return http.startsWith("http") ? http : "http://" + http;
    }

    /** Processor time so far, user and system, in milliseconds. */
    long cpuMillis() {
        return process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
    }

    Footprint footprint() throws IOException, InterruptedException, BenchFailure {
        return Footprint.of(process.pid(), liveBytes());
    }

    /** What its heap holds that somebody needs: a full collection is part of counting it. */
    private double liveBytes() throws IOException, InterruptedException, BenchFailure {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process counting = new ProcessBuilder(jcmd, String.valueOf(process.pid()), "GC.class_histogram")
                .redirectError(ProcessBuilder.Redirect.appendTo(log(home).toFile()))
                .start();
        String total;
        try (Stream<String> lines = counting.inputReader().lines()) {
            total = lines.filter(line -> line.startsWith("Total")).findFirst().orElse("");
        }
        if (counting.waitFor() != 0 || total.isEmpty()) {
            throw new BenchFailure("node", "What the node's heap holds could not be counted.", lastLines(log(home)));
        }
        return Double.parseDouble(total.strip().split("\\s+")[2]);
    }

    boolean alive() {
        return process.isAlive();
    }

    /** What lets its host in. */
    String authorization() throws IOException {
        JsonNode run = JSON.readTree(home.resolve("node").resolve("run.json").toFile());
        return "Bearer " + run.path("token").asText();
    }

    /** Live heads of all communities. */
    long records(HttpClient client) throws IOException, InterruptedException, BenchFailure {
        HttpRequest request = HttpRequest.newBuilder(URI.create(http() + "/v1/status"))
                .header("Authorization", authorization())
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new BenchFailure("node", "The node does not tell its status: " + answer.body(), "");
        }
        return JSON.readTree(answer.body()).path("records").asLong();
    }

    /** A figure of its /metrics; 0 where it has none of that name. */
    double figure(HttpClient client, String name) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(http() + "/metrics")).build();
        return client.send(request, HttpResponse.BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    /** Waits until a figure of the node is as it is wanted; for how long. */
    double secondsUntil(HttpClient client, String figure, double wanted)
            throws IOException, InterruptedException, BenchFailure {
        long started = System.nanoTime();
        while (figure(client, figure) != wanted) {
            if (System.nanoTime() - started > TimeUnit.SECONDS.toNanos(INDEX_SECONDS) || !alive()) {
                throw new BenchFailure("node", "The node does not come to an end with its index.", "");
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return (System.nanoTime() - started) / 1e9;
    }

    /** What its heap holds at the moment, garbage included, by its /metrics. */
    double heapBytes(HttpClient client) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(http() + "/metrics")).build();
        return client.send(request, HttpResponse.BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Bytes of the files in which it keeps records. */
    long storeBytes() throws IOException {
        return folderBytes("store");
    }

    /** Bytes of the files in a folder of the node's own. */
    long folderBytes(String folder) throws IOException {
        long sum = 0;
        try (Stream<Path> files = Files.walk(home.resolve("node").resolve(folder))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
        }
        return sum;
    }

    /** SIGKILL, at once. */
    void kill() {
        process.destroyForcibly();
    }

    /** SIGTERM, and waits until it has gone. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
