package org.byway.bench;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.sync.Item;
import org.byway.protocol.wire.Bundle;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Records;

/**
 * A catalogue as the frames that carry it, in a file: parcel n is frame n / lanes + 1 of lane n % lanes. Several threads
 * may read.
 */
final class Parcels implements AutoCloseable {
    private final FileChannel file;
    private final int lanes;
    private final long[] offsets;
    private final int[] lengths;
    private final int[] bundleBytes;
    private final int[] records;
    private final List<List<Item>> items;
    private final int[] sealedBytes;
    private long end;

    private Parcels(FileChannel file, int count, int lanes) {
        this.file = file;
        this.lanes = lanes;
        offsets = new long[count];
        lengths = new int[count];
        bundleBytes = new int[count];
        records = new int[count];
        sealedBytes = new int[count];
        items = new ArrayList<>(Collections.nCopies(count, null));
    }

    /** Seals, postmarks and writes all of the catalogue, on that many threads; tells how many records are done. */
    static Parcels write(Path path, Catalogue catalogue, int lanes, int threads, IntConsumer done)
            throws IOException, InterruptedException {
        FileChannel file = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Parcels parcels = new Parcels(file, catalogue.parcels(), lanes);
        AtomicInteger next = new AtomicInteger();
        AtomicInteger finished = new AtomicInteger();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                workers.add(pool.submit(() -> {
                    for (int n = next.getAndIncrement(); n < catalogue.parcels(); n = next.getAndIncrement()) {
                        parcels.add(n, catalogue.parcel(n));
                        done.accept(finished.addAndGet(parcels.records[n]));
                    }
                    return null;
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (ExecutionException e) {
            file.close();
            if (e.getCause() instanceof IOException disk) {
                throw disk;
            }
            throw new IllegalStateException(e.getCause());
        }
        return parcels;
    }

    private void add(int number, List<SignedRecord> parcel) throws IOException {
        Bundle bundle = Bundles.write(parcel);
        byte[] frame = frame(number / lanes + 1L, bundle);
        records[number] = parcel.size();
        lengths[number] = frame.length;
        bundleBytes[number] = bundle.getSerializedSize();
        sealedBytes[number] = sealedBytes(parcel, bundle);
        items.set(number, parcel.stream().map(Parcels::item).toList());
        long offset;
        synchronized (this) {
            offset = end;
            end += frame.length;
        }
        offsets[number] = offset;
        ByteBuffer from = ByteBuffer.wrap(frame);
        while (from.hasRemaining()) {
            offset += file.write(from, offset);
        }
    }

    /** The frame of that number that brings the records. */
    static byte[] frame(long number, List<SignedRecord> parcel) {
        return frame(number, Bundles.write(parcel));
    }

    private static byte[] frame(long number, Bundle bundle) {
        return Frame.newBuilder()
                .setRecords(Records.newBuilder().setNumber(number).setBundle(bundle))
                .build()
                .toByteArray();
    }

    /** Envelopes, contents, and each seal and postmark once. */
    private static int sealedBytes(List<SignedRecord> parcel, Bundle bundle) {
        int bytes = 0;
        Set<Signed> counted = new HashSet<>();
        for (SignedRecord record : parcel) {
            bytes += record.sizeBytes();
            counted.add(record.seal());
        }
        for (int i = 0; i < counted.size(); i++) {
            bytes += bundle.getSeals(i).getSerializedSize();
        }
        return bytes + bundle.getPostmarks(0).getSerializedSize();
    }

    int count() {
        return lengths.length;
    }

    int records(int parcel) {
        return records[parcel];
    }

    int bundleBytes(int parcel) {
        return bundleBytes[parcel];
    }

    long sealedBytes() {
        long sum = 0;
        for (int each : sealedBytes) {
            sum += each;
        }
        return sum;
    }

    /** All that the parcels hold, with their places in the order of sets, in a list of the caller's. */
    List<Item> items() {
        List<Item> all = new ArrayList<>();
        items.forEach(all::addAll);
        return all;
    }

    static Item item(SignedRecord record) {
        return new Item(record.envelope().createdSecond(), record.id());
    }

    byte[] frame(int parcel) throws IOException {
        ByteBuffer to = ByteBuffer.allocate(lengths[parcel]);
        while (to.hasRemaining()) {
            if (file.read(to, offsets[parcel] + to.position()) < 0) {
                throw new IOException("the file of parcels is cut off");
            }
        }
        return to.array();
    }

    static ByteString bytes(Bytes32 value) {
        return ByteString.copyFrom(value.bytes());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
