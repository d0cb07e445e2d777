package org.byway.protocol.care;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;

/** What a node hides at a moment, and which pictures it keeps no more. Never changes, so any thread may ask. */
public final class Hiding {
    /** Hides nothing. */
    public static final Hiding NOTHING = new Hiding(new TreeMap<>(), new TreeSet<>(), new TreeSet<>());

    private final SortedMap<Bytes32, List<Standing>> byAuthor;
    private final SortedSet<Bytes32> barred;
    private final SortedSet<Bytes32> freed;

    private Hiding(SortedMap<Bytes32, List<Standing>> byAuthor, SortedSet<Bytes32> barred, SortedSet<Bytes32> freed) {
        this.byAuthor = byAuthor;
        this.barred = barred;
        this.freed = freed;
    }

    /** By the notices of the communities that are followed. */
    public static Hiding of(Notices notices, Predicate<Bytes32> followed, long now) {
        SortedMap<Bytes32, List<Standing>> byAuthor = new TreeMap<>();
        SortedSet<Bytes32> barred = new TreeSet<>();
        SortedSet<Bytes32> freed = new TreeSet<>();
        for (Standing each : notices.all(now)) {
            boolean lifted = each.state() instanceof NoticeState.Lifted;
            if (lifted && followed.test(each.given().community())) {
                freed.addAll(each.given().target().blobs());
            }
            if (each.hides() && followed.test(each.given().community())) {
                Target target = each.given().target();
                barred.addAll(target.blobs());
                if (target.author() != null) {
                    byAuthor.computeIfAbsent(target.author(), none -> new ArrayList<>())
                            .add(each);
                }
            }
        }
        freed.removeAll(barred);
        return new Hiding(byAuthor, barred, freed);
    }

    /** The notice that hides this record at that time, a purge before all others; null where none does. */
    public Standing hides(Envelope envelope, long now) {
        Standing found = null;
        for (Standing each : byAuthor.getOrDefault(envelope.author(), List.of())) {
            boolean purge = each.given().said().getPurge();
            if (each.given().target().is(envelope)
                    && (purge || !each.given().isOver(now))
                    && (found == null || purge)) {
                found = each;
            }
        }
        return found;
    }

    /** Whether the content of this record is to be kept nowhere. */
    public boolean purges(Envelope envelope, long now) {
        Standing found = hides(envelope, now);
        return found != null && found.given().said().getPurge();
    }

    /** Whether anything of that author may be hidden. */
    public boolean speaksOf(Bytes32 author) {
        return byAuthor.containsKey(author);
    }

    /** Notices by which content is purged. */
    public List<Standing> purges() {
        return byAuthor.values().stream()
                .flatMap(List::stream)
                .filter(each -> each.given().said().getPurge())
                .toList();
    }

    /** Pictures that are kept and taken no more. */
    public SortedSet<Bytes32> barred() {
        return new TreeSet<>(barred);
    }

    /** Pictures whose purge was lifted: they may be left again. */
    public SortedSet<Bytes32> freed() {
        return new TreeSet<>(freed);
    }
}
