package org.byway.agent.letter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.byway.agent.keys.PrivateFiles;
import org.byway.protocol.record.Sha256;

/**
 * One of a person's devices: nodes keep a letter until each has it, and each counts its own letters. It is drawn by chance where a
 * home is made or restored, and is never part of a snapshot, so that no two devices are one.
 *
 * @param id 16 bytes in hex
 */
public record Device(String id) {
    private static final String FILE = "device";
    private static final int BYTES = 16;

    /** The device of an agent's folder, made where there is none. */
    public static Device open(Path folder, RandomGenerator random) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            byte[] id = new byte[BYTES];
            random.nextBytes(id);
            PrivateFiles.write(file, HexFormat.of().formatHex(id).getBytes(StandardCharsets.US_ASCII));
        }
        String id = Files.readString(file, StandardCharsets.US_ASCII).strip();
        if (!id.matches("[0-9a-f]{32}")) {
            throw new IOException(file + " does not hold a device's 32 hexadecimal digits");
        }
        return new Device(id);
    }

    /** In which it counts its letters. */
    int slot() {
        return (int) (Sha256.of(HexFormat.of().parseHex(id)).a() >>> 33);
    }
}
