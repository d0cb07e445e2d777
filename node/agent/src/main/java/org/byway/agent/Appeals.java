package org.byway.agent;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.byway.agent.ledger.Entry;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.ledger.Persona;
import org.byway.agent.ledger.Waiting;
import org.byway.protocol.care.Target;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Notice;
import org.byway.protocol.wire.NoticeAppeal;

/** Appeals against notices, each by whoever said what the notice is about: under a name, or without one. */
public final class Appeals {
    private final Books books;
    private final Personas personas;
    private final InstantSource clock;
    private final RandomGenerator random;

    Appeals(Books books, Personas personas, InstantSource clock, RandomGenerator random) {
        this.books = books;
        this.personas = personas;
        this.clock = clock;
        this.random = random;
    }

    /** Refused where what the notice is about was not said here. */
    public Checked<Waiting> seal(Target target, NoticeAppeal words) throws IOException {
        try (Ledger.Page page = books.ledger().write()) {
            personas.catchUp(page);
            Optional<Entry> own = books.ledger()
                    .revisable(clock.millis())
                    .filter(entry -> entry.persona() != null && entry.author().equals(target.author()))
                    .findFirst();
            if (own.isEmpty()) {
                return Refusal.of(
                        Reason.UNKNOWN_AUTHOR, "what the notice is about was not said here, or stands no more");
            }
            return switch (books.sealer(own.get())) {
                case Checked.Refused<Persona> refused -> refused.as();
                case Checked.Ok<Persona>(Persona sealer) -> seal(page, sealer, words);
            };
        }
    }

    private Checked<Waiting> seal(Ledger.Page page, Persona sealer, NoticeAppeal words) throws IOException {
        long now = clock.millis();
        long expires = now + Kind.NOTICE.horizonMillis();
        byte[] content = Notice.newBuilder().setAppeal(words).build().toByteArray();
        return switch (Envelope.write(books.first(sealer, expires, random), Kind.NOTICE, now, expires, content)) {
            case Checked.Refused<Envelope> refused -> refused.as();
            case Checked.Ok<Envelope>(Envelope envelope) ->
                new Checked.Ok<>(books.seal(page, sealer, envelope, content, null));
        };
    }
}
