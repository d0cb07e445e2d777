package org.byway.protocol.experience;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.byway.protocol.blind.RsaSigningKey;
import org.byway.protocol.community.Charter;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Experience;
import org.byway.protocol.wire.Token;

/** A community that postmarks, and somebody in it of whom others tell. */
final class Town {
    static final long NOON = 1_795_000_000_000L;

    /** Of the baker, whoever asks. */
    static final RsaSigningKey TOKENS = RsaSigningKey.generate(new Random(5));

    final SignedRecord charter;
    private final SigningKey node;
    private final Random chance;

    Town(String name) {
        SigningKey steward = key(name + " steward");
        this.node = key(name + " node");
        this.chance = new Random(name.hashCode());
        byte[] content = Charter.write(
                Charter.statement(name, steward.publicKey(), List.of(node.publicKey()), new byte[] {1}),
                List.of(steward));
        Envelope.Place place = new Envelope.Place(
                steward.publicKey(), 0, null, Lineage.of(Limits.NEVER, new byte[Lineage.RANDOM_BYTES]), null);
        Envelope envelope =
                Envelope.write(place, Kind.CHARTER, NOON, Limits.NEVER, content).orThrow();
        Signed seal = Signed.seal(steward, steward.publicKey(), envelope.id());
        Signed mark = Signed.postmark(node, envelope.id(), envelope.id(), NOON, envelope.id());
        this.charter = new SignedRecord(envelope, content, seal, 0, mark, 0);
    }

    static SigningKey key(String name) {
        return SigningKey.ofSeed(
                Sha256.of(name.getBytes(StandardCharsets.UTF_8)).bytes());
    }

    /** What a bare key says of how the bytes of its tokens are signed. */
    static TokenStatement statement(SigningKey subject) {
        return TokenStatement.sign(subject, subject.publicKey(), 0, TOKENS.publicKey());
    }

    /** A token of that subject for that author; another for each seed. */
    static Token token(TokenStatement from, Bytes32 author, long seed) {
        Random chance = new Random(seed);
        Tokens.Wanted wanted = Tokens.want(from, author, chance).orThrow();
        return wanted.finish(TOKENS.sign(wanted.blinded(), chance).orThrow()).orThrow();
    }

    static Experience experience(Token token, int rating, String text) {
        return Experience.newBuilder()
                .setToken(token)
                .setRating(rating)
                .setText(text)
                .build();
    }

    SignedRecord says(SigningKey author, Kind kind, byte[] content, long at) {
        byte[] salt = new byte[Lineage.RANDOM_BYTES];
        chance.nextBytes(salt);
        Bytes32 lineage = Lineage.of(NOON + kind.horizonMillis() - Limits.DAY_MILLIS, salt);
        return sealed(author, author.publicKey(), 0, lineage, null, kind, content, at);
    }

    /** The next revision of what was said. */
    SignedRecord again(SigningKey author, SignedRecord before, Kind kind, byte[] content, long at) {
        Envelope envelope = before.envelope();
        return sealed(
                author, envelope.author(), envelope.keySequence(), envelope.lineage(), envelope, kind, content, at);
    }

    SignedRecord sealed(
            SigningKey key,
            Bytes32 author,
            int sequence,
            Bytes32 lineage,
            Envelope after,
            Kind kind,
            byte[] content,
            long at) {
        Envelope.Place place = new Envelope.Place(author, sequence, charter.id(), lineage, after);
        Envelope envelope =
                Envelope.write(place, kind, at, lineage.a(), content).orThrow();
        Signed seal = Signed.seal(key, author, envelope.id());
        Signed mark = Signed.postmark(node, charter.id(), charter.id(), at, envelope.id());
        return new SignedRecord(envelope, content, seal, 0, mark, 0);
    }
}
