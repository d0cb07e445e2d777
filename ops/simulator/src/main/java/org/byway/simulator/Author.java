package org.byway.simulator;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.admission.Identities;
import org.byway.protocol.identity.KeyState;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.Offer;

/** Somebody who makes records under one bare key or one identity, and never lets a revision expire before the one before. */
final class Author {
    private final Bytes32 community;
    private final Dice dice;
    private final Bytes32 author;
    private SigningKey key;
    private SigningKey next;
    private int keySequence;
    private KeyState keys;
    private final byte[] inception;
    private final List<Envelope> latest = new ArrayList<>();
    private int titles;

    private Author(Bytes32 community, Dice dice, boolean identity) {
        this.community = community;
        this.dice = dice;
        key = SigningKey.ofSeed(dice.bytes(SigningKey.SEED_BYTES));
        keySequence = identity ? 1 : 0;
        next = SigningKey.ofSeed(dice.bytes(SigningKey.SEED_BYTES));
        inception = KeyState.inception(key.publicKey(), next.publicKey(), dice.bytes(16));
        keys = KeyState.incept(inception).orThrow();
        author = identity ? Sha256.of(inception) : key.publicKey();
    }

    static Author bare(Bytes32 community, Dice dice) {
        return new Author(community, dice, false);
    }

    static Author identity(Bytes32 community, Dice dice) {
        return new Author(community, dice, true);
    }

    boolean isIdentity() {
        return keySequence > 0;
    }

    /** Whether there is something to revise or to take back. */
    boolean hasRecords() {
        return !latest.isEmpty();
    }

    SignedRecord inception(long now) {
        Bytes32 lineage = Identities.lineage(1);
        Envelope envelope = write(lineage, null, Kind.KEY_EVENT, now, Limits.NEVER, inception);
        return sealed(List.of(envelope), List.of(inception)).get(0);
    }

    /** Puts the next key in force. What was signed before has no standing from then on, unless it is signed anew. */
    SignedRecord rotate(long now) {
        SigningKey after = SigningKey.ofSeed(dice.bytes(SigningKey.SEED_BYTES));
        byte[] content = keys.rotation(next.publicKey(), after.publicKey());
        keys = keys.next(content).orThrow();
        keySequence = keys.keySequence();
        key = next;
        next = after;
        Envelope envelope = write(Identities.lineage(keySequence), null, Kind.KEY_EVENT, now, Limits.NEVER, content);
        return sealed(List.of(envelope), List.of(content)).get(0);
    }

    /** Two events that put the next key in force, each with another one after it: who has both keys may sign both. */
    List<SignedRecord> rotateTwoWays(long now) {
        List<SignedRecord> events = new ArrayList<>();
        for (int way = 0; way < 2; way++) {
            SigningKey after = SigningKey.ofSeed(dice.bytes(SigningKey.SEED_BYTES));
            byte[] content = keys.rotation(next.publicKey(), after.publicKey());
            Envelope.Place place =
                    new Envelope.Place(author, keySequence + 1, community, Identities.lineage(keySequence + 1), null);
            Envelope envelope = Envelope.write(place, Kind.KEY_EVENT, now, Limits.NEVER, content)
                    .orThrow();
            Signed seal = Signed.seal(next, author, envelope.id());
            events.add(new SignedRecord(envelope, content, seal, 0, null, 0));
        }
        return events;
    }

    Bytes32 id() {
        return author;
    }

    /** New records, sealed together. */
    List<SignedRecord> make(int count, long now) {
        List<Envelope> envelopes = new ArrayList<>();
        List<byte[]> contents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean offer = dice.chance(0.5);
            long life = dice.chance(0.3) ? dice.between(60_000, 2 * Limits.HOUR_MILLIS) : 20 * Limits.DAY_MILLIS;
            long horizon = now + life + (dice.chance(0.5) ? 0 : dice.between(0, 5 * Limits.DAY_MILLIS));
            Bytes32 lineage = Lineage.of(horizon, dice.bytes(Lineage.RANDOM_BYTES));
            byte[] content = content(offer);
            contents.add(content);
            envelopes.add(write(lineage, null, offer ? Kind.OFFER : Kind.INTENT, now, now + life, content));
        }
        latest.addAll(envelopes);
        return sealed(envelopes, contents);
    }

    /** An offer that lives long and names these photos. */
    SignedRecord show(long now, List<Bytes32> photos) {
        Offer.Builder offer = Offer.newBuilder().setTitle("Shown " + ++titles);
        photos.forEach(photo -> offer.addPhotos(ByteString.copyFrom(photo.bytes())));
        byte[] content = offer.build().toByteArray();
        long end = now + 20 * Limits.DAY_MILLIS;
        Bytes32 lineage = Lineage.of(end, dice.bytes(Lineage.RANDOM_BYTES));
        Envelope envelope = write(lineage, null, Kind.OFFER, now, end, content);
        latest.add(envelope);
        return sealed(List.of(envelope), List.of(content)).get(0);
    }

    /** The next revision of one of the records; null where its lineage is over. */
    SignedRecord revise(long now, boolean fork) {
        int which = dice.among(latest.size());
        Envelope before = latest.get(which);
        if (before.is(Kind.WITHDRAWAL) || before.horizon() <= now || before.expires() <= now) {
            return null;
        }
        boolean offer = before.is(Kind.OFFER);
        byte[] content = content(offer);
        long expires = dice.among(List.of(before.expires(), before.horizon()));
        Envelope envelope = write(before.lineage(), before, offer ? Kind.OFFER : Kind.INTENT, now, expires, content);
        if (!fork) {
            latest.set(which, envelope);
        }
        return sealed(List.of(envelope), List.of(content)).get(0);
    }

    SignedRecord withdraw(long now) {
        int which = dice.among(latest.size());
        Envelope before = latest.get(which);
        if (before.is(Kind.WITHDRAWAL) || before.horizon() <= now) {
            return null;
        }
        byte[] nothing = new byte[0];
        Envelope envelope = write(before.lineage(), before, Kind.WITHDRAWAL, now, before.horizon(), nothing);
        latest.set(which, envelope);
        return sealed(List.of(envelope), List.of(nothing)).get(0);
    }

    private Envelope write(Bytes32 lineage, Envelope after, Kind kind, long now, long expires, byte[] content) {
        Envelope.Place place = new Envelope.Place(author, keySequence, community, lineage, after);
        return Envelope.write(place, kind, now, expires, content).orThrow();
    }

    private byte[] content(boolean offer) {
        String title = (offer ? "Offering " : "Wanted ") + ++titles;
        String text = "x".repeat(dice.among(dice.chance(0.05) ? 6_000 : 200));
        return offer
                ? Offer.newBuilder().setTitle(title).setText(text).build().toByteArray()
                : Intent.newBuilder().setTitle(title).setText(text).build().toByteArray();
    }

    private List<SignedRecord> sealed(List<Envelope> envelopes, List<byte[]> contents) {
        Signed seal =
                Signed.seal(key, author, envelopes.stream().map(Envelope::id).toArray(Bytes32[]::new));
        List<SignedRecord> records = new ArrayList<>();
        for (int i = 0; i < envelopes.size(); i++) {
            records.add(new SignedRecord(envelopes.get(i), contents.get(i), seal, i, null, 0));
        }
        return records;
    }

    @Override
    public String toString() {
        return (isIdentity() ? "identity " : "key ")
                + author.hex().substring(0, 8)
                + " of "
                + community.hex().substring(0, 8);
    }
}
