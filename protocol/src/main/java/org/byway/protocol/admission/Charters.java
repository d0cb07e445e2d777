package org.byway.protocol.admission;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.byway.protocol.community.Charter;
import org.byway.protocol.community.Succession;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store;

/**
 * The charters that the store holds, and which of each community is in force; read once and remembered, the last used ones at
 * most. Earlier ones stay: records are postmarked in their names.
 */
public final class Charters {
    /** How many later Charters of one community are kept. */
    public static final int MOST_REVISIONS = 1_024;

    private static final int MOST = 1024;
    private static final int PAGE = 256;

    private final Store store;
    private final Map<Bytes32, Charter> read = recent();
    private final Map<Bytes32, Succession> standing = recent();

    public Charters(Store store) {
        this.store = store;
    }

    private static <V> Map<Bytes32, V> recent() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Bytes32, V> eldest) {
                return size() > MOST;
            }
        };
    }

    /** The Charter in that record, or null where the store does not hold it. */
    public Charter get(Bytes32 id) {
        Charter known = read.get(id);
        if (known != null) {
            return known;
        }
        SignedRecord record = store.get(id);
        Charter charter = record == null ? null : charter(record);
        if (charter != null) {
            read.put(id, charter);
        }
        return charter;
    }

    /** Null where there is none in it. */
    private static Charter charter(SignedRecord record) {
        return record.content() != null
                        && Charter.held(record.envelope(), record.content())
                                instanceof Checked.Ok<Charter>(Charter held)
                ? held
                : null;
    }

    /** The Charters of a community up to the one in force; null where its first one is not held. */
    public Succession of(Bytes32 community) {
        Succession known = standing.get(community);
        if (known != null) {
            return known;
        }
        Charter first = get(community);
        if (first == null) {
            return null;
        }
        Succession found = Succession.of(first, held(community));
        standing.put(community, found);
        return found;
    }

    /** The one in force if these, which are read but not held, are counted in; the first one must be held or among them. */
    public Succession with(Bytes32 community, Collection<Charter> shown) {
        List<Charter> all = held(community);
        all.addAll(shown);
        Charter first = all.stream()
                .filter(each -> each.id().equals(community))
                .findFirst()
                .orElseThrow();
        return Succession.of(first, all);
    }

    /** The Charter in force; null where the community's first one is not held. */
    public Charter standing(Bytes32 community) {
        Succession found = of(community);
        return found == null ? null : found.standing();
    }

    /** Is to be told of each Charter that is put into the store. */
    public void changed(Bytes32 community) {
        standing.remove(community);
    }

    private List<Charter> held(Bytes32 community) {
        List<Charter> all = new ArrayList<>();
        String cursor = null;
        do {
            Store.Page page = store.list(new Store.Query(0, Kind.CHARTER.number(), null, community, PAGE, cursor));
            for (SignedRecord record : page.records()) {
                Charter charter = charter(record);
                if (charter != null) {
                    all.add(charter);
                }
            }
            cursor = page.next();
        } while (cursor != null && all.size() <= MOST_REVISIONS);
        return all;
    }

    /** Whether a later Charter follows those that it names; null if so. */
    Verdict fault(Charter later) {
        Charter previous = get(later.revision().previous());
        if (previous == null) {
            return new Verdict.WantsCharter(later.revision().previous());
        }
        Charter undisputed = previous;
        for (Bytes32 rival : later.revision().disputed()) {
            if (get(rival) == null) {
                return new Verdict.WantsCharter(rival);
            }
            undisputed = common(undisputed, get(rival));
        }
        boolean fits = undisputed != null
                && previous.community().equals(later.community())
                && previous.sequence() + 1 == later.sequence();
        if (!fits) {
            return refuse(Reason.BAD_CHARTER, "it does not follow the charters that it names");
        }
        Refusal fault = undisputed.faultOf(later);
        if (fault == null && of(later.community()).path().size() > MOST_REVISIONS) {
            fault = new Refusal(Reason.OVER_BUDGET, "a community has at most " + MOST_REVISIONS + " charters here");
        }
        return fault == null ? null : new Verdict.Refuse(fault);
    }

    /** The last Charter that both come from; null where there is none, or one between is not held. */
    private Charter common(Charter one, Charter other) {
        Charter left = one;
        Charter right = other;
        while (left != null && right != null && !left.id().equals(right.id())) {
            if (left.sequence() >= right.sequence()) {
                left = before(left);
            } else {
                right = before(right);
            }
        }
        return left == null || right == null ? null : left;
    }

    private Charter before(Charter charter) {
        return charter.sequence() == 0 ? null : get(charter.revision().previous());
    }

    private static Verdict refuse(Reason reason, String detail) {
        return new Verdict.Refuse(new Refusal(reason, detail));
    }
}
