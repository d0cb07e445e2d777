package org.byway.agent;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.byway.agent.identity.Identity;
import org.byway.agent.identity.IdentityBook;
import org.byway.agent.ledger.Entry;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.node.NodePort;
import org.byway.agent.vault.Vault;
import org.byway.protocol.admission.Identities;
import org.byway.protocol.admission.Precedence;
import org.byway.protocol.identity.KeyState;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.HomeRecalled;
import org.byway.protocol.wire.VaultEntry;

/**
 * Learns from nodes what was said after the snapshot of which a home was made, so that it can be changed from there. Nothing is
 * believed that this person's own keys have not sealed, so a node can withhold, and nothing else. Of a one-time name that the snapshot does
 * not know nothing can be learnt: its key is lost, and what was said under it expires.
 */
public final class Recall {
    private final Books books;
    private final InstantSource clock;
    private final AuthorRecords said;

    Recall(Books books, InstantSource clock) {
        this.books = books;
        this.clock = clock;
        this.said = new AuthorRecords(books.ledger());
    }

    /**
     * How it went.
     *
     * @param asked nodes that have answered in full
     * @param records what was not known here, key events among them
     */
    public record Outcome(int asked, int records, List<String> troubles) {
        public Outcome {
            troubles = List.copyOf(troubles);
        }
    }

    /** Whether this home was restored and nothing of it can be changed yet. */
    public boolean isDue() throws IOException {
        books.vault().refresh();
        return books.isToBeRecalled();
    }

    /** Asks all these nodes. Where none has answered in full, nothing is changed and the home stays as it is. */
    public Outcome from(Collection<? extends NodePort> nodes) throws IOException {
        books.ledger().refresh();
        books.vault().refresh();
        Map<Bytes32, Bytes32> authors = authors();
        Map<Entry.Line, SignedRecord> found = new LinkedHashMap<>();
        List<String> troubles = new ArrayList<>();
        int asked = 0;
        for (NodePort node : nodes) {
            String trouble = ask(node, authors, found);
            if (trouble == null) {
                asked++;
            } else {
                troubles.add(trouble);
            }
        }
        return new Outcome(asked, asked == 0 ? 0 : keep(authors, found), troubles);
    }

    /** Whoever may have said something, with the index of the key. */
    private Map<Bytes32, Bytes32> authors() {
        Map<Bytes32, Bytes32> authors = new LinkedHashMap<>();
        books.identities().all().forEach(identity -> authors.put(identity.id(), identity.index()));
        books.ledger().personas().forEach(persona -> authors.put(persona.author(), persona.index()));
        books.ledger()
                .revisable(clock.millis())
                .filter(entry -> entry.persona() != null)
                .forEach(entry -> authors.putIfAbsent(entry.author(), entry.persona()));
        return authors;
    }

    /** Null where the node has answered in full. */
    private String ask(NodePort node, Map<Bytes32, Bytes32> authors, Map<Entry.Line, SignedRecord> found) {
        for (Map.Entry<Bytes32, Bytes32> author : authors.entrySet()) {
            for (Kind kind : new Kind[] {null, Kind.WITHDRAWAL}) {
                String trouble = said.ask(node, author.getKey(), kind, record -> {
                    if (isMine(record, author.getValue())) {
                        found.merge(line(record), record, Recall::later);
                    }
                });
                if (trouble != null) {
                    return trouble;
                }
            }
        }
        return null;
    }

    private boolean isMine(SignedRecord record, Bytes32 index) {
        Bytes32 key = books.keys().key(index, record.envelope().keySequence()).publicKey();
        return record.sealStatement().key().equals(key);
    }

    private static Entry.Line line(SignedRecord record) {
        return new Entry.Line(record.envelope().author(), record.envelope().lineage());
    }

    private static SignedRecord later(SignedRecord one, SignedRecord other) {
        return Precedence.of(one.envelope()).compareTo(Precedence.of(other.envelope())) >= 0 ? one : other;
    }

