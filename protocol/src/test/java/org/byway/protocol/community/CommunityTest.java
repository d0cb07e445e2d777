package org.byway.protocol.community;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.CharterStatement;
import org.junit.jupiter.api.Test;

/** How a community is founded, and how two of them agree to carry each other's records. */
class CommunityTest {
    private static final long NOON = 1_790_000_000_000L;
    private final StrictEd25519 signatures = new StrictEd25519();
    private final SigningKey ana = key("ana");
    private final SigningKey bo = key("bo");
    private final SigningKey cy = key("cy");
    private final SigningKey node = key("node");

    private static SigningKey key(String name) {
        return SigningKey.ofSeed(
                Sha256.of(name.getBytes(StandardCharsets.UTF_8)).bytes());
    }

    private static byte[] noise(int length) {
        return new byte[length];
    }

    private Envelope envelope(SigningKey author, Bytes32 community, Kind kind, long created, byte[] content) {
        long end = kind == Kind.CHARTER ? Limits.NEVER : created + 30 * Limits.DAY_MILLIS;
        Bytes32 lineage = Lineage.of(end, noise(Lineage.RANDOM_BYTES));
        return Envelope.write(
                        new Envelope.Place(author.publicKey(), 0, community, lineage, null),
                        kind,
                        created,
                        end,
                        content)
                .orThrow();
    }

    private Checked<Charter> charter(SigningKey author, Consumer<CharterStatement.Builder> change, SigningKey... by) {
        CharterStatement.Builder statement =
                Charter.statement("Lindenau", ana.publicKey(), List.of(node.publicKey()), noise(16)).toBuilder();
        change.accept(statement);
        byte[] content = Charter.write(statement.build(), List.of(by));
        return Charter.read(envelope(author, null, Kind.CHARTER, NOON, content), content, signatures);
    }

    private static Reason reason(Checked<?> checked) {
        return checked instanceof Checked.Refused<?> refused ? refused.refusal().reason() : null;
    }

    private static ByteString bytes(SigningKey key) {
        return ByteString.copyFrom(key.publicKey().bytes());
    }

    @Test
    void oneStewardFoundsACommunityAndItsIdIsTheCharters() {
        Charter founded = charter(ana, statement -> {}, ana).orThrow();
        assertEquals(founded.id(), founded.community());
        assertTrue(founded.hasNode(node.publicKey()));
        assertTrue(founded.hasSteward(ana.publicKey()));
        assertFalse(founded.hasSteward(bo.publicKey()));
    }

    @Test
    void asManyStewardsMustHaveSignedAsTheThresholdSays() {
        Consumer<CharterStatement.Builder> two = statement ->
                statement.addStewards(bytes(bo)).addStewards(bytes(cy)).setThreshold(2);
        assertNull(reason(charter(ana, two, ana, cy)));
        assertNull(reason(charter(cy, two, ana, bo)), "who publishes it need not be among those who signed");
        assertEquals(Reason.BAD_CHARTER, reason(charter(ana, two, ana)));
        assertEquals(Reason.BAD_CHARTER, reason(charter(ana, two, ana, ana)), "one steward counts once");
        assertEquals(Reason.BAD_CHARTER, reason(charter(ana, two, ana, node)), "a stranger does not count");
    }

    @Test
    void chartersThatMakeNoSenseAreRefused() {
        assertEquals(Reason.BAD_CHARTER, reason(charter(bo, statement -> {}, ana)), "published by a stranger");
        assertEquals(Reason.BAD_CHARTER, reason(charter(ana, statement -> statement.setThreshold(0), ana)));
        assertEquals(Reason.BAD_CHARTER, reason(charter(ana, statement -> statement.setThreshold(2), ana)));
        assertEquals(Reason.BAD_CHARTER, reason(charter(ana, statement -> statement.clearStewards(), ana)));
        assertEquals(Reason.BAD_CHARTER, reason(charter(ana, statement -> statement.addStewards(bytes(ana)), ana)));
        assertEquals(Reason.BAD_CHARTER, reason(charter(ana, statement -> statement.setName(" "), ana)));
        assertEquals(Reason.BAD_CHARTER, reason(charter(ana, statement -> statement.setName("a\nb"), ana)));
        assertEquals(Reason.BAD_CHARTER, reason(charter(ana, statement -> statement.setSequence(1), ana)));
        byte[] noise = {1, 2, 3};
        Envelope envelope = envelope(ana, null, Kind.CHARTER, NOON, noise);
        assertEquals(Reason.BAD_CHARTER, reason(Charter.read(envelope, noise, signatures)));
    }

    private LinkHalf invite(SigningKey steward, Bytes32 community, int hops) {
        Address address = new Address(node.publicKey(), "127.0.0.1", 7400);
        return LinkHalf.sign(
                steward, new LinkHalf.Draft(community, NOON + 1000, hops, List.of(address), noise(16), null));
    }

    private LinkHalf answer(SigningKey steward, Bytes32 community, int hops, LinkHalf invite) {
        return LinkHalf.sign(steward, new LinkHalf.Draft(community, NOON + 1000, hops, List.of(), noise(16), invite));
    }

    private Checked<Link> link(Link link, SigningKey author, Bytes32 community, long created) {
        byte[] content = link.write();
        return Link.read(envelope(author, community, Kind.FEDERATION_LINK, created, content), content, signatures);
    }

