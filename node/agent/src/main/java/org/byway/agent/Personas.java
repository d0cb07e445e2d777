package org.byway.agent;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.byway.agent.identity.Identity;
import org.byway.agent.identity.IdentityBook;
import org.byway.agent.keys.Keyring;
import org.byway.agent.ledger.Entry;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.ledger.Persona;
import org.byway.agent.vault.Vault;
import org.byway.protocol.admission.Identities;
import org.byway.protocol.identity.KeyState;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/**
 * Names whose key can be changed: begins them, changes their key and ends them. Each step is in the vault and the ledger before it is
 * posted; what a crash has left undone is found there and done by the next that writes.
 */
public final class Personas {
    private static final int MAX_NAME_CHARACTERS = 80;

    private final Books books;
    private final InstantSource clock;
    private final RandomGenerator random;

    Personas(Books books, InstantSource clock, RandomGenerator random) {
        this.books = books;
        this.clock = clock;
        this.random = random;
    }

    /** All identities, those that have ended among them, oldest first. */
    public List<Identity> identities() throws IOException {
        books.vault().refresh();
        return books.identities().all();
    }

    /** Names that were used here with one bare key, which stays what it is. */
    public List<Persona> bare() throws IOException {
        books.ledger().refresh();
        return books.ledger().personas();
    }

    /** How much of what was said by this author still stands. */
    public long standing(Bytes32 author) {
        return books.ledger().standing(clock.millis()).filter(said(author)).count();
    }

    /** Begins an identity of that name, empty for the usual one. */
    public Checked<Identity> begin(String name) throws IOException {
        if (!name.equals(name.strip())
                || name.length() > MAX_NAME_CHARACTERS
                || name.lines().count() > 1) {
            return Refusal.of(
                    Reason.BAD_LENGTH, "a name has at most 80 characters on one line, without blanks around it");
        }
        try (Ledger.Page page = books.ledger().write();
                Vault.Page kept = books.vault().write()) {
            if (books.identities().named(name).isPresent()) {
                return Refusal.of(Reason.DUPLICATE, "this name has a key that can be changed already");
            }
            Bytes32 index = Bytes32.of(bytes());
            Keyring keys = books.keys();
            byte[] inception = KeyState.inception(
                    keys.identity(index, 1).publicKey(), keys.identity(index, 2).publicKey(), bytes());
            Bytes32 identity = KeyState.incept(inception).orThrow().identity();
            long now = clock.millis();
            kept.append(List.of(
                    IdentityBook.event(index, identity, 1, inception, now), IdentityBook.name(index, name, now)));
            catchUp(page);
            return new Checked.Ok<>(books.identities().at(index).orElseThrow());
        }
    }

    /** Puts the next key in force and seals anew, by it, all that stands under the name. */
    public Checked<Identity> rotate(String name) throws IOException {
        try (Ledger.Page page = books.ledger().write();
                Vault.Page kept = books.vault().write()) {
            return switch (named(name)) {
                case Checked.Refused<Identity> refused -> refused;
                case Checked.Ok<Identity>(Identity before) -> {
                    int next = before.keySequence() + 1;
                    if (next >= KeyState.MAX_EVENTS) {
                        yield Refusal.of(Reason.TOO_LARGE, "its key was changed as often as can be: end it");
                    }
                    byte[] event = before.state().rotation(key(before, next), key(before, next + 1));
                    keep(kept, before, event);
                    catchUp(page);
                    yield named(name);
                }
            };
        }
    }

    /** Takes back all that stands under the name, and ends it: nothing is signed in it any more. */
    public Checked<Identity> end(String name) throws IOException {
        try (Ledger.Page page = books.ledger().write();
                Vault.Page kept = books.vault().write()) {
            catchUp(page);
            return switch (named(name)) {
                case Checked.Refused<Identity> refused -> refused;
                case Checked.Ok<Identity>(Identity before) -> {
                    withdraw(page, before);
                    keep(kept, before, before.state().revocation(key(before, before.keySequence() + 1)));
                    catchUp(page);
                    yield new Checked.Ok<>(books.identities().at(before.index()).orElseThrow());
                }
            };
        }
    }

    /** Does what a crash has left undone. */
    public void catchUp() throws IOException {
        books.vault().refresh();
        if (!books.identities().all().isEmpty()) {
            try (Ledger.Page page = books.ledger().write()) {
                catchUp(page);
            }
        }
    }

