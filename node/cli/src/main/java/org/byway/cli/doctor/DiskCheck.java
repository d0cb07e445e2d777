package org.byway.cli.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.byway.cli.config.Setting;

/** Whether there is room on the disk and in the store's map, and whether the disk is one for a database. */
final class DiskCheck implements Check {
    /** Below that nothing can be committed for long. */
    static final long SHORT_BYTES = 64L << 20;
    /** Below that it is time to do something. */
    static final long LOW_BYTES = 1L << 30;

    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final double MAP_NEARLY_FULL = 0.9;
    /** Their locks or their maps do not hold what LMDB asks of them. */
    private static final Set<String> NETWORKED =
            Set.of("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs", "ceph", "fuse.glusterfs");

    @Override
    public String what() {
        return "disk";
    }

    @Override
    public Seen look(Subject subject) throws IOException {
        FileStore disk = Files.getFileStore(existing(subject.home().folder()));
        List<Finding> findings = new ArrayList<>();
        room(disk, findings);
        if (disk.isReadOnly()) {
            findings.add(Finding.error(
                    "read_only",
                    "The file system of " + subject.home().folder() + " is mounted read-only.",
                    "Mount it for writing; after an error of the disk look at `dmesg` first."));
        }
        if (NETWORKED.contains(disk.type())) {
            findings.add(Finding.warning(
                    "network_disk",
                    "The home is on a network file system (" + disk.type() + "), which may break a database.",
                    "Move the home to a disk of this machine."));
        }
        long held = Files.exists(subject.storeFile()) ? Files.size(subject.storeFile()) : 0;
        long most = subject.configuration()
                        .map(each -> each.number(Setting.STORE_GIB))
                        .orElse(0L)
                * GIB;
        map(held, most, findings);
        String map = most == 0 ? "" : " of " + size(most);
        return new Seen(
                what(),
                size(disk.getUsableSpace()) + " free (" + disk.type() + "); the store has " + size(held) + map,
                findings);
    }

    private static Path existing(Path folder) {
        Path each = folder.toAbsolutePath();
        while (!Files.exists(each)) {
            each = each.getParent();
        }
        return each;
    }

    private static void room(FileStore disk, List<Finding> findings) throws IOException {
        long free = disk.getUsableSpace();
        String message = "There are only " + size(free) + " free on the disk of the home.";
        if (free < SHORT_BYTES) {
            findings.add(Finding.error(
                    "disk_full", message, "Make room, or move the home: a node goes on by itself once there is room."));
        } else if (free < LOW_BYTES) {
            findings.add(Finding.warning("disk_low", message, "Make room soon, or move the home to a larger disk."));
        }
    }

    private static void map(long held, long most, List<Finding> findings) {
        if (most > 0 && held > most * MAP_NEARLY_FULL) {
            findings.add(Finding.warning(
                    "map_full",
                    "The store has grown to " + size(held) + " and may have " + size(most) + ".",
                    "Raise store_gib in byway.toml and start the node again."));
        }
    }

    static String size(long bytes) {
        if (bytes >= GIB) {
            return "%.1f GiB".formatted((double) bytes / GIB);
        }
        return bytes >= MIB ? bytes / MIB + " MiB" : Math.ceilDiv(bytes, 1_024) + " KiB";
    }
}
