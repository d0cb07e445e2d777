package org.byway.agent.letter;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.byway.agent.keys.Keyring;
import org.byway.agent.keys.PersonaSigner;
import org.byway.agent.node.MailPort;
import org.byway.agent.node.Reply;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.LetterArrived;
import org.byway.protocol.wire.LetterEntry;
import org.byway.protocol.wire.LetterMark;
import org.byway.protocol.wire.LetterPage;
import org.byway.protocol.wire.LetterPost;
import org.byway.protocol.wire.LetterPosted;

/**
 * Brings letters to nodes, and fetches what waits. Any of the person's nodes will do to send; each that keeps a mailbox is asked, so
 * that no single one can hold anything back. Used by one thread at a time.
 */
public final class Carrier {
    /** How long nodes are asked to keep a mailbox from the last visit on. */
    static final long KEPT_MILLIS = 60L * 24 * 3_600_000;
    /** Fetched in one round from one mailbox at one node at most. */
    private static final int MOST_PAGES = 64;
    /** With these a node says that the letter itself is wrong. */
    private static final SortedSet<String> FOR_GOOD =
            new TreeSet<>(List.of("malformed", "too-large", "bad-version", "bad-length", "not-canonical"));

    private static final String FORGOTTEN = "unknown-device";

    private final Correspondence letters;
    private final Shelf shelf;
    private final Hand who;
    private final List<MailPort> order;
    private final SortedMap<Bytes32, MailPort> nodes = new TreeMap<>();
    private final SortedSet<String> opened = new TreeSet<>();
    private final SortedSet<Bytes32> asked = new TreeSet<>();
    private int atOnce = 1;

    /**
     * Who signs requests to nodes.
     *
     * @param device 16 bytes in hex
     * @param circumstances clock and chance
     */
    public record Hand(Keyring keys, String device, Correspondence.Circumstances circumstances) {
        PersonaSigner member(Bytes32 community) {
            return signer(keys.member(community));
        }

        PersonaSigner owner(Mailbox mailbox) {
            return signer(keys.mailbox(mailbox.index()));
        }

        private PersonaSigner signer(SigningKey key) {
            return new PersonaSigner(key, circumstances.clock(), circumstances.random());
        }
    }

    /** The nodes that can be reached, the one to send through first. */
    public Carrier(Correspondence letters, Shelf shelf, Hand who, List<MailPort> reachable) {
        this.letters = letters;
        this.shelf = shelf;
        this.who = who;
        reachable.forEach(node -> nodes.put(node.node(), node));
        this.order = List.copyOf(reachable);
    }

    /** Asks for so many mailboxes at once; the nodes must bear several threads where that is more than one. */
    public Carrier atOnce(int mailboxes) {
        atOnce = mailboxes;
        return this;
    }

    /** What a round brought: what was found, how many letters left, and what did not work. */
    public record Round(List<Reception.Found> found, int left, List<String> troubles) {}

    /** Opens mailboxes, fetches, sends what waits, and tells the other sides how far we have come. */
    public Round round() throws IOException {
        Round round = new Round(new ArrayList<>(), 0, new ArrayList<>());
        fetch(round);
        letters.introducer().tellDue();
        int left = send(round);
        return new Round(round.found(), left, round.troubles());
    }

    /** Sends what waits, and nothing else. */
    public Round send() throws IOException {
        Round round = new Round(new ArrayList<>(), 0, new ArrayList<>());
        int left = send(round);
        return new Round(List.of(), left, round.troubles());
    }

    /** Opens these mailboxes at their nodes, before others are told of them; tells what did not work. */
    public List<String> open(Collection<Mailbox> mailboxes) {
        Round round = new Round(List.of(), 0, new ArrayList<>());
        long now = who.circumstances().clock().millis();
        for (Mailbox mailbox : mailboxes) {
            for (Bytes32 key : mailbox.address().nodes()) {
                MailPort node = nodes.get(key);
                if (node != null && mailbox.expires() > now) {
                    ready(mailbox, node, round);
                }
            }
        }
        return round.troubles();
    }

    /** Waits until something may have come, at any node, for so long at most. */
    public void await(int seconds) throws InterruptedException {
        BlockingQueue<Boolean> heard = new ArrayBlockingQueue<>(1);
        List<Thread> waiting = new ArrayList<>();
        for (Mailbox mailbox : lasting()) {
            for (Bytes32 key : letters.book().places(mailbox)) {
                MailPort node = nodes.get(key);
                if (node != null && opened.contains(name(mailbox, node))) {
                    long after = letters.book().position(mailbox.address().tag(), key);
                    PersonaSigner owner = who.owner(mailbox);
                    waiting.add(Thread.startVirtualThread(() -> {
                        Reply<LetterPage> page =
                                node.fetch(owner, mailbox.address().tag(), after, seconds);
                        if (page instanceof Reply.Got<LetterPage>(LetterPage got) && got.getLettersCount() > 0) {
                            heard.offer(true);
                        }
                    }));
                }
            }
        }
        heard.poll(seconds, TimeUnit.SECONDS);
        waiting.forEach(Thread::interrupt);
    }

