package org.byway.agent.experience;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;

/**
 * Experiences in a file, with all that they are believed by: each record in a bundle of its own, so that one that was altered takes no
 * other with it. SPEC.md, chapter "Experiences".
 */
public final class CarryFile {
    public static final long MAX_BYTES = 64L << 20;

    private static final byte[] MAGIC = "byway/v1/experiences\n".getBytes(StandardCharsets.US_ASCII);

    private CarryFile() {}

    /**
     * What a file holds.
     *
     * @param records that are valid, by id
     * @param faults what is wrong with others, by their place in the file, from 1
     */
    public record Carried(SortedMap<Bytes32, SignedRecord> records, SortedMap<Integer, Refusal> faults) {}

    /** Writes a file that is not there yet. */
    public static void write(Path file, Collection<SignedRecord> records) throws IOException {
        Files.write(file, bytes(records), StandardOpenOption.CREATE_NEW);
    }

    static byte[] bytes(Collection<SignedRecord> records) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(MAGIC);
        for (SignedRecord record : records) {
            byte[] bundle = Bundles.write(List.of(record)).toByteArray();
            out.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bundle.length).array());
            out.writeBytes(bundle);
        }
        return out.toByteArray();
    }

    /** Reads a file; refused as a whole where it is none. IOException where the disk does not give it. */
    public static Checked<Carried> read(Path file) throws IOException {
        return Files.size(file) > MAX_BYTES
                ? Refusal.of(Reason.TOO_LARGE, "such a file has at most 64 MiB")
                : read(Files.readAllBytes(file));
    }

    static Checked<Carried> read(byte[] bytes) {
        if (!Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
            return Refusal.of(Reason.MALFORMED, "this is no file of experiences");
        }
        Verification verification = new Verification(new StrictEd25519());
        Carried carried = new Carried(new TreeMap<>(), new TreeMap<>());
        ByteBuffer in = ByteBuffer.wrap(bytes).position(MAGIC.length);
        for (int place = 1; in.hasRemaining(); place++) {
            int length = in.remaining() < Integer.BYTES ? -1 : in.getInt();
            if (length < 0 || length > in.remaining() || length > Limits.BUNDLE_BYTES) {
                carried.faults().put(place, new Refusal(Reason.MALFORMED, "the file is cut short here"));
                break;
            }
            byte[] bundle = new byte[length];
            in.get(bundle);
            switch (verification.bundle(bundle)) {
                case Checked.Refused<List<SignedRecord>>(Refusal why) ->
                    carried.faults().put(place, why);
                case Checked.Ok<List<SignedRecord>>(List<SignedRecord> records) ->
                    records.forEach(record -> carried.records().put(record.id(), record));
            }
        }
        return new Checked.Ok<>(carried);
    }
}
