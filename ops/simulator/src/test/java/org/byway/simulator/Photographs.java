package org.byway.simulator;

import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.blob.ExchangeLimits;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.SignedRecord;

/** People who post offers with photos, each left at the host where it is posted. */
final class Photographs {
    private static final long PAUSE_MILLIS = 5_000;

    private final Cluster cluster;
    private final Dice dice;
    private final List<Shown> all = new ArrayList<>();

    private record Shown(Host home, SignedRecord offer, Bytes32 photo) {}

    Photographs(Cluster cluster) {
        this.cluster = cluster;
        this.dice = new Dice(cluster.seed(), "photographs");
    }

    /** They post until that time. */
    void begin(long end) {
        cluster.schedule().after(dice.pause(PAUSE_MILLIS), () -> {
            if (cluster.schedule().now() < end) {
                show(dice.among(cluster.hosts()));
                begin(end);
            }
        });
    }

    private void show(Host home) {
        Bytes32 photo = home.blobs().put(dice.bytes((int) dice.between(1, 6L * ExchangeLimits.PART_BYTES)));
        SignedRecord offer = cluster.people().settle(home, false).show(home.clock(), List.of(photo));
        all.add(new Shown(home, offer, photo));
        cluster.people().post(home, List.of(offer));
    }

    int count() {
        return all.size();
    }

    /** A photo that is not where an offer stands that names it; null where there is none. */
    String missing() {
        for (Shown shown : all) {
            for (Host host : cluster.hosts()) {
                if (host.isUp()
                        && host.store().get(shown.offer().id()) != null
                        && host.blobs().get(shown.photo()) == null) {
                    return host.name() + " lacks a photo of " + shown.home().name();
                }
            }
        }
        return null;
    }
}
