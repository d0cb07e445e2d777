package org.byway.agent;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.byway.agent.ledger.Entry;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.ledger.Persona;
import org.byway.agent.ledger.Waiting;
import org.byway.protocol.experience.ExperienceRule;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.Experience;
import org.byway.protocol.wire.ExperienceReply;
import org.byway.protocol.wire.Token;

/**
 * Says how it went with others, each time under a persona that is used for that subject alone, so that one person counts once and nobody
 * sees what else they said; changes it, takes it back, and answers what others tell.
 */
public final class Experiences {
    private static final byte[] AUTHOR = "byway/v1/experience-author\0".getBytes(StandardCharsets.US_ASCII);
    private static final String RECALL =
            "this home was restored, and it may have been said since: nodes must be asked first (`byway vault recall`)";

    private final Books books;
    private final Personas personas;
    private final InstantSource clock;
    private final RandomGenerator random;

    Experiences(Books books, Personas personas, InstantSource clock, RandomGenerator random) {
        this.books = books;
        this.personas = personas;
        this.clock = clock;
        this.random = random;
    }

    /** Who of us tells about a subject: the same for ever. */
    public Persona author(Bytes32 subject) {
        Bytes32 index = Sha256.of(AUTHOR, subject.bytes());
        return new Persona(null, index, books.keys().persona(index).publicKey());
    }

    /** Publishes an experience; refused where its token was shown already. */
    public Checked<Waiting> say(Experience said) throws IOException {
        Persona author = author(Bytes32.of(said.getToken().getKey().getSubject().toByteArray()));
        try (Ledger.Page page = books.ledger().write()) {
            personas.catchUp(page);
            if (books.isToBeRecalled()) {
                return Refusal.of(Reason.NOT_YET, RECALL);
            }
            Optional<Entry> before = told(author, said.getToken());
            if (before.isPresent()) {
                return Refusal.of(
                        Reason.DUPLICATE,
                        "you have told how this deal went: " + before.get().id().hex());
            }
            return switch (ExperienceRule.experience(author.author(), said.toByteArray(), new StrictEd25519())) {
                case Checked.Refused<Experience> refused -> refused.as();
                case Checked.Ok<Experience>(Experience good) ->
                    new Checked.Ok<>(first(page, author, Kind.EXPERIENCE, good.toByteArray()));
            };
        }
    }

    /** Where a token was shown; empty where it was not, or was taken back. */
    private Optional<Entry> told(Persona author, Token token) throws IOException {
        for (Entry entry : books.ledger()
                .standing(clock.millis())
                .filter(each -> each.kind() == Kind.EXPERIENCE && each.author().equals(author.author()))
                .toList()) {
            if (experience(entry).getToken().equals(token)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** Says something else of the same deal, in place of what stands. */
    public Checked<Waiting> amend(Bytes32 id, Consumer<Experience.Builder> anew) throws IOException {
        try (Ledger.Page page = books.ledger().write()) {
            personas.catchUp(page);
            Checked<Entry> own = own(id, Kind.EXPERIENCE);
            if (!(own instanceof Checked.Ok<Entry>(Entry head))) {
                return ((Checked.Refused<Entry>) own).as();
            }
            Experience.Builder said = experience(head).toBuilder();
            anew.accept(said);
            byte[] content = said.build().toByteArray();
            return switch (ExperienceRule.experience(head.author(), content, new StrictEd25519())) {
                case Checked.Refused<Experience> refused -> refused.as();
                case Checked.Ok<Experience> ok -> next(page, head, Kind.EXPERIENCE, content);
            };
        }
    }

    /** Takes back what was told, or an answer. */
    public Checked<Waiting> retract(Bytes32 id) throws IOException {
        try (Ledger.Page page = books.ledger().write()) {
            personas.catchUp(page);
            Checked<Entry> own = own(id, null);
            return own instanceof Checked.Ok<Entry>(Entry head)
                    ? next(page, head, Kind.WITHDRAWAL, new byte[0])
                    : ((Checked.Refused<Entry>) own).as();
        }
    }

    /** Answers as the subject; said again it takes the place of the answer before. */
    public Checked<Waiting> reply(Persona subject, ExperienceReply reply) throws IOException {
        try (Ledger.Page page = books.ledger().write()) {
            personas.catchUp(page);
            if (books.isToBeRecalled()) {
                return Refusal.of(Reason.NOT_YET, RECALL);
            }
            byte[] content = reply.toByteArray();
            if (ExperienceRule.reply(content) instanceof Checked.Refused<ExperienceReply> refused) {
                return refused.as();
            }
            for (Entry entry : books.ledger()
                    .standing(clock.millis())
                    .filter(each -> each.kind() == Kind.EXPERIENCE_REPLY
                            && each.author().equals(subject.author()))
                    .toList()) {
                if (answer(entry).getLineage().equals(reply.getLineage())) {
                    return next(page, entry, Kind.EXPERIENCE_REPLY, content);
                }
            }
            return new Checked.Ok<>(first(page, subject, Kind.EXPERIENCE_REPLY, content));
        }
    }

    private Checked<Entry> own(Bytes32 id, Kind kind) {
        Optional<Entry> head = books.ledger().head(id);
        if (head.isEmpty() || head.get().persona() == null) {
            return Refusal.of(Reason.UNKNOWN_AUTHOR, "nothing with this id was told in this home");
        }
        Kind found = head.get().kind();
        if (found == Kind.WITHDRAWAL) {
            return Refusal.of(Reason.STALE, "it has been taken back already");
        }
        boolean fits = kind == null ? found == Kind.EXPERIENCE || found == Kind.EXPERIENCE_REPLY : found == kind;
        if (!fits) {
            return Refusal.of(Reason.BAD_KIND, "this id is of an " + found.word());
        }
        if (books.isRestored(head.get())) {
            return Refusal.of(Reason.NOT_YET, RECALL);
        }
        return head.get().stands(clock.millis())
                ? new Checked.Ok<>(head.get())
                : Refusal.of(Reason.EXPIRED, "it has expired");
    }

    private Waiting first(Ledger.Page page, Persona author, Kind kind, byte[] content) throws IOException {
        long now = clock.millis();
        long horizon = now + kind.horizonMillis();
        Envelope envelope = Envelope.write(books.first(author, horizon, random), kind, now, horizon, content)
                .orThrow();
        return books.seal(page, author, envelope, content, null);
    }

    private Checked<Waiting> next(Ledger.Page page, Entry head, Kind kind, byte[] content) throws IOException {
        Envelope before = new SaidBytes(books.ledger()).envelope(head);
        return switch (books.sealer(head)) {
            case Checked.Refused<Persona> refused -> refused.as();
            case Checked.Ok<Persona>(Persona sealer) -> {
                Envelope envelope = Envelope.write(
                                books.next(sealer, head, before), kind, clock.millis(), before.horizon(), content)
                        .orThrow();
                yield new Checked.Ok<>(books.seal(page, sealer, envelope, content, null));
            }
        };
    }

    private Experience experience(Entry entry) throws IOException {
        try {
            return Experience.parseFrom(new SaidBytes(books.ledger()).content(entry));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the ledger holds an experience that is none", e);
        }
    }

    private ExperienceReply answer(Entry entry) throws IOException {
        try {
            return ExperienceReply.parseFrom(new SaidBytes(books.ledger()).content(entry));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the ledger holds an answer that is none", e);
        }
    }
}
