package org.byway.agent;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.byway.agent.ledger.Entry;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.ledger.Persona;
import org.byway.agent.ledger.Waiting;
import org.byway.protocol.market.MarketRule;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Profile;

/** What a person says of herself, one profile for each name; it is revised until its horizon, then begun anew. */
public final class Profiles {
    /** What a profile says as its name where the person has said none. */
    private static final String UNNAMED = "Issuer";

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
        Optional<Entry> entry = books.named(name).flatMap(this::entry);
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

    /**
     * Changes the profile of a name, which stands until then at least: where its lineage ends before, it is begun anew and the other
     * taken back. Where none stands, one is begun that says no more than the name.
     */
    Checked<List<Waiting>> change(String name, UnaryOperator<Profile> how, long until) throws IOException {
        try (Ledger.Page page = books.ledger().write()) {
            personas.catchUp(page);
            if (!(speaker(name) instanceof Checked.Ok<Persona>(Persona persona))) {
                return ((Checked.Refused<Persona>) speaker(name)).as();
            }
            Optional<Entry> head = entry(persona);
            Profile before = head.isPresent()
                    ? read(head.get())
                    : Profile.newBuilder()
                            .setName(name.isEmpty() ? UNNAMED : name)
                            .build();
            Profile after = how.apply(before);
            List<Waiting> sealed = new ArrayList<>();
            boolean lasts = head.isPresent() && head.get().lineage().a() >= until;
            if (lasts && after.equals(before)) {
                return new Checked.Ok<>(sealed);
            }
            if (head.isPresent() && !lasts) {
                Envelope last = new SaidBytes(books.ledger()).envelope(head.get());
                Envelope.Place place = books.next(persona, head.get(), last);
                sealed.add(seal(page, persona, place, Kind.WITHDRAWAL, last.horizon(), new byte[0]));
            }
            return switch (write(page, persona, after)) {
                case Checked.Refused<Waiting> refused -> refused.as();
                case Checked.Ok<Waiting>(Waiting said) -> {
                    sealed.add(said);
                    yield new Checked.Ok<>(sealed);
                }
            };
        }
    }

    /** Seals that nothing is said of oneself under the name any more. */
    public Checked<Waiting> withdraw(String name) throws IOException {
        try (Ledger.Page page = books.ledger().write()) {
            personas.catchUp(page);
            Checked<Persona> speaker = speaker(name);
            if (!(speaker instanceof Checked.Ok<Persona>(Persona persona))) {
                return ((Checked.Refused<Persona>) speaker).as();
            }
            Optional<Entry> head = entry(persona);
            if (head.isEmpty()) {
                return Refusal.of(Reason.EXPIRED, "no profile stands under this name");
            }
            Envelope before = new SaidBytes(books.ledger()).envelope(head.get());
            Envelope.Place place = books.next(persona, head.get(), before);
            return new Checked.Ok<>(seal(page, persona, place, Kind.WITHDRAWAL, before.horizon(), new byte[0]));
        }
    }

    private Checked<Waiting> write(Ledger.Page page, Persona persona, Profile said) throws IOException {
        Optional<Entry> head = entry(persona);
        // Whoever says something else of herself does not take back which credentials hold no more.
        Profile profile = said.getCredentialStatus().isEmpty() && head.isPresent()
                ? said.toBuilder()
                        .setCredentialStatus(read(head.get()).getCredentialStatus())
                        .build()
                : said;
        Envelope.Place place = head.isPresent()
                ? books.next(persona, head.get(), new SaidBytes(books.ledger()).envelope(head.get()))
                : books.first(persona, clock.millis() + Kind.PROFILE.horizonMillis(), random);
        long expires = place.lineage().a();
        byte[] content = profile.hasReply()
                ? profile.toByteArray()
                : answers.again(persona, Speech.PROFILE, profile.toByteArray(), expires);
        return new Checked.Ok<>(seal(page, persona, place, Kind.PROFILE, expires, content));
    }

    private Waiting seal(
            Ledger.Page page, Persona persona, Envelope.Place place, Kind kind, long expires, byte[] content)
            throws IOException {
        Envelope envelope =
                Envelope.write(place, kind, clock.millis(), expires, content).orThrow();
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
                        "this home was restored, and a profile may have been said since: nodes must be asked first (`byway vault recall`)")
                : new Checked.Ok<>(persona.get());
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
