package org.byway.agent;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.byway.agent.identity.Identity;
import org.byway.agent.ledger.Entry;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.ledger.Persona;
import org.byway.agent.ledger.Waiting;
import org.byway.protocol.admission.Identities;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.wire.Offer;

/**
 * Takes what a person has said along into another community: each offer, intent and profile is said anew there, naming the one before it
 * (moved_from), and that one is withdrawn. Both are in one bundle, so a crash leaves each of them either where it was or moved, and moving
 * again does what is left. Any node takes the withdrawals: nobody can be kept.
 */
public final class Move {
    private final Books books;
    private final Answers answers;
    private final Personas personas;
    private final InstantSource clock;
    private final RandomGenerator random;
    /** One for all: each reads a bundle as a whole, a thousand records, and knows the last one again. */
    private final SaidBytes said;

    Move(Books books, Answers answers, Personas personas, InstantSource clock, RandomGenerator random) {
        this.books = books;
        this.answers = answers;
        this.personas = personas;
        this.clock = clock;
        this.random = random;
        this.said = new SaidBytes(books.ledger());
    }

    /** What was moved, and how much was left where it was, since it cannot be said anew. */
    public record Outcome(int moved, int left) {}

    /** Seals all of it; it goes out with what waits. Not before a restored home was recalled. */
    public Outcome seal() throws IOException {
        try (Ledger.Page page = books.ledger().write()) {
            books.vault().refresh();
            for (Identity identity : books.identities().all()) {
                if (!identity.hasEnded()) {
                    tellOf(page, identity);
                }
            }
            Bundling bundling = new Bundling(page, books.keys());
            int moved = 0;
            Set<Bytes32> before = movedBefore();
            List<Entry> elsewhere = elsewhere();
            for (Entry entry : elsewhere) {
                moved += move(entry, before.contains(entry.id()), bundling) ? 1 : 0;
            }
            bundling.flush();
            return new Outcome(moved, elsewhere.size() - moved);
        }
    }

    /** What stands in other communities than the one that is spoken in. */
    public List<Entry> elsewhere() throws IOException {
        List<Entry> elsewhere = new ArrayList<>();
        for (Entry entry : books.ledger().standing(clock.millis()).toList()) {
            if (Speech.of(entry.kind()).isPresent()
                    && !said.envelope(entry).home().equals(books.community())) {
                elsewhere.add(entry);
            }
        }
        return elsewhere;
    }

    /** The photos of what stands in the community that is spoken in. */
    public Set<Bytes32> photos() throws IOException {
        Set<Bytes32> photos = new LinkedHashSet<>();
        for (Entry entry : books.ledger().standing(clock.millis()).toList()) {
            if (entry.kind() == Kind.OFFER && said.envelope(entry).home().equals(books.community())) {
                Offer.parseFrom(said.content(entry))
                        .getPhotosList()
                        .forEach(digest -> photos.add(Bytes32.of(digest.toByteArray())));
            }
        }
        return photos;
    }

    /** The bundles with what was withdrawn in other communities: for a node there that may not hear of it otherwise. */
    public List<Waiting> withdrawals() throws IOException {
        SortedMap<Long, Waiting> bundles = new TreeMap<>();
        for (Entry entry : books.ledger().withdrawn(clock.millis()).toList()) {
            Waiting bundle = books.ledger().holding(entry.id());
            if (!bundles.containsKey(bundle.at())
                    && !said.envelope(entry).home().equals(books.community())) {
                bundles.put(bundle.at(), bundle);
            }
        }
        return List.copyOf(bundles.values());
    }

    /** Nodes of the new community may not have heard of the identity: its key events are said there anew, with the same content. */
    private void tellOf(Ledger.Page page, Identity identity) throws IOException {
        for (int sequence = 1; sequence <= identity.keySequence(); sequence++) {
            Entry.Line line = new Entry.Line(identity.id(), Identities.lineage(sequence));
            Optional<Entry> head = books.ledger().head(line);
            if (head.isEmpty() || !said.envelope(head.get()).home().equals(books.community())) {
                personas.post(page, identity, sequence);
            }
        }
    }

    /** What was said anew in the community of now and could not be withdrawn where it was. */
    private Set<Bytes32> movedBefore() throws IOException {
        Set<Bytes32> moved = new TreeSet<>();
        for (Entry entry : books.ledger().standing(clock.millis()).toList()) {
            Optional<Speech> speech = Speech.of(entry.kind());
            if (speech.isPresent() && said.envelope(entry).home().equals(books.community())) {
                speech.get().movedFrom(said.content(entry)).ifPresent(moved::add);
            }
        }
        return moved;
    }

    /** Whether it could be moved. */
    private boolean move(Entry entry, boolean saidAnew, Bundling bundling) throws IOException {
        Envelope before = said.envelope(entry);
        if (!(books.sealer(entry) instanceof Checked.Ok<Persona>(Persona persona))) {
            return false;
        }
        Envelope.Place place = books.next(persona, entry, before);
        Envelope withdrawal =
                write(place, Kind.WITHDRAWAL, before.horizon(), new byte[0]).orThrow();
        if (!saidAnew && !sayAnew(entry, persona, bundling)) {
            return false;
        }
        bundling.add(persona, withdrawal, new byte[0], null);
        return true;
    }

    /** Together with its withdrawal, which goes into the same bundle; false where that cannot be. */
    private boolean sayAnew(Entry entry, Persona persona, Bundling bundling) throws IOException {
        Speech speech = Speech.of(entry.kind()).orElseThrow();
        long horizon = clock.millis() + entry.kind().horizonMillis();
        Envelope.Place place = books.first(persona, horizon, random);
        byte[] content = anew(speech, persona, entry, said.content(entry), horizon);
        if (!(write(place, entry.kind(), Math.min(entry.expires(), horizon), content)
                instanceof Checked.Ok<Envelope>(Envelope after))) {
            return false;
        }
        bundling.room(2, content.length);
        bundling.add(persona, after, content, entry.row());
        return true;
    }

    private Checked<Envelope> write(Envelope.Place place, Kind kind, long expires, byte[] content) {
        return Envelope.write(place, kind, clock.millis(), expires, content);
    }

    /** What was said, naming where it was said before; who could be answered by letter still is, at the nodes of now. */
    private byte[] anew(Speech speech, Persona persona, Entry entry, byte[] before, long horizon) throws IOException {
        byte[] content = speech.movedFrom(before, entry.id());
        return speech.isAnswerable(before) ? answers.again(persona, speech, content, horizon) : content;
    }
}
