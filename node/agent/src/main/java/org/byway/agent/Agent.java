package org.byway.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.byway.agent.catalogue.Contents;
import org.byway.agent.catalogue.Draft;
import org.byway.agent.catalogue.Wanted;
import org.byway.agent.credential.Holder;
import org.byway.agent.keys.Keyring;
import org.byway.agent.keys.PersonaSigner;
import org.byway.agent.ledger.Entry;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.ledger.Persona;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.letter.Mailbox;
import org.byway.agent.token.Purse;
import org.byway.agent.vault.Vault;
import org.byway.protocol.community.Membership;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.market.PaySignalRule;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.PublicPaySignal;

/**
 * A person's side: seals what the person says, under whose name it is said, and remembers it. What it seals waits in the ledger
 * until a node has receipted it. IOException is a broken disk or a damaged ledger. Used by one thread at a time.
 */
public final class Agent implements AutoCloseable {
    private static final int USUAL_DAYS = 30;
    private static final int MEMBER_DAYS = 365;
    private static final byte[] ROW_TAG = "byway/v1/row\0".getBytes(StandardCharsets.US_ASCII);

    private final Books books;
    private final Keyring keys;
    private final Ledger ledger;
    private final Personas personas;
    private final InstantSource clock;
    private final RandomGenerator random;
    private Answers answers = Answers.NONE;
    private Purse purse;

    /** Speaks in the community that was founded here. Ledger and vault share one binder, which closing the agent closes. */
    public Agent(Keyring keys, Ledger ledger, Vault vault, InstantSource clock, RandomGenerator random)
            throws IOException {
        this(keys, ledger, vault, null, clock, random);
    }

    /** Likewise; speaks in that community where it is not null. */
    public Agent(
            Keyring keys, Ledger ledger, Vault vault, Bytes32 community, InstantSource clock, RandomGenerator random)
            throws IOException {
        this.books = Books.of(keys, ledger, vault, community);
        this.keys = keys;
        this.ledger = ledger;
        this.personas = new Personas(books, clock, random);
        this.clock = clock;
        this.random = random;
    }

    public Keyring keys() {
        return keys;
    }

    public Vault vault() {
        return books.vault();
    }

    /** Names whose key can be changed. */
    public Personas personas() {
        return personas;
    }

    /** Asks nodes what was said after the snapshot of which this home was made, if it was. */
    public Recall recall() {
        return new Recall(books, clock);
    }

    /** Lets whoever reads what is said from now on answer it. */
    public void take(Answers letters) {
        answers = letters;
    }

    /** What belongs to the community: its charter and its links. */
    public Steward steward() {
        return new Steward(keys.steward(), books, clock, random);
    }

    /** What was posted, with the node's signed word that it took it. */
    public Marked marked() {
        return new Marked(ledger, clock);
    }

    /** The community for which this agent seals; empty before one was founded. */
    public Optional<Bytes32> community() {
        return books.spokenIn();
    }

    /** Takes what was said along into the community that is spoken in now. */
    public Move move() {
        return new Move(books, answers, personas, clock, random);
    }

    /** Content for a draft; offers are sealed under the seller's name, each intent under a persona of its own. */
    public static Checked<Prepared> prepare(Wanted wanted, Draft draft) {
        return prepare(wanted, draft, 0, null);
    }

    /** Content for a row; the digest tells apart what the file says, and how often it has said the same before. */
    static Checked<Prepared> prepare(Wanted wanted, Draft draft, long row, Map<Bytes32, Integer> said) {
        Checked<byte[]> written = Contents.write(wanted, draft);
        if (!(written instanceof Checked.Ok<byte[]>(byte[] content))) {
            return ((Checked.Refused<byte[]>) written).as();
        }
        int days = draft.expiresDays().orElse(0);
        Bytes32 digest = null;
        if (said != null) {
            String rest = wanted + "\0" + days + "\0" + draft.seller() + "\0";
            Bytes32 what = Sha256.of(ROW_TAG, rest.getBytes(StandardCharsets.UTF_8), content);
            int times = said.merge(what, 1, Integer::sum);
            digest = Sha256.of(what.bytes(), Integer.toString(times).getBytes(StandardCharsets.US_ASCII));
        }
        String seller = wanted == Wanted.OFFERS ? draft.seller() : null;
        return new Checked.Ok<>(new Prepared(row, wanted.kind(), content, days, seller, digest));
    }

