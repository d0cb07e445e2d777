package org.byway.agent;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.byway.agent.ledger.Entry;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.ledger.Persona;
import org.byway.agent.ledger.Waiting;
import org.byway.protocol.market.MarketRule;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Profile;

/** What a person says of herself, one profile for each name; it is revised until its horizon, then begun anew. */
public final class Profiles {
    private final Books books;
    private final Answers answers;
    private final Personas personas;
    private final InstantSource clock;
    private final RandomGenerator random;

    Profiles(Books books, Answers answers, Personas personas, InstantSource clock, RandomGenerator random) {
        this.books = books;
        this.answers = answers;
        this.personas = personas;
        this.clock = clock;
        this.random = random;
    }

    /** The profile that stands under a name; empty where none does. */
    public Optional<Profile> standing(String name) throws IOException {
        Optional<Entry> entry = persona(name).flatMap(this::entry);
        return entry.isEmpty() ? Optional.empty() : Optional.of(read(entry.get()));
    }

    /** Seals it under the name; refused where the name is not known or the profile is against the rules. */
    public Checked<Waiting> say(String name, Profile profile) throws IOException {
        try (Ledger.Page page = books.ledger().write()) {
            personas.catchUp(page);
            return switch (MarketRule.profile(profile.toByteArray())) {
                case Checked.Refused<Profile> refused -> refused.as();
                case Checked.Ok<Profile>(Profile good) ->
                    switch (speaker(name)) {
                        case Checked.Refused<Persona> refused -> refused.as();
                        case Checked.Ok<Persona>(Persona persona) -> write(page, persona, good);
                    };
            };
        }
    }

    /** Seals that nothing is said of oneself under the name any more. */
    public Checked<Waiting> withdraw(String name) throws IOException {
        try (Ledger.Page page = books.ledger().write()) {
            personas.catchUp(page);
            if (!(speaker(name) instanceof Checked.Ok<Persona>(Persona persona))) {
                return ((Checked.Refused<Persona>) speaker(name)).as();
            }
            Optional<Entry> head = entry(persona);
            if (head.isEmpty()) {
                return Refusal.of(Reason.EXPIRED, "no profile stands under this name");
            }
            Envelope before = new SaidBytes(books.ledger()).envelope(head.get());
            return new Checked.Ok<>(
                    seal(page, persona, place(persona, head.get()), Kind.WITHDRAWAL, before.horizon(), new byte[0]));
        }
    }

    private Checked<Waiting> write(Ledger.Page page, Persona persona, Profile profile) throws IOException {
        Optional<Entry> head = entry(persona);
        long now = clock.millis();
        Envelope.Place place;
        if (head.isPresent()) {
            place = place(persona, head.get());
        } else {
            byte[] salt = new byte[Lineage.RANDOM_BYTES];
            random.nextBytes(salt);
            long horizon = now + Speech.PROFILE.maxDays() * Limits.DAY_MILLIS;
            place = new Envelope.Place(
                    persona.author(), persona.keySequence(), books.community(), Lineage.of(horizon, salt), null);
        }
        long expires = place.lineage().a();
        byte[] content = profile.hasReply()
                ? profile.toByteArray()
                : answers.again(persona, Speech.PROFILE, profile.toByteArray(), expires);
        return new Checked.Ok<>(seal(page, persona, place, Kind.PROFILE, expires, content));
    }

    private Envelope.Place place(Persona persona, Entry head) throws IOException {
        Envelope before = new SaidBytes(books.ledger()).envelope(head);
        return new Envelope.Place(
                persona.author(),
                persona.keySequence(),
                before.community(),
                before.lineage(),
                before,
                books.leap(head));
    }

    private Waiting seal(
            Ledger.Page page, Persona persona, Envelope.Place place, Kind kind, long expires, byte[] content)
            throws IOException {
        Envelope envelope =
                Envelope.write(place, kind, clock.millis(), expires, content).orThrow();
        Sealing sealing = new Sealing();
        sealing.add(persona, books.keys(), envelope, content, null);
        Sealing.Sealed sealed = sealing.seal();
        return page.sealed(List.of(), sealed.entries(), sealed.bundle());
    }

    private Checked<Persona> speaker(String name) {
        Optional<Persona> persona = persona(name);
        if (persona.isEmpty()) {
            return Refusal.of(Reason.UNKNOWN_AUTHOR, "there is no name \"" + name + "\" here");
        }
        return books.isToBeRecalled()
                ? Refusal.of(
                        Reason.NOT_YET,
                        "this home was restored, and a profile may have been said since: nodes must be asked first (`byway vault recall`)")
                : new Checked.Ok<>(persona.get());
    }

    private Optional<Persona> persona(String name) {
        return books.identities()
                .named(name)
                .map(Books::persona)
                .or(() -> books.ledger().persona(name));
    }

    private Optional<Entry> entry(Persona persona) {
        return books.ledger()
                .standing(clock.millis())
                .filter(entry -> entry.kind() == Kind.PROFILE && entry.author().equals(persona.author()))
                .reduce((before, after) -> after);
    }

    private Profile read(Entry entry) throws IOException {
        try {
            return Profile.parseFrom(new SaidBytes(books.ledger()).content(entry));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the ledger holds a profile that is none", e);
        }
    }
}
