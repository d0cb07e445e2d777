package org.byway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The home of a node whose store holds so many offers; one that was kept is taken again as it is. */
final class SearchHome implements AutoCloseable {
    private static final long BYTES_PER_OFFER = 3_000;
    private static final String COUNT = "offers";

    private final Folder passing;
    private final Path home;

    private SearchHome(Folder passing, Path home) {
        this.passing = passing;
        this.home = home;
    }

    /** @param kept where it stays after the run; null where it goes with the run */
    static SearchHome fill(Ground ground, int offers, Path kept, RandomGenerator random)
            throws IOException, InterruptedException, BenchFailure {
        if (kept == null) {
            Folder folder = Folder.make(ground.folder(), BYTES_PER_OFFER * offers);
            SearchHome filled = new SearchHome(folder, folder.resolve("node"));
            filled.fill(ground, offers, random);
            return filled;
        }
        SearchHome filled = new SearchHome(null, kept.resolve("node"));
        Path count = kept.resolve(COUNT);
        if (!Files.exists(count)) {
            Files.createDirectories(kept);
            filled.fill(ground, offers, random);
            Files.writeString(count, Integer.toString(offers));
        } else if (!Files.readString(count).equals(Integer.toString(offers))) {
            throw new BenchFailure(
                    "kept", kept + " was filled with " + Files.readString(count) + " offers.", "Take as many.");
        }
        return filled;
    }

    private void fill(Ground ground, int offers, RandomGenerator random)
            throws IOException, InterruptedException, BenchFailure {
        long now = System.currentTimeMillis();
        NodeProcess.start(ground.launch(), home).close();
        ground.say().accept("Putting %,d offers into its store.".formatted(offers));
        new Stalls(SendingCommunity.found(1, random, now), random.nextLong())
                .fill(
                        home.resolve("node").resolve("store"),
                        offers,
                        now,
                        done -> ground.progress().at(done, offers));
        deleteIndex();
    }

    Path path() {
        return home;
    }

    boolean hasIndex() throws IOException {
        return !indexFiles().isEmpty();
    }

    void deleteIndex() throws IOException {
        for (Path file : indexFiles()) {
            Files.delete(file);
        }
    }

    long indexBytes() throws IOException {
        long sum = 0;
        for (Path file : indexFiles()) {
            sum += Files.size(file);
        }
        return sum;
    }

    private List<Path> indexFiles() throws IOException {
        Path index = home.resolve("node").resolve("index");
        if (!Files.isDirectory(index)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(index)) {
            return files.toList();
        }
    }

    @Override
    public void close() throws IOException {
        if (passing != null) {
            passing.close();
        }
    }
}
