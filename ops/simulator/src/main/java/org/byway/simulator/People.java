package org.byway.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.byway.protocol.admission.Judged;
import org.byway.protocol.peer.Effect;
import org.byway.protocol.peer.Event;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;
import org.byway.protocol.wire.Receipt;
import org.byway.protocol.wire.Refused;

/** The people of all communities: what they post, and that they ask again until they are answered. */
final class People {
    private static final long PATIENCE_MILLIS = 3_000;
    private static final int MOST_TRIES = 60;

    /** @param asker who waits for the answer, and asks again if there is none; null: whoever posted here asks again */
    private record Posting(Host host, List<SignedRecord> records, int tries, Consumer<Checked<Receipt>> asker) {}

    private final Cluster cluster;
    private final Verification verification;
    private final List<List<Author>> authors = new ArrayList<>();
    private final SortedMap<Long, Posting> waiting = new TreeMap<>();
    private final List<Posting> done = new ArrayList<>();
    private final SortedMap<org.byway.protocol.record.Bytes32, Envelope> answered = new TreeMap<>();
    private long tickets;

    People(Cluster cluster) {
        this.cluster = cluster;
        this.verification = new Verification(cluster.signatures());
    }

    /** Everything that some node answered for. */
    List<Envelope> answered() {
        return List.copyOf(answered.values());
    }

    /** The records that were posted under that ticket. */
    List<SignedRecord> posted(long ticket) {
        return waiting.get(ticket).records();
    }

    boolean allAnswered() {
        return waiting.isEmpty();
    }

    /** Somebody new comes to live there. */
    Author settle(Host host, boolean identity) {
        while (authors.size() <= host.number()) {
            authors.add(new ArrayList<>());
        }
        List<Author> here = authors.get(host.number());
        Dice dice = new Dice(cluster.seed(), "author " + host.number() + "." + here.size());
        Author author = identity
                ? Author.identity(host.community().id(), dice)
                : Author.bare(host.community().id(), dice);
        here.add(author);
        return author;
    }

    /** Posts them as the bytes that a node would get; again later where it does not answer. */
    void post(Host host, List<SignedRecord> records) {
        post(new Posting(host, records, 0, null));
    }

    /** The same for somebody who waits for the answer; a host that goes down before never gives it. */
    void post(Host host, byte[] bundle, Consumer<Checked<Receipt>> answer) {
        switch (verification.bundle(bundle)) {
            case Checked.Refused<List<SignedRecord>> refused -> answer.accept(refused.as());
            case Checked.Ok<List<SignedRecord>>(List<SignedRecord> records) ->
                post(new Posting(host, records, 0, answer));
        }
    }

    private void post(Posting posting) {
        long ticket = ++tickets;
        waiting.put(ticket, posting);
        Host host = posting.host();
        if (!host.isUp()) {
            again(ticket);
            return;
        }
        byte[] bytes = Bundles.write(posting.records()).toByteArray();
        List<SignedRecord> read = verification.bundle(bytes).orThrow();
        read.forEach(record -> cluster.valid(record.id()));
        host.handle(new Event.Posted(List.of(new Event.Post(ticket, Judged.of(read, cluster.signatures())))));
    }

    private void again(long ticket) {
        Posting posting = waiting.get(ticket);
        cluster.schedule().after(PATIENCE_MILLIS, () -> {
            waiting.remove(ticket);
            if (posting.tries() < MOST_TRIES) {
                post(new Posting(posting.host(), posting.records(), posting.tries() + 1, null));
            }
        });
    }

    /** Whoever waited for that host's answer will ask again. */
    void crashed(Host host) {
        List<Long> cutOff = waiting.entrySet().stream()
                .filter(each -> each.getValue().host() == host)
                .map(each -> each.getKey())
                .toList();
        for (long ticket : cutOff) {
            if (waiting.get(ticket).asker() != null) {
                waiting.remove(ticket);
                continue;
            }
            long again = ++tickets;
            waiting.put(again, waiting.remove(ticket));
            again(again);
        }
    }

    void answered(Host host, Effect.Answer answer) {
        Posting posting = waiting.get(answer.ticket());
        boolean[] refused = new boolean[posting.records().size()];
        for (Refused each : answer.receipt().getRefusedList()) {
            refused[each.getRecord()] = true;
            host.trace("refuses " + posting.records().get(each.getRecord()).envelope() + ": " + each.getDetail());
        }
        for (int i = 0; i < refused.length; i++) {
            Envelope envelope = posting.records().get(i).envelope();
            if (!refused[i]) {
                answered.put(envelope.id(), envelope);
            }
        }
        waiting.remove(answer.ticket());
        done.add(posting);
        if (posting.asker() != null) {
            posting.asker().accept(new Checked.Ok<>(answer.receipt()));
        }
    }

    /** They ask again: it will pass. */
    void declined(Host host, Effect.Decline decline) {
        host.trace("declines post " + decline.ticket() + ": " + decline.why());
        Posting posting = waiting.get(decline.ticket());
        if (posting.asker() == null) {
            again(decline.ticket());
        } else {
            waiting.remove(decline.ticket());
            posting.asker().accept(new Checked.Refused<>(decline.why()));
        }
    }

    /** Somebody at that host does something. */
    void act(Host host, Dice dice) {
        if (authors.size() <= host.number() || authors.get(host.number()).isEmpty() || dice.chance(0.1)) {
            Author author = settle(host, dice.chance(0.4));
            if (author.isIdentity()) {
                post(host, List.of(author.inception(time(host, dice))));
            }
            return;
        }
        Author author = dice.among(authors.get(host.number()));
        long now = time(host, dice);
        switch (dice.among(12)) {
            case 0, 1, 2 -> post(host, author.make(1, now));
            case 3 -> post(host, author.make((int) dice.between(2, 20), now));
            case 4 -> post(host, author.make(dice.chance(0.08) ? (int) dice.between(100, 400) : 1, now));
            case 5, 6, 7 -> change(host, author.hasRecords() ? author.revise(now, false) : null);
            case 8 -> change(host, author.hasRecords() ? author.revise(now, true) : null);
            case 9, 10 -> change(withdrawalHost(host, dice), author.hasRecords() ? author.withdraw(now) : null);
            default -> repeat(dice);
        }
    }

    private void change(Host host, SignedRecord record) {
        if (record != null) {
            post(host, List.of(record));
        }
    }

    /** Any node that carries the community may postmark a withdrawal. */
    private Host withdrawalHost(Host home, Dice dice) {
        Host other = dice.among(cluster.hosts());
        return dice.chance(0.3) && cluster.reaches(home.community().id(), other) ? other : home;
    }

    /** Somebody posts once more what was answered before. */
    private void repeat(Dice dice) {
        if (!done.isEmpty()) {
            Posting posting = dice.among(done);
            post(new Posting(posting.host(), posting.records(), 0, null));
        }
    }

    /** A person's device keeps good time, or the time of the host that it stands beside. */
    private long time(Host host, Dice dice) {
        return dice.chance(0.5) ? host.clock() : cluster.schedule().now() + dice.between(-2_000, 2_000);
    }
}