    /** Seals key events that are in the vault alone, and anew what stands under older keys. */
    void catchUp(Ledger.Page page) throws IOException {
        books.vault().refresh();
        for (Identity identity : books.identities().all()) {
            if (books.identities().isRestored(identity)) {
                continue;
            }
            for (int sequence = 1; sequence <= identity.keySequence(); sequence++) {
                Entry.Line line = new Entry.Line(identity.id(), Identities.lineage(sequence));
                if (books.ledger().head(line).isEmpty()) {
                    post(page, identity, sequence);
                }
            }
            if (!identity.hasEnded()) {
                sealAnew(page, identity);
            }
        }
    }

    /** Says a key event in the community that is spoken in. */
    void post(Ledger.Page page, Identity identity, int sequence) throws IOException {
        byte[] event = identity.events().get(sequence - 1);
        var place = new Envelope.Place(identity.id(), sequence, books.community(), Identities.lineage(sequence), null);
        Envelope envelope = Envelope.write(place, Kind.KEY_EVENT, clock.millis(), Limits.NEVER, event)
                .orThrow();
        Persona persona = new Persona(identity.name(), identity.index(), identity.id(), sequence);
        books.seal(page, persona, envelope, event, null);
    }

    private void sealAnew(Ledger.Page page, Identity identity) throws IOException {
        Persona persona = Books.persona(identity);
        SaidBytes said = new SaidBytes(books.ledger());
        Bundling bundling = new Bundling(page, books.keys());
        for (Entry entry : said(identity, entry -> entry.keySequence() < identity.keySequence())) {
            Envelope before = said.envelope(entry);
            byte[] content = said.content(entry);
            Envelope next = next(persona, entry, before, entry.kind(), entry.expires(), content);
            bundling.add(persona, next, content, entry.row());
        }
        bundling.flush();
    }

    private void withdraw(Ledger.Page page, Identity identity) throws IOException {
        Persona persona = Books.persona(identity);
        SaidBytes said = new SaidBytes(books.ledger());
        Bundling bundling = new Bundling(page, books.keys());
        byte[] nothing = {};
        for (Entry entry : said(identity, entry -> true)) {
            Envelope before = said.envelope(entry);
            Envelope withdrawal = next(persona, entry, before, Kind.WITHDRAWAL, before.horizon(), nothing);
            bundling.add(persona, withdrawal, nothing, entry.row());
        }
        bundling.flush();
    }

    private Envelope next(Persona sealer, Entry head, Envelope before, Kind kind, long expires, byte[] content) {
        return Envelope.write(books.next(sealer, head, before), kind, clock.millis(), expires, content)
                .orThrow();
    }

    /** What stands of what was said under an identity, a list of its own: sealing adds to the ledger. */
    private List<Entry> said(Identity identity, Predicate<Entry> which) {
        return new ArrayList<>(books.ledger()
                .standing(clock.millis())
                .filter(said(identity.id()))
                .filter(which)
                .toList());
    }

    private static Predicate<Entry> said(Bytes32 author) {
        return entry -> entry.author().equals(author) && entry.kind() != Kind.KEY_EVENT;
    }

    private void keep(Vault.Page kept, Identity before, byte[] event) throws IOException {
        kept.append(List.of(
                IdentityBook.event(before.index(), before.id(), before.keySequence() + 1, event, clock.millis())));
    }

    private Checked<Identity> named(String name) {
        if (books.identities()
                .named(name)
                .filter(books.identities()::isRestored)
                .isPresent()) {
            return Refusal.of(
                    Reason.NOT_YET,
                    "this home was restored, and the key may have been changed since the snapshot: nodes must be asked first (`byway vault recall`)");
        }
        return books.identities()
                .named(name)
                .<Checked<Identity>>map(Checked.Ok::new)
                .orElseGet(() -> Refusal.of(
                        Reason.UNKNOWN_AUTHOR, "there is no name \"" + name + "\" whose key can be changed"));
    }

    private Bytes32 key(Identity identity, int sequence) {
        return books.keys().identity(identity.index(), sequence).publicKey();
    }

    private byte[] bytes() {
        byte[] bytes = new byte[Bytes32.SIZE];
        random.nextBytes(bytes);
        return bytes;
    }
}
