package org.byway.simulator;

import java.util.List;
import org.byway.protocol.community.Charter;
import org.byway.protocol.community.Link;
import org.byway.protocol.community.LinkHalf;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;

/** A community of one steward and one node, as its people founded it. */
record Community(int number, SigningKey steward, SigningKey node, SignedRecord charter) {
    private static final long LINK_MILLIS = 360 * Limits.DAY_MILLIS;

    static Community found(int number, long created, Dice dice) {
        SigningKey steward = SigningKey.ofSeed(dice.bytes(SigningKey.SEED_BYTES));
        SigningKey node = SigningKey.ofSeed(dice.bytes(SigningKey.SEED_BYTES));
        byte[] content = Charter.write(
                Charter.statement("Town " + number, steward.publicKey(), List.of(node.publicKey()), dice.bytes(16)),
                List.of(steward));
        Bytes32 lineage = Lineage.of(Limits.NEVER, dice.bytes(Lineage.RANDOM_BYTES));
        Envelope.Place place = new Envelope.Place(steward.publicKey(), 0, null, lineage, null);
        Envelope envelope = Envelope.write(place, Kind.CHARTER, created, Limits.NEVER, content)
                .orThrow();
        Signed seal = Signed.seal(steward, steward.publicKey(), envelope.id());
        return new Community(number, steward, node, new SignedRecord(envelope, content, seal, 0, null, 0));
    }

    Bytes32 id() {
        return charter.id();
    }

    /** This community answers the other's invite: the record of the link, to be posted here. */
    SignedRecord join(Community inviter, Host at, int transitHops, Dice dice) {
        return join(inviter, at, transitHops, charter.envelope().created() + LINK_MILLIS, dice);
    }

    /** The same where the invite could be answered until then. */
    SignedRecord join(Community inviter, Host at, int transitHops, long until, Dice dice) {
        long created = charter.envelope().created() + Limits.HOUR_MILLIS;
        LinkHalf invite = LinkHalf.sign(
                inviter.steward,
                new LinkHalf.Draft(
                        inviter.id(), until, transitHops, List.of(Network.address(at)), dice.bytes(16), null));
        LinkHalf answer = LinkHalf.sign(
                steward,
                new LinkHalf.Draft(id(), created + LINK_MILLIS, transitHops, List.of(), dice.bytes(16), invite));
        byte[] content = new Link(invite, answer, false).write();
        Bytes32 lineage = Lineage.of(created + LINK_MILLIS, dice.bytes(Lineage.RANDOM_BYTES));
        Envelope.Place place = new Envelope.Place(steward.publicKey(), 0, id(), lineage, null);
        Envelope envelope = Envelope.write(place, Kind.FEDERATION_LINK, created, created + LINK_MILLIS, content)
                .orThrow();
        return new SignedRecord(
                envelope, content, Signed.seal(steward, steward.publicKey(), envelope.id()), 0, null, 0);
    }
}
