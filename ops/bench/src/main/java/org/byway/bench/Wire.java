package org.byway.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Ack;
import org.byway.protocol.wire.Bundle;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Item;
import org.byway.protocol.wire.Records;
import org.byway.protocol.wire.Stream;

/**
 * How many bytes a catalogue takes between two nodes: told to the bench, which takes no packed frames, and to another node, which
 * does; beside the bytes that were sealed.
 */
public final class Wire {
    private static final long FOLDER_BYTES = 1L << 31;
    private static final long STREAM_SECONDS = 120;
    private static final long LOOK_MILLIS = 100;

    private final Ground ground;
    private final Path catalogue;
    private final HttpClient client = HttpClient.newHttpClient();

    /**
     * @param sealedBytes envelopes, contents, and of each frame each seal and postmark once
     * @param plainBytes of the frames as they are
     * @param packedBytes of all that the node sent to the other until that had all
     */
    public record Figures(long records, long sealedBytes, long plainBytes, long packedBytes) {}

    /** What came as it is; touched by one I/O thread until it has ended. */
    private static final class Plain {
        final CompletableFuture<Void> ended = new CompletableFuture<>();
        long records;
        long sealed;
        long bytes;
    }

    /** @param catalogue as {@code byway offer import} reads it */
    public Wire(Ground ground, Path catalogue) {
        this.ground = ground;
        this.catalogue = catalogue;
    }

    public Figures run(RandomGenerator random) throws IOException, InterruptedException, BenchFailure {
        if (!Files.isReadable(catalogue)) {
            throw new BenchFailure("no_file", "There is no file " + catalogue + " to be read.", "");
        }
        long now = System.currentTimeMillis();
        SendingCommunity community = SendingCommunity.found(1, random, now);
        try (Folder folder = Folder.make(ground.folder(), FOLDER_BYTES);
                NodeProcess a = NodeProcess.start(ground.launch(), folder.resolve("a"));
                NodeProcess b = NodeProcess.start(ground.launch(), folder.resolve("b"))) {
            ground.say().accept("Node A takes the catalogue.");
            String home = folder.resolve("a").toString();
            ground.launch()
                    .run(
                            folder.resolve("import.log"),
                            "offer",
                            "import",
                            catalogue.toString(),
                            "--json",
                            "--home",
                            home);
            SignedRecord link = community.answer(a.invite(now), now);
            Plain plain = new Plain();
            try (Neighbour neighbour = Neighbour.dial(community, 0, a.address(), link)) {
                ground.say().accept("The bench takes them as they are.");
                stream(neighbour, a, plain);
            }
            ground.say().accept("Node B joins node A and takes them packed.");
            double sent = a.figure(client, NodeProcess.SENT_BYTES);
            join(folder, a, b, plain.records);
            long packed = Math.round(a.figure(client, NodeProcess.SENT_BYTES) - sent);
            return new Figures(plain.records, plain.sealed, plain.bytes, packed);
        }
    }

    private static void stream(Neighbour neighbour, NodeProcess a, Plain plain)
            throws InterruptedException, BenchFailure {
        neighbour.listen(frame -> hear(neighbour, frame, plain));
        neighbour.send(Frame.newBuilder()
                .setStream(Stream.newBuilder().setCommunity(Parcels.bytes(a.community())))
                .build()
                .toByteArray());
        try {
            CompletableFuture.anyOf(plain.ended, neighbour.ended()).get(STREAM_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new BenchFailure("node", "The stream did not come to its end.", "");
        }
        if (!plain.ended.isDone() || plain.records == 0) {
            throw new BenchFailure("node", "The stream ended after " + plain.records + " records.", "");
        }
    }

    private static void hear(Neighbour neighbour, Frame frame, Plain plain) {
        if (frame.hasStreamEnd()) {
            plain.ended.complete(null);
        } else if (frame.hasRecords()) {
            Records records = frame.getRecords();
            plain.records += records.getBundle().getRecordsCount();
            plain.sealed += sealed(records.getBundle());
            plain.bytes += frame.getSerializedSize();
            neighbour.send(Frame.newBuilder()
                    .setAck(Ack.newBuilder().setNumber(records.getNumber()))
                    .build()
                    .toByteArray());
        }
    }

    private static long sealed(Bundle bundle) {
        long bytes = 0;
        for (Item item : bundle.getRecordsList()) {
            bytes += item.getEnvelope().size() + item.getContent().size();
        }
        bytes += bundle.getSealsList().stream()
                .mapToLong(seal -> seal.getSerializedSize())
                .sum();
        return bytes
                + bundle.getPostmarksList().stream()
                        .mapToLong(mark -> mark.getSerializedSize())
                        .sum();
    }

    private void join(Folder folder, NodeProcess a, NodeProcess b, long records)
            throws IOException, InterruptedException, BenchFailure {
        long least = b.records(client) + records;
        String home = folder.resolve("b").toString();
        ground.launch().run(folder.resolve("join.log"), "join", a.inviteText(), "--transit", "--json", "--home", home);
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(STREAM_SECONDS);
        while (b.records(client) < least) {
            if (System.nanoTime() > until) {
                throw new BenchFailure(
                        "node",
                        "Node B does not come to hold all.",
                        NodeProcess.lastLines(NodeProcess.log(folder.resolve("b"))));
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
