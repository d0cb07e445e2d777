package org.byway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.byway.protocol.community.Charter;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.peer.PeerLimits;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Bundle;
import org.byway.protocol.wire.Carried;
import org.byway.protocol.wire.Carries;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Hello;
import org.byway.protocol.wire.Reconcile;
import org.byway.protocol.wire.Records;
import org.byway.protocol.wire.Stream;
import org.byway.protocol.wire.Want;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three towns in a line, A–B–C, and C turns on the others: it harms nobody but itself. */
class HostileTest extends Towns {
    private Host a;
    private Host b;
    private Host c;

    @BeforeEach
    void found() {
        found("hostile", Shape.line(3, 1), 11);
        a = cluster.host(0);
        b = cluster.host(1);
        c = cluster.host(2);
        start();
    }

    private SignedRecord post(Host host) {
        SignedRecord record =
                cluster.people().settle(host, false).make(1, host.clock()).get(0);
        cluster.people().post(host, List.of(record));
        return record;
    }

    /** C breaks its sessions, and greets anew with those papers. */
    private void greetAgain(UnaryOperator<Hello.Builder> papers) {
        c.turn(frame -> frame.hasHello()
                ? Frame.newBuilder()
                        .setHello(papers.apply(frame.getHello().toBuilder()))
                        .build()
                : frame);
        cluster.network().channels().stream()
                .filter(channel -> channel.joins(b, c))
                .forEach(channel -> channel.cut("C hangs up"));
        cluster.run(10 * SECOND);
    }

    private void assertDropped(String reason) {
        assertTrue(b.notes().stream().anyMatch(note -> note.contains(reason)), () -> b.notes() + " without " + reason);
        SignedRecord kept = post(a);
        SignedRecord cut = post(c);
        cluster.run(5 * SECOND);
        assertNotNull(b.store().get(kept.id()), "A and B go on");
        assertNull(b.store().get(cut.id()), "C is not heard");
    }

    @Test
    void aGreetingWithTooManyPapersIsNotLookedAt() {
        List<SignedRecord> many = Collections.nCopies(
                PeerLimits.PAPERS + 1, c.store().get(c.community().id()));
        greetAgain(hello -> hello.setPapers(Bundles.write(many)));
        assertDropped("too-large");
    }

    @Test
    void aGreetingWithAForgedPaperIsRefused() {
        greetAgain(hello -> {
            byte[] signature = hello.getPapers().getSeals(0).getSignature().toByteArray();
            signature[40] ^= 1;
            hello.getPapersBuilder().getSealsBuilder(0).setSignature(ByteString.copyFrom(signature));
            return hello;
        });
        assertDropped("bad-seal");
    }

    @Test
    void anOfferThatLooksLikeACharterMakesNobodyALinkedCommunity() {
        Community town = c.community();
        byte[] content = Charter.write(
                Charter.statement(
                        "Town 2",
                        town.steward().publicKey(),
                        List.of(town.node().publicKey()),
                        new byte[16]),
                List.of(town.steward()));
        long end = c.clock() + Limits.DAY_MILLIS;
        Envelope.Place place = new Envelope.Place(
                town.steward().publicKey(), 0, town.id(), Lineage.of(end, new byte[Lineage.RANDOM_BYTES]), null);
        Envelope envelope =
                Envelope.write(place, Kind.OFFER, c.clock(), end, content).orThrow();
        Signed seal = Signed.seal(town.steward(), town.steward().publicKey(), envelope.id());
        SignedRecord posing = new SignedRecord(envelope, content, seal, 0, null, 0);
        greetAgain(hello -> hello.setCommunity(ByteString.copyFrom(posing.id().bytes()))
                .setPapers(Bundles.write(List.of(posing, town.charter()))));
        assertDropped("bad-charter");
    }

    @Test
    void whoAsksForEverythingAgainAndAgainKeepsNobodyWaiting() {
        for (int i = 0; i < 3; i++) {
            cluster.people().post(b, cluster.people().settle(b, false).make(900, b.clock()));
        }
        cluster.run(5 * SECOND);
        c.turn(UnaryOperator.identity());
        Frame everything = Frame.newBuilder()
                .setStream(Stream.newBuilder()
                        .setCommunity(ByteString.copyFrom(b.community().id().bytes())))
                .build();
        Want.Builder nothing = Want.newBuilder();
        for (int i = 0; i < PeerLimits.WANTED_IDS; i++) {
            nothing.addIds(ByteString.copyFrom(new Bytes32(i, 1, 1, 1).bytes()));
            nothing.addAuthors(ByteString.copyFrom(new Bytes32(i, 2, 2, 2).bytes()));
        }
        Frame forNothing = Frame.newBuilder().setWant(nothing).build();
        for (int i = 0; i < 20; i++) {
            c.say(everything);
            c.say(forNothing);
        }
        cluster.run(SECOND / 2);
        SignedRecord record = post(a);
        cluster.run(SECOND);
        assertNotNull(b.store().get(record.id()));
    }

