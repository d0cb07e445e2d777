package org.byway.protocol.blob;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store;

/**
 * Finds out what of all that live records name is not here: of new records at once, and of all again now and then, a page at a
 * time, so that nothing else waits for it.
 */
final class Survey {
    private final Store store;
    private final Wants wants;
    private final List<BlobEffect> out;
    private final Map<Bytes32, Named> pending = new LinkedHashMap<>();
    private final Map<Bytes32, Named> looked = new LinkedHashMap<>();
    private boolean looking;
    private boolean walking;
    private boolean pageDue;
    /** There was no room for all, so that it is to be looked through again soon. */
    private boolean missed;

    private boolean soon;
    private long surveys;
    private String cursor;

    Survey(Store store, Wants wants, List<BlobEffect> out) {
        this.store = store;
        this.wants = wants;
        this.out = out;
    }

    void start(long now) {
        walking = true;
        missed = false;
        soon = false;
        cursor = null;
        goOn(now);
    }

    void due(long number, long now) {
        if (number == surveys) {
            start(now);
        }
    }

    private void again(long at) {
        out.add(new BlobEffect.SetTimer(at, new BlobTimer.Survey(++surveys)));
    }

    void arrived(List<Named> named, long now) {
        for (Named each : named) {
            if (pending.size() < ExchangeLimits.PENDING) {
                pending.put(each.digest(), each);
            } else {
                missed = true;
            }
        }
        goOn(now);
    }

    void looked(List<Bytes32> missing, long now) {
        looking = false;
        for (Bytes32 digest : missing) {
            Named named = looked.get(digest);
            if (named != null && !wants.add(named)) {
                missed = true;
            }
        }
        looked.clear();
        goOn(now);
    }

    private void goOn(long now) {
        if (missed && !walking && !soon) {
            soon = true;
            again(now + ExchangeLimits.SURVEY_SOON_MILLIS);
        }
        if (!looking && !pending.isEmpty()) {
            look();
        } else if (pending.isEmpty() && walking && !pageDue) {
            pageDue = true;
            out.add(new BlobEffect.SetTimer(now + ExchangeLimits.PAGE_PAUSE_MILLIS, new BlobTimer.Page()));
        }
    }

    private void look() {
        looking = true;
        Iterator<Named> next = pending.values().iterator();
        while (next.hasNext() && looked.size() < ExchangeLimits.LOOK) {
            Named named = next.next();
            looked.put(named.digest(), named);
            next.remove();
        }
        out.add(new BlobEffect.Look(List.copyOf(looked.values())));
    }

    void page(long now) {
        pageDue = false;
        if (!walking) {
            return;
        }
        Store.Page page =
                store.list(new Store.Query(now, Kind.OFFER.number(), null, null, ExchangeLimits.PAGE_RECORDS, cursor));
        List<Named> named = new ArrayList<>();
        for (SignedRecord record : page.records()) {
            named.addAll(Named.by(record));
        }
        cursor = page.next();
        if (cursor == null) {
            walking = false;
            again(now + ExchangeLimits.SURVEY_MILLIS);
        }
        arrived(named, now);
    }

    /** Whether a record that named something still does so. */
    boolean isLive(Bytes32 id, long now) {
        SignedRecord record = store.get(id);
        return record != null && record.content() != null && record.envelope().expires() > now;
    }
}
