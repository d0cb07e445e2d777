package org.byway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process takes of its machine, as Linux tells it.
 *
 * @param heapBytes what the heap holds after a full collection
 * @param residentBytes what of its memory is in the machine's, the whole heap included where it was touched at the start
 * @param descriptors open files and sockets
 */
record Footprint(double heapBytes, long residentBytes, long descriptors) {
    private static final String RESIDENT = "VmRSS:";

    static Footprint of(long pid, double heapBytes) throws IOException {
        Path process = Path.of("/proc", String.valueOf(pid));
        long kibibytes;
        try (Stream<String> lines = Files.lines(process.resolve("status"))) {
            kibibytes = lines.filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .sum();
        }
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            return new Footprint(heapBytes, kibibytes << 10, open.count());
        }
    }
}