    @Test
    void whatIsAskedForTwiceStandsInABundleOnce() {
        SignedRecord record = post(a);
        cluster.run(5 * SECOND);
        ByteString id = ByteString.copyFrom(record.id().bytes());
        c.say(Frame.newBuilder()
                .setWant(Want.newBuilder().addIds(id).addIds(id))
                .build());
        cluster.run(5 * SECOND);
        assertEquals(1, c.ends().values().stream().filter(Channel.End::isOpen).count(), "the session goes on");
    }

    /** C goes on saying it; B takes what its budgets allow, then drops C, and has time for A throughout. */
    private void assertTooMuch(int times, IntFunction<Frame> frame) {
        c.turn(UnaryOperator.identity());
        for (int i = 0; i < times; i++) {
            c.say(frame.apply(i));
        }
        cluster.run(SECOND / 2);
        SignedRecord record = post(a);
        cluster.run(SECOND);
        assertNotNull(b.store().get(record.id()), "A is heard meanwhile");
        cluster.run(30 * SECOND);
        assertTrue(b.notes().stream().anyMatch(note -> note.contains("over-budget")), () -> "" + b.notes());
    }

    @Test
    void whoTellsOfEverNewCommunitiesIsDropped() {
        assertTooMuch(150, turn -> {
            Carries.Builder carries = Carries.newBuilder();
            for (int i = 0; i < PeerLimits.CARRIED_COMMUNITIES; i++) {
                carries.addCommunities(Carried.newBuilder()
                        .setCommunity(ByteString.copyFrom(new Bytes32(i, turn, 3, 3).bytes()))
                        .setHops(1)
                        .setRecords(1));
            }
            return Frame.newBuilder().setCarries(carries).build();
        });
    }

    @Test
    void whoStartsComparingAgainAndAgainIsDropped() {
        // Version, then ranges a second long (bound: second, no id), each with a fingerprint of 16 bytes.
        byte[] message = new byte[1 + 3_000 * 19];
        message[0] = 0x61;
        for (int at = 1; at < message.length; at += 19) {
            message[at] = 2;
            message[at + 2] = 1;
        }
        assertTooMuch(
                1_000,
                round -> Frame.newBuilder()
                        .setReconcile(Reconcile.newBuilder()
                                .setCommunity(
                                        ByteString.copyFrom(b.community().id().bytes()))
                                .setRound(1_000 + round)
                                .setCutoffHour(c.clock() / Limits.HOUR_MILLIS)
                                .setOpening(true)
                                .setMessage(ByteString.copyFrom(message)))
                        .build());
    }

    @Test
    void whoBringsWhatHasLongExpiredIsDropped() {
        Bytes32 town = c.community().id();
        Dice dice = new Dice(1, "expired");
        SigningKey key = SigningKey.ofSeed(dice.bytes(SigningKey.SEED_BYTES));
        long created = c.clock() - Limits.DAY_MILLIS;
        List<Envelope> envelopes = new ArrayList<>();
        for (int i = 0; i < 3_500; i++) {
            long end = created + Limits.HOUR_MILLIS;
            Bytes32 lineage = Lineage.of(end, dice.bytes(Lineage.RANDOM_BYTES));
            envelopes.add(Envelope.write(
                            new Envelope.Place(key.publicKey(), 0, town, lineage, null),
                            Kind.OFFER,
                            created,
                            end,
                            new byte[] {1})
                    .orThrow());
        }
        Bytes32[] ids = envelopes.stream().map(Envelope::id).toArray(Bytes32[]::new);
        Signed seal = Signed.seal(key, key.publicKey(), ids);
        Signed postmark = Signed.postmark(c.key(), town, town, created, ids);
        List<SignedRecord> heads = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            heads.add(new SignedRecord(envelopes.get(i), null, seal, i, postmark, i));
        }
        Bundle bundle = Bundles.write(heads);
        assertTooMuch(
                80,
                number -> Frame.newBuilder()
                        .setRecords(
                                Records.newBuilder().setNumber(1_000 + number).setBundle(bundle))
                        .build());
    }

    @Test
    void aSecondGreetingEndsTheSession() {
        c.turn(UnaryOperator.identity());
        Hello hello = Hello.newBuilder()
                .addVersions(1)
                .setCommunity(ByteString.copyFrom(c.community().id().bytes()))
                .setPapers(Bundles.write(List.of(c.community().charter())))
                .build();
        c.say(Frame.newBuilder().setHello(hello).build());
        cluster.run(SECOND / 2);
        assertEquals(
                1,
                b.notes().stream()
                        .filter(note -> note.contains("a second greeting"))
                        .count());
    }
}