    @Test
    void anInviteAndItsAnswerMakeALink() {
        Bytes32 north = new Bytes32(1, 0, 0, 0);
        Bytes32 south = new Bytes32(2, 0, 0, 0);
        LinkHalf invite = Invite.read(Invite.write(invite(ana, north, 3)), NOON, signatures)
                .orThrow();
        Link link = new Link(invite, answer(bo, south, 1, invite), false);
        Link read = link(link, bo, south, NOON).orThrow();
        assertEquals(1, read.transitHops(), "the more careful side decides");
        assertEquals(south, read.other(north).community());
        assertEquals(north, read.other(south).community());
        assertNull(read.other(new Bytes32(3, 0, 0, 0)));
        assertNull(reason(link(link, ana, north, NOON)), "the inviter may publish it too");
        assertEquals(Reason.BAD_LINK, reason(link(link, cy, south, NOON)), "a stranger may not");
        assertEquals(Reason.BAD_LINK, reason(link(link, bo, south, NOON + 1001)), "the invite had expired");
        assertNull(reason(link(new Link(invite, link.joiner(), true), bo, south, NOON + 5000)), "an end is never late");
    }

    @Test
    void halvesThatDoNotFitMakeNoLink() {
        Bytes32 north = new Bytes32(1, 0, 0, 0);
        Bytes32 south = new Bytes32(2, 0, 0, 0);
        LinkHalf invite = invite(ana, north, 3);
        LinkHalf other = invite(ana, north, 2);
        assertEquals(
                Reason.BAD_LINK, reason(link(new Link(other, answer(bo, south, 0, invite), false), bo, south, NOON)));
        assertEquals(Reason.BAD_LINK, reason(link(new Link(invite, invite, false), ana, north, NOON)));
        assertEquals(
                Reason.BAD_LINK, reason(link(new Link(invite, answer(bo, north, 0, invite), false), bo, north, NOON)));
        LinkHalf good = answer(bo, south, 0, invite);
        byte[] forged = good.signature().clone();
        forged[3] ^= 1;
        LinkHalf bad =
                new LinkHalf(good.terms(), good.steward(), forged, south, good.expires(), 0, List.of(), good.answers());
        assertEquals(Reason.BAD_LINK, reason(link(new Link(invite, bad, false), bo, south, NOON)));
    }

    private static LinkScope scope(int hops, Integer... kinds) {
        return new LinkScope(hops, List.of(kinds), LinkAreas.EVERYWHERE);
    }

    private static boolean carries(LinkScope scope, Kind kind) {
        return scope.carries(kind.number(), new byte[0]);
    }

    @Test
    void eitherSideNarrowsALinkAndBothWordsCount() {
        Bytes32 north = new Bytes32(1, 0, 0, 0);
        Bytes32 south = new Bytes32(2, 0, 0, 0);
        LinkHalf invite = invite(ana, north, 3);
        Link link = new Link(invite, answer(bo, south, 2, invite), false);
        LinkScope offers = scope(1, Kind.OFFER.number(), Kind.INTENT.number());
        Link narrowed = link(link.narrowed(offers), cy, south, NOON + 5000).orThrow();
        assertEquals(offers, narrowed.scope(), "by any steward, and never too late");
        LinkScope both = link.agreed().and(offers).and(scope(3, Kind.OFFER.number()));
        assertEquals(scope(1, Kind.OFFER.number()), both);
        assertTrue(carries(both, Kind.OFFER) && carries(both, Kind.WITHDRAWAL));
        assertFalse(carries(both, Kind.INTENT));
        LinkScope none = both.and(scope(0, Kind.INTENT.number()));
        assertFalse(carries(none, Kind.OFFER) || carries(none, Kind.INTENT), "nothing in common");
        assertTrue(carries(link.agreed(), Kind.INTENT));
        assertEquals(Reason.BAD_LINK, reason(link(link.narrowed(scope(4)), bo, south, NOON)));
        assertEquals(Reason.BAD_LINK, reason(link(link.narrowed(scope(0, 7, 7)), bo, south, NOON)));
        assertEquals(Reason.BAD_LINK, reason(link(link, cy, south, NOON)), "the link itself is theirs who signed it");
    }

    @Test
    void damagedAndExpiredInvitesSayWhatToDo() {
        String good = Invite.write(invite(ana, new Bytes32(1, 0, 0, 0), 3));
        assertNull(reason(Invite.read(good, NOON, signatures)));
        String damaged = good.substring(0, 40) + (good.charAt(40) == 'A' ? 'B' : 'A') + good.substring(41);
        for (String wrong : List.of("", "http://example.org", Invite.PREFIX, Invite.PREFIX + "%%", damaged)) {
            assertEquals(Reason.BAD_LINK, reason(Invite.read(wrong, NOON, signatures)), wrong);
        }
        assertEquals(Reason.BAD_LINK, reason(Invite.read(good, NOON + 1001, signatures)));
    }

    @Test
    void addressesAreReadAsPeopleWriteThem() {
        assertEquals("127.0.0.1:7400", Address.parse("127.0.0.1:7400").orThrow().text());
        assertEquals("[::1]:7400", Address.parse("[::1]:7400").orThrow().text());
        for (String wrong :
                List.of("", "7400", ":7400", "host", "host:", "host:0", "host:65536", "::1:7400", "a b:1")) {
            assertEquals(Reason.MALFORMED, reason(Address.parse(wrong)), wrong);
        }
    }
}
