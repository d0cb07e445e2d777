package org.byway.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.byway.protocol.community.Address;
import org.byway.protocol.community.Charter;
import org.byway.protocol.community.Link;
import org.byway.protocol.community.LinkAreas;
import org.byway.protocol.community.LinkHalf;
import org.byway.protocol.community.LinkScope;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;

/** A community made for one run, whose nodes are the bench's connections; all its keys are here. */
final class SendingCommunity {
    private static final int NONCE_BYTES = 16;

    private final SigningKey steward;
    private final List<SigningKey> nodes;
    private final SignedRecord charter;
    private final RandomGenerator random;

    private SendingCommunity(SigningKey steward, List<SigningKey> nodes, SignedRecord charter, RandomGenerator random) {
        this.steward = steward;
        this.nodes = nodes;
        this.charter = charter;
        this.random = random;
    }

    /** Founds a community of that many nodes; at most {@link Charter#MOST_NODES}. */
    static SendingCommunity found(int nodes, RandomGenerator random, long now) {
        SigningKey steward = key(random);
        List<SigningKey> keys = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            keys.add(key(random));
        }
        var statement = Charter.statement(
                "Bench",
                steward.publicKey(),
                keys.stream().map(SigningKey::publicKey).toList(),
                bytes(random, NONCE_BYTES));
        byte[] content = Charter.write(statement, List.of(steward));
        Bytes32 lineage = lineage(random, Limits.NEVER);
        Envelope.Place place = new Envelope.Place(steward.publicKey(), 0, null, lineage, null);
        Envelope envelope = Envelope.write(place, Kind.CHARTER, now - 1, Limits.NEVER, content)
                .orThrow();
        Signed seal = Signed.seal(steward, steward.publicKey(), envelope.id());
        return new SendingCommunity(
                steward, List.copyOf(keys), new SignedRecord(envelope, content, seal, 0, null, 0), random);
    }

    static SigningKey key(RandomGenerator random) {
        return SigningKey.ofSeed(bytes(random, SigningKey.SEED_BYTES));
    }

    static Bytes32 lineage(RandomGenerator random, long horizon) {
        return Lineage.of(horizon, bytes(random, Lineage.RANDOM_BYTES));
    }

    private static byte[] bytes(RandomGenerator random, int count) {
        byte[] out = new byte[count];
        random.nextBytes(out);
        return out;
    }

    Bytes32 id() {
        return charter.id();
    }

    SigningKey node(int index) {
        return nodes.get(index);
    }

    int nodes() {
        return nodes.size();
    }

    SignedRecord charter() {
        return charter;
    }

    /** The steward's answer to an invite, as a record of this community. */
    SignedRecord answer(LinkHalf invite, long now) {
        LinkHalf ours = LinkHalf.sign(
                steward,
                new LinkHalf.Draft(
                        id(),
                        invite.expires(),
                        LinkHalf.MOST_HOPS,
                        List.<Address>of(),
                        bytes(random, NONCE_BYTES),
                        invite));
        return linked(new Link(invite, ours, false), now);
    }

    /** A word by which nothing goes over that link but what goes over every link. */
    SignedRecord narrowed(SignedRecord answer, long now) {
        Link link = Link.held(answer.envelope(), answer.content()).orThrow();
        return linked(link.narrowed(new LinkScope(0, List.of(Kind.CHARTER.number()), LinkAreas.EVERYWHERE)), now);
    }

    private SignedRecord linked(Link link, long now) {
        byte[] content = link.write();
        long expires = now + Limits.DAY_MILLIS;
        Envelope.Place place = new Envelope.Place(steward.publicKey(), 0, id(), lineage(random, expires), null);
        Envelope envelope = Envelope.write(place, Kind.FEDERATION_LINK, now, expires, content)
                .orThrow();
        Signed seal = Signed.seal(steward, steward.publicKey(), envelope.id());
        Signed postmark = Signed.postmark(nodes.get(0), id(), id(), now, envelope.id());
        return new SignedRecord(envelope, content, seal, 0, postmark, 0);
    }
}
