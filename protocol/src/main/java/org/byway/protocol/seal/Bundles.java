package org.byway.protocol.seal;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.byway.protocol.record.Limits;
import org.byway.protocol.wire.Bundle;
import org.byway.protocol.wire.Item;
import org.byway.protocol.wire.Postmark;
import org.byway.protocol.wire.Proof;
import org.byway.protocol.wire.Receipt;
import org.byway.protocol.wire.Seal;

/** Writes records as bundles: each seal and postmark once, with the proof of just these members. */
public final class Bundles {
    /** What a bundle may need for proofs beside its records, per record, at the least favourable. */
    private static final int PROOF_BYTES = 2 * 17 * 34 + 400;
    /** The same for a record that stands next to the one before it in both its trees. */
    private static final int NEIGHBOUR_BYTES = 32;

    private Bundles() {}

    /** One bundle of these records, in this order. At least one record; at most what {@link #split} leaves together. */
    public static Bundle write(List<SignedRecord> records) {
        Bundle.Builder out = Bundle.newBuilder();
        Map<Signed, Members> trees = new IdentityHashMap<>();
        List<Members> seals = new ArrayList<>();
        List<Members> postmarks = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            SignedRecord record = records.get(i);
            out.addRecords(item(record));
            add(trees, seals, record.seal(), record.sealPosition(), i);
            if (record.postmark() != null) {
                add(trees, postmarks, record.postmark(), record.postmarkPosition(), i);
            }
        }
        seals.forEach(members -> out.addSeals(seal(members)));
        postmarks.forEach(members -> out.addPostmarks(postmark(members)));
        return out.build();
    }

    /** The receipt for posted records: the postmarks alone, as they would stand in a bundle. */
    public static Receipt receipt(List<SignedRecord> postmarked) {
        Map<Signed, Members> trees = new IdentityHashMap<>();
        List<Members> postmarks = new ArrayList<>();
        for (int i = 0; i < postmarked.size(); i++) {
            SignedRecord record = postmarked.get(i);
            if (record != null) {
                add(trees, postmarks, record.postmark(), record.postmarkPosition(), i);
            }
        }
        Receipt.Builder out = Receipt.newBuilder();
        postmarks.forEach(members -> out.addPostmarks(postmark(members)));
        return out.build();
    }

    /** Divides records into runs that fit a bundle each, wherever their members stand in their trees. */
    public static List<List<SignedRecord>> split(List<SignedRecord> records) {
        List<List<SignedRecord>> runs = new ArrayList<>();
        int start = 0;
        int bytes = 0;
        for (int i = 0; i < records.size(); i++) {
            SignedRecord record = records.get(i);
            boolean neighbour = i > start && followsInBothTrees(record, records.get(i - 1));
            int more = record.sizeBytes() + (neighbour ? NEIGHBOUR_BYTES : PROOF_BYTES);
            if (i > start && (bytes + more > Limits.BUNDLE_BYTES || i - start == Limits.BUNDLE_RECORDS)) {
                runs.add(records.subList(start, i));
                start = i;
                bytes = 0;
            }
            bytes += more;
        }
        if (start < records.size()) {
            runs.add(records.subList(start, records.size()));
        }
        return runs;
    }

    private static boolean followsInBothTrees(SignedRecord record, SignedRecord before) {
        return record.seal() == before.seal()
                && record.postmark() == before.postmark()
                && record.sealPosition() == before.sealPosition() + 1
                && record.postmarkPosition() == before.postmarkPosition() + (record.postmark() == null ? 0 : 1);
    }

    private static Item item(SignedRecord record) {
        Item.Builder item = Item.newBuilder()
                .setEnvelope(UnsafeByteOperations.unsafeWrap(record.envelope().bytes()));
        if (record.content() != null) {
            item.setContent(UnsafeByteOperations.unsafeWrap(record.content()));
        }
        return item.build();
    }

    private static void add(Map<Signed, Members> trees, List<Members> order, Signed by, int position, int record) {
        Members members = trees.get(by);
        if (members == null) {
            members = new Members(by);
            trees.put(by, members);
            order.add(members);
        }
        members.add(position, record);
    }

    private static Seal seal(Members members) {
        Statement.Seal statement = (Statement.Seal) members.by.statement();
        return Seal.newBuilder()
                .setAuthor(ByteString.copyFrom(statement.author().bytes()))
                .setKey(ByteString.copyFrom(statement.key().bytes()))
                .setSignature(ByteString.copyFrom(members.by.signature()))
                .setProof(members.proof())
                .build();
    }

    private static Postmark postmark(Members members) {
        Statement.Postmark statement = (Statement.Postmark) members.by.statement();
        return Postmark.newBuilder()
                .setCommunity(ByteString.copyFrom(statement.community().bytes()))
                .setCharter(ByteString.copyFrom(statement.charter().bytes()))
                .setNode(ByteString.copyFrom(statement.node().bytes()))
                .setTime(statement.time())
                .setSignature(ByteString.copyFrom(members.by.signature()))
                .setProof(members.proof())
                .build();
    }

    /** Which leaves of one tree stand in the bundle, and as which records. */
    private static final class Members {
        final Signed by;
        private long[] places = new long[4];
        private int count;

        Members(Signed by) {
            this.by = by;
        }

        void add(int position, int record) {
            if (count == places.length) {
                places = Arrays.copyOf(places, 2 * count);
            }
            places[count++] = (long) position << 32 | record;
        }

        Proof proof() {
            Arrays.sort(places, 0, count);
            int[] positions = new int[count];
            int[] records = new int[count];
            for (int i = 0; i < count; i++) {
                positions[i] = (int) (places[i] >>> 32);
                records[i] = (int) places[i];
            }
            return Membership.write(by.tree().only(positions), records);
        }
    }
}