    /** Seals these as one bundle, leaving out rows that already stand; empty where that leaves nothing. */
    public Optional<Waiting> seal(List<Prepared> saying) throws IOException {
        long now = clock.millis();
        try (Ledger.Page page = ledger.write()) {
            personas.catchUp(page);
            Sealing sealing = new Sealing();
            Map<String, Persona> fresh = new HashMap<>();
            boolean any = false;
            for (Prepared prepared : saying) {
                if (prepared.digest() == null || !ledger.standing(prepared.digest(), now)) {
                    Persona persona = persona(prepared.seller(), fresh);
                    add(sealing, persona, prepared, now);
                    any = true;
                }
            }
            if (!any) {
                return Optional.empty();
            }
            Sealing.Sealed sealed = sealing.seal();
            return Optional.of(page.sealed(List.copyOf(fresh.values()), sealed.entries(), sealed.bundle()));
        }
    }

    /** Whether the row was said before and still stands. */
    boolean stands(Prepared row) {
        return ledger.standing(row.digest(), clock.millis());
    }

    /** Signs requests as the persona of this name, empty for the usual one; none where nothing was said under it yet. */
    public Optional<PersonaSigner> signer(String name) throws IOException {
        books.vault().refresh();
        return books.named(name)
                .map(known -> new PersonaSigner(keys.key(known.index(), known.keySequence()), clock, random));
    }

    /** Signs requests as the person whom nodes of that community know. */
    public PersonaSigner member(Bytes32 community) {
        return new PersonaSigner(keys.member(community), clock, random);
    }

    /** Tokens to post by. */
    Purse purse() throws IOException {
        if (purse == null) {
            purse = Purse.open(books.vault(), clock, random);
        }
        return purse;
    }

    /** The person's own word on a membership, sealed by the key that the community's nodes know. */
    public byte[] sealMembership(Bytes32 community, Membership word) {
        long now = clock.millis();
        long expires = now + MEMBER_DAYS * Limits.DAY_MILLIS;
        byte[] salt = new byte[Lineage.RANDOM_BYTES];
        random.nextBytes(salt);
        SigningKey member = keys.member(community);
        var place = new Envelope.Place(member.publicKey(), 0, community, Lineage.of(expires, salt), null);
        byte[] content = word.write();
        Sealing sealing = new Sealing();
        sealing.add(
                member,
                Envelope.write(place, Kind.MEMBERSHIP, now, expires, content).orThrow(),
                content);
        return sealing.seal().bundle();
    }

    private void add(Sealing sealing, Persona persona, Prepared prepared, long now) throws IOException {
        Kind kind = prepared.kind();
        long horizon = now + kind.horizonMillis();
        int days = prepared.expiresDays() == 0 ? USUAL_DAYS : prepared.expiresDays();
        Envelope.Place place = books.first(persona, horizon, random);
        byte[] content = answers.to(persona, prepared, horizon);
        Envelope envelope = Envelope.write(place, kind, now, now + days * Limits.DAY_MILLIS, content)
                .orThrow();
        sealing.add(persona, keys, envelope, content, prepared.digest());
    }

    private Persona persona(String name, Map<String, Persona> fresh) {
        if (name == null) {
            return newPersona(null);
        }
        Persona known = books.named(name).orElse(fresh.get(name));
        if (known == null) {
            known = newPersona(name);
            fresh.put(name, known);
        }
        return known;
    }

    private Persona newPersona(String name) {
        byte[] index = new byte[Bytes32.SIZE];
        random.nextBytes(index);
        Bytes32 found = Bytes32.of(index);
        return new Persona(name, found, keys.persona(found).publicKey());
    }

    /** An intent of one's own, as it said in that revision; empty where none of that id was cast by the persona that this index finds. */
    Optional<Intent> intent(Bytes32 index, Bytes32 id) throws IOException {
        Optional<Entry> entry =
                ledger.entry(id).filter(each -> each.kind() == Kind.INTENT && index.equals(each.persona()));
        return entry.isEmpty()
                ? Optional.empty()
                : Optional.of(Intent.parseFrom(new SaidBytes(ledger).content(entry.get())));
    }

    /** Asks for credentials, keeps and shows them. */
    public Holder holder() {
        return new Holder(keys, books.vault(), books.credentials(), new StrictEd25519(), clock, random);
    }

    /** Gives credentials and revokes them. */
    public Issuer issuer() {
        return new Issuer(books, profiles(), books.credentials(), clock, random);
    }

    /** What is said of oneself under a name. */
    public Profiles profiles() {
        return new Profiles(ofName(Speech.PROFILE));
    }

    /** Which texts of terms are accepted under a name. */
    public Acceptances acceptances() {
        return new Acceptances(ofName(Speech.ACCEPTED_TERMS));
    }

    private OfName ofName(Speech speech) {
        return new OfName(speech, books, answers, personas, new OfName.Chance(clock, random));
    }

    /** How it went with others, and what is said to what others tell. */
    public Experiences experiences() {
        return new Experiences(books, personas, clock, random);
    }