    private static String name(Mailbox mailbox, MailPort node) {
        return node.node() + mailbox.address().tag();
    }

    /** Those that nodes may not have forgotten. */
    private List<Mailbox> lasting() {
        long now = who.circumstances().clock().millis();
        return new ArrayList<>(letters.book().mailboxes().stream()
                .filter(mailbox -> mailbox.expires() > now)
                .toList());
    }

    /** One mailbox at one node, and what that says; the opening is null where the mailbox is known to stand there. */
    private record Visit(Mailbox mailbox, MailPort node, Reply<Boolean> opening, Reply<LetterPage> first) {}

    /** In an order by chance: which mailboxes are asked for one after the other is not to tell whose they are. */
    private void fetch(Round round) throws IOException {
        List<Mailbox> mailboxes = lasting();
        Collections.shuffle(mailboxes, who.circumstances().random());
        List<Supplier<Visit>> visits = new ArrayList<>();
        for (Mailbox mailbox : mailboxes) {
            for (Bytes32 key : letters.book().places(mailbox)) {
                MailPort node = nodes.get(key);
                if (node != null) {
                    boolean stands = opened.contains(name(mailbox, node));
                    long after = letters.book().position(mailbox.address().tag(), key);
                    visits.add(() -> visit(mailbox, node, stands, after));
                }
            }
        }
        try (ExecutorService visiting = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int from = 0; from < visits.size(); from += atOnce) {
                List<Supplier<Visit>> next = visits.subList(from, Math.min(from + atOnce, visits.size()));
                for (Visit visit : together(visiting, next)) {
                    take(visit, round);
                }
            }
        }
    }

    private static List<Visit> together(ExecutorService visiting, List<Supplier<Visit>> visits) throws IOException {
        if (visits.size() == 1) {
            return List.of(visits.get(0).get());
        }
        List<Visit> done = new ArrayList<>();
        try {
            for (Future<Visit> visit :
                    visits.stream().map(each -> visiting.submit(each::get)).toList()) {
                done.add(visit.get());
            }
            return done;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while mailboxes were asked");
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private Visit visit(Mailbox mailbox, MailPort node, boolean stands, long after) {
        String tag = mailbox.address().tag();
        Reply<Boolean> opening = stands ? null : open(mailbox, node);
        Reply<LetterPage> first = opening == null || opening instanceof Reply.Got<Boolean>
                ? node.fetch(who.owner(mailbox), tag, after, 0)
                : null;
        return new Visit(mailbox, node, opening, first);
    }

    private void take(Visit visit, Round round) throws IOException {
        if (visit.opening() == null || done(visit.opening(), visit.node(), round)) {
            opened.add(name(visit.mailbox(), visit.node()));
            fetch(visit.mailbox(), visit.node(), visit.first(), round);
        }
    }

    /** Whether the mailbox stands at that node. */
    boolean ready(Mailbox mailbox, MailPort node, Round round) {
        String name = name(mailbox, node);
        if (opened.contains(name)) {
            return true;
        }
        if (done(open(mailbox, node), node, round)) {
            opened.add(name);
            return true;
        }
        return false;
    }

    private Reply<Boolean> open(Mailbox mailbox, MailPort node) {
        long kept = who.circumstances().clock().millis() + KEPT_MILLIS;
        MailPort.Bounds bounds =
                new MailPort.Bounds(Math.min(kept, mailbox.expires()), List.of(who.device()), List.of());
        return node.open(who.owner(mailbox), mailbox.address().tag(), bounds).map(devices -> true);
    }

    private static boolean done(Reply<?> reply, MailPort node, Round round) {
        return switch (reply) {
            case Reply.Got<?> got -> true;
            case Reply.Refused<?> refused -> {
                round.troubles().add("node " + node.node() + ": " + refused.message());
                yield false;
            }
            case Reply.Unreachable<?> unreachable -> {
                round.troubles().add(unreachable.why());
                yield false;
            }
        };
    }

    private void fetch(Mailbox mailbox, MailPort node, Reply<LetterPage> first, Round round) throws IOException {
        String tag = mailbox.address().tag();
        for (int page = 0; page < MOST_PAGES; page++) {
            long after = letters.book().position(tag, node.node());
            Reply<LetterPage> reply = page == 0 ? first : node.fetch(who.owner(mailbox), tag, after, 0);
            if (!(reply instanceof Reply.Got<LetterPage>(LetterPage waiting))) {
                done(reply, node, round);
                return;
            }
            if (waiting.getLettersCount() == 0 || waiting.getNext() <= after) {
                return;
            }
            round.found()
                    .addAll(letters.reception()
                            .took(mailbox, node.node(), waiting.getLettersList(), waiting.getNext()));
            Reply<Boolean> told = node.acknowledge(who.owner(mailbox), tag, who.device(), waiting.getNext());
            if (told instanceof Reply.Refused<Boolean>(String code, String message) && code.equals(FORGOTTEN)) {
                // Somebody took this device for lost: it names itself again at the next visit.
                opened.remove(name(mailbox, node));
            } else {
                done(told, node, round);
            }
        }
    }

    private int send(Round round) throws IOException {
        int left = 0;
        for (Tie tie : letters.book().ties()) {
            if (tie.isBlocked()) {
                continue;
            }
            letters.withhold(tie);
            for (Sent letter : tie.under()) {
                if (letter.slot != letters.slot()
                        || letter.isRefused()
                        || letter.isAnswered()
                        || !tie.kept().hasCard()) {
                    continue;
                }
                int posted = letter.entered == null ? post(tie, letter, round) : 0;
                left += posted;
                // One that has just left is soon there: that is worth a moment to whoever wrote it.
                if (!look(letter, round, posted == 1 && left == 1 ? 1 : 0)) {
                    // Whoever promised to bring it may be gone for good: it comes once, by however many ways.
                    post(tie, letter, round);
                }
            }
            tell(tie, round);
        }
        return left;
    }

    /** 1 where a node has taken it. */
    private int post(Tie tie, Sent letter, Round round) throws IOException {
        for (MailPort node : order) {
            PersonaSigner member = who.member(node.community());
            LetterPost post = sealed(tie, letter, node, member, round);
            if (post == null) {
                continue;
            }
            Reply<LetterMark> reply = node.post(member, post);
            switch (reply) {
                case Reply.Got<LetterMark>(LetterMark mark) -> {
                    keep(posted(letter).setNode(Tie.bytes(node.node())).setTime(mark.getTime()));
                    return 1;
                }
                case Reply.Refused<LetterMark>(String code, String message) -> {
                    if (FOR_GOOD.contains(code)) {
                        keep(posted(letter).setReason(code));
                        return 0;
                    }
                    round.troubles().add(message);
                }
                case Reply.Unreachable<LetterMark>(String why) ->
                    round.troubles().add(why);
            }
        }
        return 0;
    }

    private static LetterPosted.Builder posted(Sent letter) {
        return LetterPosted.newBuilder().setLetter(Tie.bytes(letter.letter));
    }

    private void keep(LetterPosted.Builder posted) throws IOException {
        keep(LetterEntry.newBuilder().setPosted(posted).build());
    }

    private void keep(LetterEntry entry) throws IOException {
        try (Shelf.Turn turn = shelf.turn()) {
            turn.keep(List.of(entry));
        }
    }

    /** As it goes to that node: sealed anew where a stranger's letter enters through another community than before. */
    private LetterPost sealed(Tie tie, Sent letter, MailPort node, PersonaSigner member, Round round)
            throws IOException {
        if (tie.isKnown()) {
            return letter.post != null && letter.post.getReceiver().isEmpty()
                    ? letter.post
                    : letters.seal(tie, letter, null);
        }
        Reply<Bytes32> tag = node.blockTag(member, tie.card().key());
        if (!(tag instanceof Reply.Got<Bytes32>(Bytes32 blockTag))) {
            done(tag, node, round);
            return null;
        }
        return letter.post != null && Correspondence.carries(letter.post, blockTag)
                ? letter.post
                : letters.seal(tie, letter, blockTag);
    }

    /** Asks the node through which a letter entered what became of it; false where that node is not there. */
    private boolean look(Sent letter, Round round, int waitSeconds) throws IOException {
        if (letter.entered == null) {
            return true;
        }
        MailPort node = nodes.get(letter.entered);
        if (node == null) {
            return false;
        }
        Reply<SortedMap<Bytes32, String>> reply = node.fate(who.member(node.community()), letter.letter, waitSeconds);
        if (!(reply instanceof Reply.Got<SortedMap<Bytes32, String>>(SortedMap<Bytes32, String> fate))) {
            done(reply, node, round);
            return !(reply instanceof Reply.Unreachable);
        }
        for (Map.Entry<Bytes32, String> each : fate.entrySet()) {
            if (!letter.arrived.containsKey(each.getKey())) {
                keep(LetterEntry.newBuilder()
                        .setArrived(LetterArrived.newBuilder()
                                .setLetter(Tie.bytes(letter.letter))
                                .setNode(Tie.bytes(each.getKey()))
                                .setReason(each.getValue()))
                        .build());
            }
        }
        return true;
    }

    private void tell(Tie tie, Round round) throws IOException {
        LetterPost heads = letters.heads(tie, asked.add(tie.relationship()));
        if (heads == null) {
            return;
        }
        for (MailPort node : order) {
            if (done(node.post(who.member(node.community()), heads), node, round)) {
                letters.headsSent(tie);
                return;
            }
        }
    }
}
