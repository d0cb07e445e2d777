package org.byway.protocol.seal;

import com.google.protobuf.ByteString;
import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Limits;
import org.byway.protocol.wire.Proof;

/**
 * A proof as it travels, opened: which leaves of the tree are taken and which records of the bundle stand there.
 *
 * @param positions ascending; null: every leaf of the tree
 * @param records for each taken leaf, a place in the bundle
 */
record Membership(int size, int[] positions, int[] records, byte[] gaps) {

    /** Null where the proof does not fit a bundle of that many records. */
    static Membership of(Proof proof, int bundleRecords) {
        int size = proof.getSize();
        if (size < 1 || size > Limits.TREE_LEAVES) {
            return null;
        }
        int taken = taken(proof, bundleRecords);
        int[] records = taken < 1 ? null : records(proof, taken, bundleRecords);
        byte[] gaps = gaps(proof.getGapsList());
        if (records == null || gaps == null) {
            return null;
        }
        return new Membership(size, proof.getRunsCount() == 0 ? null : positions(proof, taken), records, gaps);
    }

    private static int taken(Proof proof, int most) {
        if (proof.getRunsCount() == 0) {
            return proof.getSize() <= most ? proof.getSize() : -1;
        }
        long at = 0;
        long taken = 0;
        for (int i = 0; i < proof.getRunsCount(); i++) {
            long run = Integer.toUnsignedLong(proof.getRuns(i));
            at += run;
            taken += i % 2 == 1 ? run : 0;
            if (at > proof.getSize() || taken > most || (run == 0 && i > 0)) {
                return -1;
            }
        }
        return (int) taken;
    }

    private static int[] positions(Proof proof, int taken) {
        int[] positions = new int[taken];
        int at = 0;
        int next = 0;
        for (int i = 0; i < proof.getRunsCount(); i++) {
            int end = at + proof.getRuns(i);
            while (i % 2 == 1 && at < end) {
                positions[next++] = at++;
            }
            at = end;
        }
        return positions;
    }

    private static int[] records(Proof proof, int taken, int bundleRecords) {
        int named = proof.getMembersCount();
        if (named != 0 && (named != taken || proof.getFirst() != 0)) {
            return null;
        }
        int[] records = new int[taken];
        for (int i = 0; i < taken; i++) {
            long record = named == 0
                    ? Integer.toUnsignedLong(proof.getFirst()) + i
                    : Integer.toUnsignedLong(proof.getMembers(i));
            if (record >= bundleRecords) {
                return null;
            }
            records[i] = (int) record;
        }
        return records;
    }

    private static byte[] gaps(List<ByteString> hashes) {
        byte[] gaps = new byte[hashes.size() * Bytes32.SIZE];
        for (int i = 0; i < hashes.size(); i++) {
            if (hashes.get(i).size() != Bytes32.SIZE) {
                return null;
            }
            hashes.get(i).copyTo(gaps, i * Bytes32.SIZE);
        }
        return gaps;
    }

    /** The proof that these records of a bundle (in order of their leaves) are the members of the tree. */
    static Proof write(Tree tree, int[] records) {
        Proof.Builder out = Proof.newBuilder().setSize(tree.size());
        if (!tree.isWhole()) {
            writeRuns(tree, out);
        }
        byte[] gaps = tree.gaps();
        for (int at = 0; at < gaps.length; at += Bytes32.SIZE) {
            out.addGaps(ByteString.copyFrom(gaps, at, Bytes32.SIZE));
        }
        boolean consecutive = true;
        for (int i = 1; i < records.length; i++) {
            consecutive &= records[i] == records[i - 1] + 1;
        }
        if (consecutive) {
            return out.setFirst(records[0]).build();
        }
        for (int record : records) {
            out.addMembers(record);
        }
        return out.build();
    }

    private static void writeRuns(Tree tree, Proof.Builder out) {
        int at = 0;
        for (int i = 0; i < tree.members(); ) {
            int start = tree.position(i);
            int end = start;
            while (i < tree.members() && tree.position(i) == end) {
                i++;
                end++;
            }
            out.addRuns(start - at).addRuns(end - start);
            at = end;
        }
    }
}