    /** When this home was last made of a snapshot, milliseconds; 0 where it never was. */
    public long restoredAt() {
        return books.restoredAt();
    }

    /** Seals a new revision of what was said in the lineage of this id, with some columns written anew. */
    public Checked<Waiting> revise(Bytes32 id, Wanted wanted, UnaryOperator<String> anew) throws IOException {
        long now = clock.millis();
        try (Ledger.Page page = ledger.write()) {
            personas.catchUp(page);
            Checked<Entry> own = own(id, wanted.kind(), now);
            if (!(own instanceof Checked.Ok<Entry>(Entry head))) {
                return ((Checked.Refused<Entry>) own).as();
            }
            SaidBytes said = new SaidBytes(ledger);
            Checked<Prepared> after = switch (Contents.revise(wanted, said.content(head), anew)) {
                case Checked.Refused<Draft> refused -> refused.as();
                case Checked.Ok<Draft>(Draft draft) -> prepare(wanted, draft);
            };
            return after instanceof Checked.Ok<Prepared>(Prepared prepared)
                    ? revise(page, head, said, prepared, now)
                    : ((Checked.Refused<Prepared>) after).as();
        }
    }

    private Checked<Waiting> revise(Ledger.Page page, Entry head, SaidBytes said, Prepared prepared, long now)
            throws IOException {
        Envelope after = said.envelope(head);
        long expires = prepared.expiresDays() == 0 ? head.expires() : now + prepared.expiresDays() * Limits.DAY_MILLIS;
        if (expires > after.horizon()) {
            String last = Instant.ofEpochMilli(after.horizon()).toString();
            return Refusal.of(Reason.BAD_HORIZON, "this one can last until " + last + " at the longest");
        }
        byte[] content = Answers.asBefore(prepared, said.content(head));
        return say(page, head, after, head.kind(), now, expires, content);
    }

    /** Seals that what was said in the lineage of this id is taken back for good. */
    public Checked<Waiting> withdraw(Bytes32 id, Wanted wanted) throws IOException {
        return withdraw(id, wanted.kind());
    }

    /** Likewise what was said of that kind. */
    public Checked<Waiting> withdraw(Bytes32 id, Kind kind) throws IOException {
        long now = clock.millis();
        try (Ledger.Page page = ledger.write()) {
            personas.catchUp(page);
            Checked<Entry> own = own(id, kind, now);
            if (!(own instanceof Checked.Ok<Entry>(Entry head))) {
                return ((Checked.Refused<Entry>) own).as();
            }
            Envelope after = new SaidBytes(ledger).envelope(head);
            return say(page, head, after, Kind.WITHDRAWAL, now, after.horizon(), new byte[0]);
        }
    }

    private Checked<Waiting> say(
            Ledger.Page page, Entry head, Envelope after, Kind kind, long now, long expires, byte[] content)
            throws IOException {
        Checked<Persona> sealing = books.sealer(head);
        if (!(sealing instanceof Checked.Ok<Persona>(Persona sealer))) {
            return ((Checked.Refused<Persona>) sealing).as();
        }
        return switch (Envelope.write(books.next(sealer, head, after), kind, now, expires, content)) {
            case Checked.Refused<Envelope> refused -> refused.as();
            case Checked.Ok<Envelope>(Envelope envelope) ->
                new Checked.Ok<>(books.seal(page, sealer, envelope, content, head.row()));
        };
    }

    /** What was last said in the lineage of this id, if it was said here and still stands. */
    private Checked<Entry> own(Bytes32 id, Kind kind, long now) {
        Optional<Entry> head = ledger.head(id);
        if (head.isEmpty()) {
            return Refusal.of(Reason.UNKNOWN_AUTHOR, "no " + kind.word() + " with this id was made in this home");
        }
        if (head.get().kind() == Kind.WITHDRAWAL) {
            return Refusal.of(Reason.STALE, "it has been withdrawn already");
        }
        if (head.get().kind() != kind) {
            return Refusal.of(
                    Reason.BAD_KIND, "this id is of an " + head.get().kind().word());
        }
        if (books.isRestored(head.get())) {
            return Refusal.of(
                    Reason.NOT_YET,
                    "it was said before this home was restored, and newer may have been said since: nodes must be asked first (`byway vault recall`)");
        }
        return head.get().stands(now)
                ? new Checked.Ok<>(head.get())
                : Refusal.of(Reason.EXPIRED, "it has expired; make a new one");
    }

