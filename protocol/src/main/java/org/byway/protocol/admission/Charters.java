package org.byway.protocol.admission;

import java.util.LinkedHashMap;
import java.util.Map;
import org.byway.protocol.community.Charter;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store;

/** The charters that the store holds, read once and remembered, the last used ones at most. */
public final class Charters {
    private static final int MOST = 1024;

    private final Store store;
    private final Map<Bytes32, Charter> read = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes32, Charter> eldest) {
            return size() > MOST;
        }
    };

    public Charters(Store store) {
        this.store = store;
    }

    /** The Charter in that record, or null where the store does not hold it. */
    public Charter get(Bytes32 id) {
        Charter known = read.get(id);
        if (known != null) {
            return known;
        }
        SignedRecord record = store.get(id);
        if (record == null
                || record.content() == null
                || !(Charter.held(record.envelope(), record.content())
                        instanceof Checked.Ok<Charter>(Charter charter))) {
            return null;
        }
        read.put(id, charter);
        return charter;
    }
}
