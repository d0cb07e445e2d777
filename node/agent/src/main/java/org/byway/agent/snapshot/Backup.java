package org.byway.agent.snapshot;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.byway.agent.keys.Keyring;
import org.byway.agent.ledger.Binder;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.node.Reply;
import org.byway.agent.node.SnapshotPort;
import org.byway.agent.vault.Opened;
import org.byway.agent.vault.SealedBinder;
import org.byway.agent.vault.Vault;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.vault.SignedSnapshot;
import org.byway.protocol.wire.SnapshotMade;
import org.byway.protocol.wire.VaultEntry;

/** One snapshot of a vault, taken now, and left wherever it is wanted. */
public final class Backup {
    private static final String NONE_THERE = "unknown-snapshot";

    private final Image image;
    private final SignedSnapshot snapshot;
    private final long madeBefore;

    private Backup(Image image, SignedSnapshot snapshot, long madeBefore) {
        this.image = image;
        this.snapshot = snapshot;
        this.madeBefore = madeBefore;
    }

    /**
     * Takes a snapshot, and writes its number down before it leaves.
     *
     * @param files the binder below the one that seals
     */
    public static Checked<Backup> take(Binder files, Opened opened, InstantSource clock, RandomGenerator random)
            throws IOException {
        Keyring keys = Keyring.of(opened.words(), opened.seed());
        SealedBinder binder = new SealedBinder(files, opened.dataKey(), random);
        Vault vault = Vault.open(binder);
        Numbers numbers = new Numbers();
        vault.follow(numbers::take);
        // Both turns: what a crash has left behind of either log is cut off, and so what the image holds stays where it
        // is.
        try (Ledger.Page cut = Ledger.open(binder).write();
                Vault.Page page = vault.write()) {
            long before = numbers.last;
            Image image = Image.of(files);
            byte[] sealed = new Manifest(clock.millis(), opened.dataKey(), image.cuts()).seal(keys, before + 1, random);
            var said = new SignedSnapshot.Said(before + 1, numbers.digest, image.digests(), sealed);
            return switch (SignedSnapshot.sign(keys.vaultPlace(), said)) {
                case Checked.Refused<SignedSnapshot> refused -> refused.as();
                case Checked.Ok<SignedSnapshot>(SignedSnapshot snapshot) -> {
                    page.append(List.of(made(snapshot, clock.millis())));
                    yield new Checked.Ok<>(new Backup(image, snapshot, before));
                }
            };
        }
    }

    static VaultEntry made(SignedSnapshot snapshot, long now) {
        return VaultEntry.newBuilder()
                .setNoted(now)
                .setSnapshotMade(SnapshotMade.newBuilder()
                        .setNumber(snapshot.number())
                        .setDigest(ByteString.copyFrom(snapshot.digest().bytes())))
                .build();
    }

    /** The last snapshot that this vault tells of. */
    private static final class Numbers {
        private long last;
        private Bytes32 digest;

        private void take(VaultEntry entry) {
            if (entry.hasSnapshotMade()) {
                last = entry.getSnapshotMade().getNumber();
                digest = Bytes32.of(entry.getSnapshotMade().getDigest().toByteArray());
            }
        }
    }

    public long number() {
        return snapshot.number();
    }

    public int chunks() {
        return image.digests().size();
    }

    /** Leaves it at a node; how many chunks had to be sent. Nothing is left where another home of these words goes on there. */
    public Reply<Integer> leave(SnapshotPort node) throws IOException {
        switch (node.latest()) {
            case Reply.Got<SignedSnapshot>(SignedSnapshot newest) -> {
                if (newest.number() > madeBefore) {
                    return new Reply.Refused<>(
                            "newer-snapshot",
                            "the node has snapshot " + newest.number()
                                    + ", which another home of these words has made; this one has made " + madeBefore);
                }
            }
            case Reply.Refused<SignedSnapshot>(String code, String message) -> {
                if (!code.equals(NONE_THERE)) {
                    return new Reply.Refused<>(code, message);
                }
            }
            case Reply.Unreachable<SignedSnapshot>(String why) -> {
                return new Reply.Unreachable<>(why);
            }
        }
        Reply<List<Bytes32>> missing = node.missing(image.digests());
        if (!(missing instanceof Reply.Got<List<Bytes32>>(List<Bytes32> wanted))) {
            return missing.map(List::size);
        }
        for (Bytes32 digest : wanted) {
            Reply<Bytes32> put = node.put(image.chunk(digest));
            if (!(put instanceof Reply.Got<Bytes32>)) {
                return put.map(never -> 0);
            }
        }
        return node.put(snapshot).map(digest -> wanted.size());
    }

    /** Writes it into a new file, whole or not at all. */
    public void write(Path file) throws IOException {
        BackupFile.write(file, snapshot, image);
    }
}