    private int keep(Map<Bytes32, Bytes32> authors, Map<Entry.Line, SignedRecord> found) throws IOException {
        try (Ledger.Page page = books.ledger().write();
                Vault.Page kept = books.vault().write()) {
            List<SignedRecord> anew = new ArrayList<>();
            List<VaultEntry> events = new ArrayList<>();
            for (Identity identity : books.identities().all()) {
                events(identity, found, anew, events);
            }
            // Before the ledger: what that holds is asked for no more, so an event that a crash left in it alone were
            // lost.
            kept.append(events);
            found.values().stream()
                    .filter(record -> !record.envelope().is(Kind.KEY_EVENT))
                    .filter(this::isNewer)
                    .forEach(anew::add);
            for (List<SignedRecord> together : anew.isEmpty() ? List.<List<SignedRecord>>of() : Bundles.split(anew)) {
                write(page, together, authors);
            }
            HomeRecalled recalled = HomeRecalled.newBuilder()
                    .setBundlesBytes(books.ledger().bundlesBytes())
                    .build();
            kept.append(List.of(VaultEntry.newBuilder()
                    .setNoted(clock.millis())
                    .setHomeRecalled(recalled)
                    .build()));
            return anew.size();
        }
    }

    /** Key events behind those that are known, each following the one before it. */
    private void events(
            Identity identity, Map<Entry.Line, SignedRecord> found, List<SignedRecord> anew, List<VaultEntry> entries) {
        KeyState state = identity.state();
        int used = used(identity, found);
        for (int sequence = 1; sequence <= KeyState.MAX_EVENTS; sequence++) {
            SignedRecord event = found.get(new Entry.Line(identity.id(), Identities.lineage(sequence)));
            boolean known = sequence <= identity.keySequence();
            if (event == null && !known && sequence > used) {
                return;
            }
            if (!known) {
                byte[] content = event == null ? rotation(identity, state, sequence) : event.content();
                if (!(state.next(content) instanceof Checked.Ok<KeyState>(KeyState next))) {
                    return;
                }
                state = next;
                entries.add(IdentityBook.event(identity.index(), identity.id(), sequence, content, clock.millis()));
            }
            if (event != null && isNewer(event)) {
                anew.add(event);
            }
        }
    }

    /** The last key by which something was sealed: each event up to it changed the key, whoever withholds it. */
    private static int used(Identity identity, Map<Entry.Line, SignedRecord> found) {
        return found.values().stream()
                .map(SignedRecord::envelope)
                .filter(envelope -> envelope.author().equals(identity.id()))
                .mapToInt(envelope -> envelope.keySequence() - (envelope.is(Kind.KEY_EVENT) ? 1 : 0))
                .max()
                .orElse(0);
    }

    /** The event as it was: it comes of the keys alone. */
    private byte[] rotation(Identity identity, KeyState state, int sequence) {
        return state.rotation(
                books.keys().identity(identity.index(), sequence).publicKey(),
                books.keys().identity(identity.index(), sequence + 1).publicKey());
    }

    private boolean isNewer(SignedRecord record) {
        return books.ledger()
                .head(line(record))
                .map(head -> Precedence.of(record.envelope()).compareTo(precedence(head)) > 0)
                .orElse(true);
    }

    private static Precedence precedence(Entry head) {
        return new Precedence(head.keySequence(), head.kind() == Kind.WITHDRAWAL, head.revision(), head.id());
    }

    private void write(Ledger.Page page, List<SignedRecord> records, Map<Bytes32, Bytes32> authors) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (SignedRecord record : records) {
            Envelope envelope = record.envelope();
            Bytes32 row = books.ledger().head(line(record)).map(Entry::row).orElse(null);
            entries.add(Sealing.entry(envelope, authors.get(envelope.author()), row));
        }
        Waiting bundle = page.sealed(List.of(), entries, Bundles.write(records).toByteArray());
        boolean marked = records.stream().allMatch(record -> record.postmark() != null);
        byte[] postmarks = marked ? Bundles.receipt(records).toByteArray() : new byte[0];
        page.receipted(bundle, clock.millis(), Set.of(), postmarks);
    }
}
