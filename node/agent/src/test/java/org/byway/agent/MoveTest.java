package org.byway.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.byway.agent.catalogue.DraftReader;
import org.byway.agent.catalogue.Wanted;
import org.byway.agent.keys.Keyring;
import org.byway.agent.ledger.Binder;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.ledger.MemoryBinder;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.vault.TornBinder;
import org.byway.agent.vault.Vault;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Offer;
import org.byway.protocol.wire.Profile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody leaves one community for another, with all that she has said: nobody can be kept, and nothing is said twice. */
class MoveTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final String ANA = "Ana";
    private static final Bytes32 HILLTOP = Sha256.of(new byte[] {1});

    private final Keyring keys = Keyring.ofRandom(new Random(1));
    private final MemoryBinder disk = new MemoryBinder();
    private final TestNode hilltop = new TestNode(HILLTOP);
    private int starts;
    private Agent agent;
    private TestNode riverside;

    @BeforeEach
    void found() throws IOException {
        agent = start(disk, null);
        agent.steward().found("Riverside", new Bytes32(1, 2, 3, 4));
        riverside = new TestNode(agent.community().orElseThrow());
        agent.personas().begin(ANA).orThrow();
    }

    private Agent start(Binder on, Bytes32 community) throws IOException {
        return new Agent(
                keys,
                Ledger.open(on),
                Vault.open(on),
                community,
                () -> Instant.ofEpochMilli(NOW),
                new Random(7 + starts++));
    }

    private static Prepared offer(String title, String seller) {
        var draft = DraftReader.read(Wanted.OFFERS, Map.of("title", title, "seller", seller)::get);
        return Agent.prepare(Wanted.OFFERS, draft.orThrow()).orThrow();
    }

    private Waiting say(String title, String seller) throws IOException {
        return agent.seal(List.of(offer(title, seller))).orElseThrow();
    }

    private Delivery.Outcome deliver(TestNode node) throws IOException {
        return new Delivery(agent, node).all();
    }

    private static Map<String, Offer> live(TestNode node) throws InvalidProtocolBufferException {
        Map<String, Offer> live = new TreeMap<>();
        for (SignedRecord record : node.live(Kind.OFFER)) {
            Offer offer = Offer.parseFrom(record.content());
            live.put(offer.getTitle(), offer);
        }
        return live;
    }

    private void tell(TestNode former) throws IOException {
        for (Waiting bundle : agent.move().withdrawals()) {
            former.post(agent.bytes(bundle));
        }
    }

    @Test
    void whatStandsIsSaidAnewThereAndWithdrawnHere() throws IOException {
        Bytes32 table = say("Table", ANA).entries().get(0).id();
        say("Bread", "Ben");
        deliver(riverside);
        agent.personas().rotate(ANA).orThrow();
        deliver(riverside);
        List<SignedRecord> before = riverside.live(Kind.OFFER);

        agent = start(disk, HILLTOP);
        assertEquals(2, agent.move().elsewhere().size());
        assertEquals(new Move.Outcome(2, 0), agent.move().seal());
        Delivery.Outcome outcome = deliver(hilltop);
        assertEquals(Map.of(), outcome.refused());
        assertEquals(null, outcome.trouble());
        tell(riverside);

        assertEquals(Map.of(), live(riverside));
        Map<String, Offer> there = live(hilltop);
        assertEquals(List.of("Bread", "Table"), List.copyOf(there.keySet()));
        Bytes32 from = Bytes32.of(there.get("Table").getMovedFrom().toByteArray());
        assertNotEquals(table, from, "the revision that the second key has sealed");
        assertTrue(before.stream().anyMatch(record -> record.id().equals(from)));
        List<Bytes32> authors = before.stream()
                .map(record -> record.envelope().author())
                .sorted()
                .toList();
        assertEquals(
                authors,
                hilltop.live(Kind.OFFER).stream()
                        .map(record -> record.envelope().author())
                        .sorted()
                        .toList(),
                "who says it stays who it was");
    }

    @Test
    void theProfileMovesToo() throws IOException {
        Profile said = Profile.newBuilder().setName("Ana of the river").build();
        Bytes32 id = agent.profiles().say(ANA, said).orThrow().entries().get(0).id();
        deliver(riverside);
        agent = start(disk, HILLTOP);
        assertEquals(new Move.Outcome(1, 0), agent.move().seal());
        deliver(hilltop);
        Profile there = Profile.parseFrom(hilltop.live(Kind.PROFILE).get(0).content());
        assertEquals("Ana of the river", there.getName());
        assertEquals(id, Bytes32.of(there.getMovedFrom().toByteArray()));
        assertEquals(there, agent.profiles().standing(ANA).orElseThrow());
    }

    @Test
    void movingAgainMovesNothing() throws IOException {
        say("Table", ANA);
        deliver(riverside);
        agent = start(disk, HILLTOP);
        agent.move().seal();
        assertEquals(new Move.Outcome(0, 0), agent.move().seal());
        deliver(hilltop);
        assertEquals(new Move.Outcome(0, 0), agent.move().seal());
        assertEquals(1, live(hilltop).size());
        assertEquals(List.of(), agent.waiting());
    }

    @Test
    void whatCouldNotBeWithdrawnIsNotSaidOnceMore() throws IOException {
        say("Table", "Ben");
        deliver(riverside);
        agent = start(disk, HILLTOP);
        agent.move().seal();
        hilltop.refusing.put(Sha256.of(new byte[0]), Reason.STALE);
        assertEquals(1, deliver(hilltop).refused().size());
        hilltop.refusing.clear();
        assertEquals(new Move.Outcome(1, 0), agent.move().seal());
        assertEquals(Map.of(), deliver(hilltop).refused());
        assertEquals(1, live(hilltop).size());
        assertEquals(List.of(), agent.move().elsewhere());
    }

    @Test
    void theNewNodeTakesTheWithdrawalsWhereTheOldOneIsGone() throws IOException {
        Bytes32 table = say("Table", "Ben").entries().get(0).lineage();
        deliver(riverside);
        agent = start(disk, HILLTOP);
        agent.move().seal();
        deliver(hilltop);
        assertTrue(hilltop.records.values().stream()
                .map(SignedRecord::envelope)
                .anyMatch(each -> each.is(Kind.WITHDRAWAL) && each.lineage().equals(table)));
    }

    @Test
    void whatTheOldNodeNeverTookIsSaidInTheNewOneOnly() throws IOException {
        say("Table", ANA);
        agent = start(disk, HILLTOP);
        agent.move().seal();
        Delivery.Outcome outcome = deliver(hilltop);
        assertEquals(null, outcome.trouble());
        assertEquals(List.of("Table"), List.copyOf(live(hilltop).keySet()));
        assertEquals(List.of(), agent.waiting());
    }

    @Test
    void aNodeOfAnotherCommunityIsNoReasonToForgetWhatWaits() throws IOException {
        deliver(riverside);
        say("Table", "Ben");
        deliver(hilltop);
        assertEquals(1, agent.waiting().size());
        assertEquals(Map.of(), deliver(riverside).refused());
        assertEquals(1, live(riverside).size());
    }

    @Test
    void aDiskThatBreaksAnywhereLeavesEachOfferInOnePlace() throws IOException {
        for (int i = 0; i < 3; i++) {
            say("Offer " + i, ANA);
        }
        deliver(riverside);
        for (int appends = 0; appends < 8; appends++) {
            MemoryBinder copy = copy();
            agent = start(new TornBinder(copy, appends, 7 * appends), HILLTOP);
            try {
                agent.move().seal();
            } catch (IOException broken) {
                // Whatever stands on the disk now is what the next start finds.
            }
            agent = start(copy, HILLTOP);
            agent.move().seal();
            TestNode there = new TestNode(HILLTOP);
            assertEquals(null, deliver(there).trouble());
            assertEquals(
                    List.of("Offer 0", "Offer 1", "Offer 2"),
                    List.copyOf(live(there).keySet()));
            assertEquals(3, there.live(Kind.OFFER).size());
        }
    }

    private MemoryBinder copy() throws IOException {
        MemoryBinder copy = new MemoryBinder();
        for (Binder.Part part : Binder.Part.values()) {
            copy.append(part, disk.read(part, 0, (int) disk.size(part)));
        }
        return copy;
    }

    @Test
    void aRefusalOfTheNewCommunityIsTold() throws IOException {
        say("Table", "Ben");
        deliver(riverside);
        agent = start(disk, HILLTOP);
        agent.move().seal();
        List<Waiting> sealed = new ArrayList<>(agent.waiting());
        byte[] content = agent.said(
                        sealed.get(sealed.size() - 1).entries().get(0).id())
                .orElseThrow()
                .content();
        hilltop.refusing.put(Sha256.of(content), Reason.BAD_CONTENT);
        assertEquals(1, deliver(hilltop).refused().size());
    }
}