    /** Seals what one would pay, for everybody to read; under a name, or a persona of its own where that is null. */
    public Checked<Waiting> signal(PublicPaySignal said, String name) throws IOException {
        long days = Math.ceilDiv(said.getSignal().getUntil() - clock.millis(), Limits.DAY_MILLIS);
        if (days < 1 || days > Kind.PAY_SIGNAL.horizonDays()) {
            return Refusal.of(
                    Reason.BAD_TIME,
                    "it may be accepted for a while, at most " + Kind.PAY_SIGNAL.horizonDays() + " days");
        }
        // With an address in place of the one that is made only when it is sealed.
        PublicPaySignal trial = said.toBuilder().setReply(Answers.TRIAL).build();
        return switch (PaySignalRule.read(trial.toByteArray())) {
            case Checked.Refused<PublicPaySignal> refused -> refused.as();
            case Checked.Ok<PublicPaySignal> good ->
                new Checked.Ok<>(
                        seal(List.of(new Prepared(0, Kind.PAY_SIGNAL, said.toByteArray(), (int) days, name, null)))
                                .orElseThrow());
        };
    }

    /** Asks that a notice on what was said here be lifted. */
    public Appeals appeals() {
        return new Appeals(books, personas, clock, random);
    }

    /** Who signs letters under a name of this home; empty where nothing was said under it yet. */
    public Optional<Mailbox.Signer> letterSigner(String name) throws IOException {
        books.vault().refresh();
        return books.named(name).map(known -> new Mailbox.Signer(known.index(), known.keySequence()));
    }

    /** What one would pay by a record of one's own; empty where it stands no more, or is none. */
    public Optional<PublicPaySignal> paySignal(Bytes32 id) throws IOException {
        Optional<Entry> entry = ledger.head(id)
                .filter(each -> each.kind() == Kind.PAY_SIGNAL && each.id().equals(id) && each.stands(clock.millis()));
        return entry.isEmpty()
                ? Optional.empty()
                : Optional.of(PublicPaySignal.parseFrom(new SaidBytes(ledger).content(entry.get())));
    }

    /** Whether what one would pay was said by that record, under the persona that this index finds. */
    boolean isPaySignal(Bytes32 index, Bytes32 id) {
        return ledger.entry(id)
                .filter(entry -> entry.kind() == Kind.PAY_SIGNAL && index.equals(entry.persona()))
                .isPresent();
    }

    /** The number of the key by which a record was sealed under the name that this index finds; 0 where none was. */
    public int sealedBy(Bytes32 index, Bytes32 record) {
        return ledger.entry(record)
                .filter(entry -> index.equals(entry.persona()))
                .map(Entry::keySequence)
                .orElse(0);
    }

    /** What was last said in a lineage of one's own. */
    public record Said(Entry entry, byte[] content) {}

    /** What was last said in the lineage of this id; empty where it was not said here. */
    public Optional<Said> said(Bytes32 id) throws IOException {
        Optional<Entry> head = ledger.head(id);
        return head.isEmpty()
                ? Optional.empty()
                : Optional.of(new Said(head.get(), new SaidBytes(ledger).content(head.get())));
    }

    /** The content of a revision, and when it was made, milliseconds. */
    public record Dated(long created, byte[] content) {}

    /** Hears of what was said. */
    public interface Hearer {
        void hear(Entry entry, Dated content) throws IOException;
    }

    /** Tells all offers and intents that stand, a bundle's together. */
    public void standing(Hearer hearer) throws IOException {
        ledger.refresh();
        SaidBytes said = new SaidBytes(ledger);
        List<Entry> standing = ledger.standing(clock.millis())
                .filter(entry -> entry.kind() == Kind.OFFER || entry.kind() == Kind.INTENT)
                .sorted(Comparator.comparingLong(
                        entry -> ledger.holding(entry.id()).at()))
                .toList();
        for (Entry entry : standing) {
            hearer.hear(entry, new Dated(said.envelope(entry).created(), said.content(entry)));
        }
    }

    /** What is sealed and has no receipt yet, oldest first: all that is for the node of the community that is spoken in. */
    public List<Waiting> waiting() throws IOException {
        ledger.refresh();
        boolean steward = community().equals(steward().community());
        return new ArrayList<>(ledger.waiting().stream()
                .filter(bundle -> steward || bundle.entries().stream().anyMatch(entry -> entry.persona() != null))
                .toList());
    }

    /** The bytes to post. */
    public byte[] bytes(Waiting bundle) throws IOException {
        return ledger.bytes(bundle);
    }

    /** Notes a node's answer. Refused records are as if they had not been said. */
    public void receipted(Waiting bundle, long postmarkedAt, Set<Bytes32> refused, byte[] postmarks)
            throws IOException {
        try (Ledger.Page page = ledger.write()) {
            page.receipted(bundle, postmarkedAt, refused, postmarks);
        }
    }

    @Override
    public void close() throws IOException {
        ledger.close();
    }
}
