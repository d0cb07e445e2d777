package org.byway.agent;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.byway.agent.ledger.Entry;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.ledger.Persona;
import org.byway.agent.ledger.Waiting;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/** What is said once under each name: revised until its horizon, then begun anew. */
final class OfName {
    private final Speech speech;
    private final Books books;
    private final Answers answers;
    private final Personas personas;
    private final Chance chance;

    /** When and by what chance records are made. */
    record Chance(InstantSource clock, RandomGenerator random) {}

    OfName(Speech speech, Books books, Answers answers, Personas personas, Chance chance) {
        this.speech = speech;
        this.books = books;
        this.answers = answers;
        this.personas = personas;
        this.chance = chance;
    }

    /** The content that stands under a name; empty where none does. */
    Optional<byte[]> standing(String name) throws IOException {
        return content(books.named(name).flatMap(this::entry));
    }

    /** What is said now, given what stood before: as it must be. */
    interface Revision {
        byte[] of(Optional<byte[]> before);
    }

    /** Seals what is said now under the name; refused where the name is not known. */
    Checked<Waiting> say(String name, Revision what) throws IOException {
        try (Ledger.Page page = books.ledger().write()) {
            personas.catchUp(page);
            return switch (speaker(name)) {
                case Checked.Refused<Persona> refused -> refused.as();
                case Checked.Ok<Persona>(Persona persona) ->
                    new Checked.Ok<>(write(page, persona, what.of(content(entry(persona)))));
            };
        }
    }

    /**
     * Changes what is said under a name, which stands until then at least: where its lineage ends before, it is begun anew and the other
     * taken back. Nothing is sealed where nothing changes.
     */
    Checked<List<Waiting>> change(String name, Revision what, long until) throws IOException {
        try (Ledger.Page page = books.ledger().write()) {
            personas.catchUp(page);
            Checked<Persona> speaker = speaker(name);
            if (!(speaker instanceof Checked.Ok<Persona>(Persona persona))) {
                return ((Checked.Refused<Persona>) speaker).as();
            }
            Optional<Entry> head = entry(persona);
            Optional<byte[]> before = content(head);
            byte[] after = what.of(before);
            List<Waiting> sealed = new ArrayList<>();
            boolean lasts = head.isPresent() && head.get().lineage().a() >= until;
            if (lasts && Arrays.equals(before.get(), after)) {
                return new Checked.Ok<>(sealed);
            }
            if (head.isPresent() && !lasts) {
                sealed.add(withdrawn(page, persona, head.get()));
            }
            sealed.add(write(page, persona, after));
            return new Checked.Ok<>(sealed);
        }
    }

    private Optional<byte[]> content(Optional<Entry> entry) throws IOException {
        return entry.isEmpty() ? Optional.empty() : Optional.of(new SaidBytes(books.ledger()).content(entry.get()));
    }

    private Waiting withdrawn(Ledger.Page page, Persona persona, Entry head) throws IOException {
        Envelope before = new SaidBytes(books.ledger()).envelope(head);
        return seal(page, persona, books.next(persona, head, before), Kind.WITHDRAWAL, before.horizon(), new byte[0]);
    }

    /** Seals that nothing of this kind is said under the name any more. */
    Checked<Waiting> withdraw(String name) throws IOException {
        try (Ledger.Page page = books.ledger().write()) {
            personas.catchUp(page);
            Checked<Persona> speaker = speaker(name);
            if (!(speaker instanceof Checked.Ok<Persona>(Persona persona))) {
                return ((Checked.Refused<Persona>) speaker).as();
            }
            Optional<Entry> head = entry(persona);
            if (head.isEmpty()) {
                return Refusal.of(Reason.EXPIRED, "nothing of this kind stands under this name");
            }
            return new Checked.Ok<>(withdrawn(page, persona, head.get()));
        }
    }

    private Waiting write(Ledger.Page page, Persona persona, byte[] said) throws IOException {
        Optional<Entry> head = entry(persona);
        Kind kind = speech.kind();
        Envelope.Place place = head.isPresent()
                ? books.next(persona, head.get(), new SaidBytes(books.ledger()).envelope(head.get()))
                : books.first(persona, chance.clock().millis() + kind.horizonMillis(), chance.random());
        long expires = place.lineage().a();
        byte[] content = speech.isAnswerable(said) ? said : answers.again(persona, speech, said, expires);
        return seal(page, persona, place, kind, expires, content);
    }

    private Waiting seal(
            Ledger.Page page, Persona persona, Envelope.Place place, Kind kind, long expires, byte[] content)
            throws IOException {
        Envelope envelope = Envelope.write(place, kind, chance.clock().millis(), expires, content)
                .orThrow();
        return books.seal(page, persona, envelope, content, null);
    }

    private Checked<Persona> speaker(String name) {
        Optional<Persona> persona = books.named(name);
        if (persona.isEmpty()) {
            return Refusal.of(Reason.UNKNOWN_AUTHOR, "there is no name \"" + name + "\" here");
        }
        return books.isToBeRecalled()
                ? Refusal.of(
                        Reason.NOT_YET,
                        "this home was restored, and this may have been said since: nodes must be asked first (`byway vault recall`)")
                : new Checked.Ok<>(persona.get());
    }

    private Optional<Entry> entry(Persona persona) {
        return books.ledger()
                .standing(chance.clock().millis())
                .filter(entry -> entry.kind() == speech.kind() && entry.author().equals(persona.author()))
                .reduce((before, after) -> after);
    }
}
