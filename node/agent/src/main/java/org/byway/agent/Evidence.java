package org.byway.agent;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.byway.agent.vault.Vault;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.AuditFailed;
import org.byway.protocol.wire.VaultEntry;

/** What audits have found that should not be, as the vault keeps it. Used by one thread at a time. */
public final class Evidence {
    /** More is not kept: it would tell nothing new. */
    static final int MOST = 10_000;

    private final Vault vault;
    private final InstantSource clock;
    private final Map<AuditFailed, Kept> kept = new LinkedHashMap<>();

    /**
     * One finding.
     *
     * @param noted when it was found first, milliseconds
     * @param node the key that the node at that address named as its own
     * @param finding a word of {@link Audit.Finding}
     */
    public record Kept(long noted, Bytes32 record, Bytes32 node, String address, String finding) {}

    private Evidence(Vault vault, InstantSource clock) {
        this.vault = vault;
        this.clock = clock;
    }

    public static Evidence of(Vault vault, InstantSource clock) throws IOException {
        Evidence evidence = new Evidence(vault, clock);
        vault.follow(evidence::take);
        vault.refresh();
        return evidence;
    }

    private void take(VaultEntry entry) {
        if (entry.hasAuditFailed()) {
            AuditFailed failed = entry.getAuditFailed();
            kept.putIfAbsent(
                    failed,
                    new Kept(
                            entry.getNoted(),
                            Bytes32.of(failed.getRecord().toByteArray()),
                            Bytes32.of(failed.getNode().toByteArray()),
                            failed.getAddress(),
                            failed.getFinding()));
        }
    }

    /** All that was found, the oldest first; the same thing at the same node once. */
    public List<Kept> all() {
        return List.copyOf(kept.values());
    }

    /** Keeps what is evidence of what was found at a node; how much of it was not known yet. */
    public int keep(List<Audit.Looked> looked, Bytes32 node, String address) throws IOException {
        try (Vault.Page page = vault.write()) {
            List<VaultEntry> entries = new ArrayList<>();
            for (Audit.Looked each : looked) {
                if (each.isEvidence() && kept.size() + entries.size() < MOST) {
                    AuditFailed failed = failed(each, node, address);
                    if (!kept.containsKey(failed)) {
                        entries.add(VaultEntry.newBuilder()
                                .setNoted(clock.millis())
                                .setAuditFailed(failed)
                                .build());
                    }
                }
            }
            page.append(entries);
            return entries.size();
        }
    }

    private static AuditFailed failed(Audit.Looked looked, Bytes32 node, String address) {
        return AuditFailed.newBuilder()
                .setRecord(bytes(looked.entry().id()))
                .setNode(bytes(node))
                .setAddress(address)
                .setFinding(looked.finding().word())
                .setPostmark(Bundles.receipt(List.of(looked.record())).getPostmarks(0))
                .build();
    }

    private static ByteString bytes(Bytes32 value) {
        return ByteString.copyFrom(value.bytes());
    }

    /** A bundle of the last records of which something was found, with the postmarks of the nodes that took them; empty without any. */
    public byte[] bundle(Marked marked) throws IOException {
        List<SignedRecord> records = new ArrayList<>();
        for (Bytes32 id : kept.values().stream().map(Kept::record).distinct().toList()) {
            marked.record(id).ifPresent(records::add);
        }
        List<List<SignedRecord>> bundles = Bundles.split(records);
        return bundles.isEmpty()
                ? new byte[0]
                : Bundles.write(bundles.get(bundles.size() - 1)).toByteArray();
    }
}
