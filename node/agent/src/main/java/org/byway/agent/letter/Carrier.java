package org.byway.agent.letter;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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
import org.byway.protocol.wire.LetterPage;

/**
 * Brings letters to nodes, and fetches what waits. Any of the person's nodes will do to send; each that keeps a mailbox is asked, so
 * that no single one can hold anything back. Used by one thread at a time.
 */
public final class Carrier implements AutoCloseable {
    /** How long nodes are asked to keep a mailbox from the last visit on. */
    static final long KEPT_MILLIS = 60L * 24 * 3_600_000;
    /** Fetched in one round from one mailbox at one node at most. */
    private static final int MOST_PAGES = 64;

    private static final String FORGOTTEN = "unknown-device";
    /** How long one question at a mailbox is open. */
    private static final int LISTEN_SECONDS = 20;

    private final Correspondence letters;
    private final Shelf shelf;
    private final Hand who;
    private final Outgoing outgoing;
    private final List<MailPort> order;
    private final SortedMap<Bytes32, MailPort> nodes = new TreeMap<>();
    private final SortedSet<String> opened = new TreeSet<>();
    /** Where something was taken that the node is told with the next question only. */
    private final SortedSet<String> untold = new TreeSet<>();
    /** Null where nobody stays. */
    private final Listening listening;

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
        this(letters, shelf, who, reachable, null);
    }

    private Carrier(Correspondence letters, Shelf shelf, Hand who, List<MailPort> reachable, Listening listening) {
        this.letters = letters;
        this.shelf = shelf;
        this.who = who;
        this.listening = listening;
        reachable.forEach(node -> nodes.put(node.node(), node));
        this.order = List.copyOf(reachable);
        this.outgoing = new Outgoing(letters, shelf, who, order, listening != null, this::open);
    }

    /**
     * For an agent that stays: each mailbox is asked by one question that is open all the time, with which the node is told what was taken
     * before; and how far we have come is told with what is said next, or after a moment. To be closed.
     */
    public Carrier staying() {
        return new Carrier(
                letters, shelf, who, order.stream().map(MailPort::staying).toList(), new Listening());
    }

    @Override
    public void close() {
        if (listening != null) {
            listening.close();
            order.forEach(MailPort::close);
        }
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
        return send(fetch());
    }

    /** Opens mailboxes and fetches, and sends nothing. */
    public Round fetch() throws IOException {
        Round round = new Round(new ArrayList<>(), 0, new ArrayList<>());
        if (listening == null) {
            fetch(round);
        } else {
            listen(round);
        }
        letters.introducer().tellDue();
        return round;
    }

    /** Sends what waits, and tells the other sides how far we have come. */
    public Round send() throws IOException {
        return send(new Round(List.of(), 0, new ArrayList<>()));
    }

    /** Likewise, as the second half of a round. */
    public Round send(Round fetched) throws IOException {
        return new Round(fetched.found(), outgoing.post(fetched), fetched.troubles());
    }

    private long now() {
        return who.circumstances().clock().millis();
    }

    private void listen(Round round) throws IOException {
        for (Visit heard = listening.next(now()); heard != null; heard = listening.next(now())) {
            if (heard.answered()) {
                untold.remove(heard.name());
            }
            if (stands(heard, round) && took(heard.mailbox(), heard.node(), heard.first(), round)) {
                untold.add(heard.name());
            }
        }
        for (Place place : places()) {
            if (!listening.asks(place.name(), now())) {
                String device = untold.contains(place.name()) ? who.device() : "";
                listening.ask(place.name(), visiting(place, device, LISTEN_SECONDS));
            }
        }
    }

    /** An agent that stayed goes: the nodes are told what was taken, and others how far we have come. */
    public void leave() throws IOException {
        if (listening == null) {
            return;
        }
        listening.close();
        Round last = new Round(new ArrayList<>(), 0, new ArrayList<>());
        for (Place place : places()) {
            if (untold.remove(place.name())) {
                Visit visit = visiting(place, who.device(), 0).get();
                took(visit.mailbox(), visit.node(), visit.first(), last);
            }
        }
        outgoing.goodbye(last);
    }

    /** Opens these mailboxes at their nodes, before others are told of them; tells what did not work. */
    public List<String> open(Collection<Mailbox> mailboxes) {
        Round round = new Round(List.of(), 0, new ArrayList<>());
        mailboxes.forEach(mailbox -> open(mailbox, round));
        return round.troubles();
    }

    private void open(Mailbox mailbox, Round round) {
        for (Bytes32 key : mailbox.address().nodes()) {
            MailPort node = nodes.get(key);
            if (node != null && mailbox.expires() > now()) {
                ready(mailbox, node, round);
            }
        }
    }

    /** Waits until something may have come, at any node, for so long at most. Only where the agent stays. */
    public void await(int seconds) throws InterruptedException {
        long millis = TimeUnit.SECONDS.toMillis(seconds);
        listening.await(outgoing.owes() ? Math.min(millis, Outgoing.TELL_MILLIS) : millis);
    }

    /** A mailbox at a node. */
    private record Place(Mailbox mailbox, MailPort node) {
        String name() {
            return Visit.name(mailbox, node);
        }
    }

    /** Where letters may wait: the mailboxes that nodes may not have forgotten, at each node that is reached. */
    private List<Place> places() {
        List<Place> places = new ArrayList<>();
        for (Mailbox mailbox : letters.book().mailboxes()) {
            for (Bytes32 key : letters.book().places(mailbox)) {
                if (mailbox.expires() > now() && nodes.containsKey(key)) {
                    places.add(new Place(mailbox, nodes.get(key)));
                }
            }
        }
        return places;
    }

    /** In an order by chance: which mailboxes are asked for one after the other is not to tell whose they are. */
    private void fetch(Round round) throws IOException {
        List<Place> places = places();
        Collections.shuffle(places, who.circumstances().random());
        List<Supplier<Visit>> visits =
                places.stream().map(place -> visiting(place, "", 0)).toList();
        try (ExecutorService visiting = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int from = 0; from < visits.size(); from += atOnce) {
                List<Supplier<Visit>> next = visits.subList(from, Math.min(from + atOnce, visits.size()));
                for (Visit visit : together(visiting, next)) {
                    if (stands(visit, round)) {
                        fetch(visit.mailbox(), visit.node(), visit.first(), round);
                    }
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

    /** To be done by any thread. */
    private Supplier<Visit> visiting(Place place, String device, int waitSeconds) {
        boolean stands = opened.contains(place.name());
        String tag = place.mailbox().address().tag();
        MailPort node = place.node();
        MailPort.From from = new MailPort.From(letters.book().position(tag, node.node()), device);
        return () -> {
            Reply<Boolean> opening = stands ? null : open(place.mailbox(), node);
            Reply<LetterPage> first = opening == null || opening instanceof Reply.Got<Boolean>
                    ? node.fetch(who.owner(place.mailbox()), tag, from, waitSeconds)
                    : null;
            return new Visit(place.mailbox(), node, opening, first);
        };
    }

    private boolean stands(Visit visit, Round round) {
        boolean stands = visit.opening() == null || done(visit.opening(), visit.node(), round);
        if (stands) {
            opened.add(visit.name());
        }
        return stands;
    }

    /** Whether the mailbox stands at that node. */
    private boolean ready(Mailbox mailbox, MailPort node, Round round) {
        String name = Visit.name(mailbox, node);
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

    /** Whether a node did as asked; notes why where it did not. */
    static boolean done(Reply<?> reply, MailPort node, Round round) {
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

    /** Each question after the first tells the node what was taken. */
    private void fetch(Mailbox mailbox, MailPort node, Reply<LetterPage> first, Round round) throws IOException {
        String tag = mailbox.address().tag();
        Reply<LetterPage> reply = first;
        for (int page = 0; page < MOST_PAGES && took(mailbox, node, reply, round); page++) {
            long taken = letters.book().position(tag, node.node());
            reply = node.fetch(who.owner(mailbox), tag, new MailPort.From(taken, who.device()), 0);
        }
    }

    /** Takes in a page; whether there was anything. */
    private boolean took(Mailbox mailbox, MailPort node, Reply<LetterPage> reply, Round round) throws IOException {
        if (reply instanceof Reply.Refused<LetterPage>(String code, String message) && code.equals(FORGOTTEN)) {
            // Somebody took this device for lost: it names itself again at the next visit.
            opened.remove(Visit.name(mailbox, node));
            return false;
        }
        if (!(reply instanceof Reply.Got<LetterPage>(LetterPage page))) {
            done(reply, node, round);
            return false;
        }
        long after = letters.book().position(mailbox.address().tag(), node.node());
        if (page.getLettersCount() == 0 || page.getNext() <= after) {
            return false;
        }
        round.found().addAll(letters.reception().took(mailbox, node.node(), page.getLettersList(), page.getNext()));
        return true;
    }
}
