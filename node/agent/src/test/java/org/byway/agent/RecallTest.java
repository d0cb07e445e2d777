package org.byway.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.byway.agent.catalogue.DraftReader;
import org.byway.agent.catalogue.Wanted;
import org.byway.agent.identity.Identity;
import org.byway.agent.keys.Keyring;
import org.byway.agent.ledger.Binder;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.ledger.MemoryBinder;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.node.Reply;
import org.byway.agent.vault.TornBinder;
import org.byway.agent.vault.Vault;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.HomeRestored;
import org.byway.protocol.wire.VaultEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A device is lost after its last snapshot; what came after it is learnt from nodes, and nothing is said twice. */
class RecallTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final String ANA = "Ana";

    private final Keyring keys = Keyring.ofRandom(new Random(1));
    private final MemoryBinder disk = new MemoryBinder();
    private int starts;
    private long now = NOW;
    private Agent agent;
    private TestNode node;

    @BeforeEach
    void found() throws IOException {
        agent = start(disk);
        agent.steward().found("Riverside", new Bytes32(1, 2, 3, 4));
        node = new TestNode(agent.community().orElseThrow());
        agent.personas().begin(ANA).orThrow();
    }

    private Agent start(Binder on) throws IOException {
        return new Agent(
                keys, Ledger.open(on), Vault.open(on), () -> Instant.ofEpochMilli(now), new Random(7 + starts++));
    }

    private Bytes32 say(String title, String seller) throws IOException {
        var draft = DraftReader.read(Wanted.OFFERS, Map.of("title", title, "seller", seller)::get);
        Prepared offer = Agent.prepare(Wanted.OFFERS, draft.orThrow()).orThrow();
        Waiting sealed = agent.seal(List.of(offer)).orElseThrow();
        deliver();
        return sealed.entries().get(0).id();
    }

    private void deliver() throws IOException {
        Delivery.Outcome outcome = new Delivery(agent, node).all();
        assertEquals(Map.of(), outcome.refused());
        assertEquals(null, outcome.trouble());
    }

    private MemoryBinder snapshot() throws IOException {
        return copy(disk);
    }

    private static MemoryBinder copy(MemoryBinder of) throws IOException {
        MemoryBinder copy = new MemoryBinder();
        for (Binder.Part part : Binder.Part.values()) {
            copy.append(part, of.read(part, 0, (int) of.size(part)));
        }
        return copy;
    }

    /** The home is lost, and made again of a snapshot. */
    private void restore(MemoryBinder snapshot) throws IOException {
        Vault vault = Vault.open(snapshot);
        try (Vault.Page page = vault.write()) {
            page.append(List.of(VaultEntry.newBuilder()
                    .setHomeRestored(
                            HomeRestored.newBuilder().setNumber(1).setBundlesBytes(snapshot.size(Binder.Part.BUNDLES)))
                    .build()));
        }
        agent = start(snapshot);
    }

    private Envelope revised(Bytes32 id, String title) throws IOException {
        Waiting sealed =
                agent.revise(id, Wanted.OFFERS, Map.of("title", title)::get).orThrow();
        deliver();
        return node.records.get(sealed.entries().get(0).id()).envelope();
    }

    private List<String> live() {
        return node.live(Kind.OFFER).stream()
                .map(record -> record.envelope().keySequence() + " "
                        + record.envelope().revision())
                .sorted()
                .toList();
    }

    @Test
    void whatWasRevisedAndWithdrawnAfterTheSnapshotIsKnownAgain() throws IOException {
        Bytes32 table = say("Table", ANA);
        Bytes32 chair = say("Chair", "Ben");
        Bytes32 lamp = say("Lamp", "Ben");
        MemoryBinder snapshot = snapshot();
        Envelope oak = revised(table, "Oak table");
        Bytes32 shelf = say("Shelf", ANA);
        agent.withdraw(lamp, Wanted.OFFERS).orThrow();
        deliver();

        restore(snapshot);
        assertTrue(agent.recall().isDue());
        assertEquals(
                Reason.NOT_YET,
                assertInstanceOf(
                                Checked.Refused.class,
                                agent.revise(chair, Wanted.OFFERS, Map.of("title", "Stool")::get))
                        .refusal()
                        .reason());
        Recall.Outcome outcome = agent.recall().from(List.of(node));
        assertEquals(new Recall.Outcome(1, 3, List.of()), outcome);
        assertFalse(agent.recall().isDue());

        assertInstanceOf(Checked.Refused.class, agent.withdraw(lamp, Wanted.OFFERS));
        Envelope ash = revised(table, "Ash table");
        assertEquals(oak.id(), ash.previous());
        assertEquals(oak.revision() + 1_001, ash.revision());
        assertEquals(shelf, revised(shelf, "Tall shelf").previous());
        assertEquals(1_001, revised(chair, "Stool").revision());
        assertEquals(1_002, revised(chair, "Tall stool").revision());
    }

    @Test
    void aKeyThatWasChangedAfterTheSnapshotIsInForceAgain() throws IOException {
        say("Table", ANA);
        MemoryBinder snapshot = snapshot();
        agent.personas().rotate(ANA).orThrow();
        deliver();
        assertEquals(List.of("2 1"), live());

        restore(snapshot);
        assertInstanceOf(Checked.Refused.class, agent.personas().rotate(ANA));
        assertEquals(2, agent.recall().from(List.of(node)).records());
        Identity ana = agent.personas().identities().get(0);
        assertEquals(2, ana.keySequence());
        say("Chair", ANA);
        assertEquals(List.of("2 0", "2 1"), live());
        agent.personas().rotate(ANA).orThrow();
        deliver();
        assertEquals(3, agent.personas().identities().get(0).keySequence());
        assertEquals(List.of("3 1", "3 1002"), live().stream().sorted().toList());
        assertEquals(3, node.count(Kind.KEY_EVENT), "one event of each number");
    }

    @Test
    void whatEndedAfterTheSnapshotStaysEnded() throws IOException {
        say("Table", ANA);
        MemoryBinder snapshot = snapshot();
        agent.personas().end(ANA).orThrow();
        deliver();

        restore(snapshot);
        agent.recall().from(List.of(node));
        assertTrue(agent.personas().identities().get(0).hasEnded());
        assertInstanceOf(Checked.Refused.class, agent.personas().rotate(ANA));
        assertEquals(List.of(), live());
    }

    @Test
    void nothingIsChangedWhereNoNodeAnswersInFull() throws IOException {
        Bytes32 table = say("Table", ANA);
        MemoryBinder snapshot = snapshot();
        TestNode gone = new TestNode(agent.community().orElseThrow());
        gone.answers = 0;
        restore(snapshot);
        Recall.Outcome outcome = agent.recall().from(List.of(gone));
        assertEquals(new Recall.Outcome(0, 0, List.of("the node is gone")), outcome);
        assertTrue(agent.recall().isDue());
        assertInstanceOf(Checked.Refused.class, agent.withdraw(table, Wanted.OFFERS));
    }

    @Test
    void oneNodeThatWithholdsIsMadeUpForByAnother() throws IOException {
        Bytes32 table = say("Table", ANA);
        MemoryBinder snapshot = snapshot();
        Envelope oak = revised(table, "Oak table");
        restore(snapshot);
        TestNode withholds = new TestNode(agent.community().orElseThrow());
        assertEquals(new Recall.Outcome(2, 1, List.of()), agent.recall().from(List.of(withholds, node)));
        assertEquals(oak.id(), revised(table, "Ash table").previous());
    }

    @Test
    void aRevisionThatAllNodesWithheldIsNoSecondOneUnderItsNumber() throws IOException {
        Bytes32 table = say("Table", ANA);
        MemoryBinder snapshot = snapshot();
        Envelope oak = revised(table, "Oak table");
        restore(snapshot);
        agent.recall().from(List.of(new TestNode(agent.community().orElseThrow())));
        Envelope ash = revised(table, "Ash table");
        assertNotEquals(oak.revision(), ash.revision());
        assertTrue(ash.revision() > oak.revision());
    }

    @Test
    void whatOthersSayInOnesNameIsNotBelieved() throws IOException {
        Bytes32 table = say("Table", "Ben");
        MemoryBinder snapshot = snapshot();
        SignedRecord real = node.records.get(table);
        TestNode liar = new TestNode(agent.community().orElseThrow()) {
            @Override
            public Reply<Listing> saidBy(Bytes32 author, Kind kind, String cursor) {
                var item = JsonNodeFactory.instance
                        .objectNode()
                        .put("id", Sha256.of(author.bytes()).hex());
                return new Reply.Got<>(new Listing(List.of(item, JsonNodeFactory.instance.objectNode()), null));
            }

            @Override
            public Reply<byte[]> record(Bytes32 id) {
                return new Reply.Got<>(Bundles.write(List.of(real)).toByteArray());
            }
        };
        restore(snapshot);
        assertEquals(new Recall.Outcome(1, 0, List.of()), agent.recall().from(List.of(liar)));
        assertEquals(real.id(), revised(table, "Oak table").previous());
    }

    @Test
    void aDiskThatBreaksAnywhereForgetsNoEndOfAName() throws IOException {
        say("Table", ANA);
        MemoryBinder snapshot = snapshot();
        agent.personas().end(ANA).orThrow();
        deliver();
        for (int appends = 0; appends < 8; appends++) {
            MemoryBinder copy = copy(snapshot);
            restore(copy);
            agent = start(new TornBinder(copy, appends, 7 * appends));
            try {
                agent.recall().from(List.of(node));
            } catch (IOException broken) {
                // Whatever stands on the disk now is what the next start finds.
            }
            agent = start(copy);
            agent.recall().from(List.of(node));
            assertTrue(agent.personas().identities().get(0).hasEnded(), "after " + appends);
            deliver();
            assertEquals(2, node.count(Kind.KEY_EVENT), "one event of each number");
        }
    }

    @Test
    void aKeyEventThatIsWithheldIsKnownByWhatWasSealedAfterIt() throws IOException {
        Bytes32 table = say("Table", ANA);
        MemoryBinder snapshot = snapshot();
        agent.personas().rotate(ANA).orThrow();
        deliver();
        TestNode withholds = new TestNode(agent.community().orElseThrow()) {
            @Override
            public Reply<byte[]> record(Bytes32 id) {
                boolean event = node.records.get(id).envelope().is(Kind.KEY_EVENT);
                return event ? new Reply.Refused<>(UNKNOWN_RECORD, "no") : node.record(id);
            }

            @Override
            public Reply<Listing> saidBy(Bytes32 author, Kind kind, String cursor) {
                return node.saidBy(author, kind, cursor);
            }
        };
        restore(snapshot);
        agent.recall().from(List.of(withholds));
        assertEquals(2, agent.personas().identities().get(0).keySequence());
        assertEquals(2, revised(table, "Oak table").keySequence());
    }

    @Test
    void aRevisionThatLastsLongerThanTheSnapshotKnowsIsLearnt() throws IOException {
        var draft = DraftReader.read(Wanted.INTENTS, Map.of("title", "Bicycle", "expires_days", "1")::get);
        Prepared intent = Agent.prepare(Wanted.INTENTS, draft.orThrow()).orThrow();
        Bytes32 id = agent.seal(List.of(intent)).orElseThrow().entries().get(0).id();
        deliver();
        MemoryBinder snapshot = snapshot();
        agent.revise(id, Wanted.INTENTS, Map.of("expires_days", "20")::get).orThrow();
        deliver();

        restore(snapshot);
        now += 5 * Limits.DAY_MILLIS;
        assertEquals(new Recall.Outcome(1, 1, List.of()), agent.recall().from(List.of(node)));
        agent.withdraw(id, Wanted.INTENTS).orThrow();
    }

    @Test
    void aNodeIsNotAskedForEverForWhatIsNotThere() throws IOException {
        say("Table", ANA);
        TestNode endless = new TestNode(agent.community().orElseThrow()) {
            @Override
            public Reply<Listing> saidBy(Bytes32 author, Kind kind, String cursor) {
                String next = cursor + "1";
                List<JsonNode> items = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    String id = Sha256.of((next + "," + i).getBytes(StandardCharsets.US_ASCII))
                            .hex();
                    items.add(JsonNodeFactory.instance.objectNode().put("id", id));
                }
                return new Reply.Got<>(new Listing(items, next));
            }

            @Override
            public Reply<byte[]> record(Bytes32 id) {
                return new Reply.Refused<>(UNKNOWN_RECORD, "no");
            }
        };
        restore(snapshot());
        Recall.Outcome outcome = agent.recall().from(List.of(endless));
        assertEquals(new Recall.Outcome(0, 0, List.of("the node's list names what is not there")), outcome);
    }

    @Test
    void aNodeThatIsTooBusyHasNotAnswered() throws IOException {
        Bytes32 table = say("Table", ANA);
        MemoryBinder snapshot = snapshot();
        revised(table, "Oak table");
        TestNode busy = new TestNode(agent.community().orElseThrow()) {
            @Override
            public Reply<Listing> saidBy(Bytes32 author, Kind kind, String cursor) {
                return node.saidBy(author, kind, cursor);
            }

            @Override
            public Reply<byte[]> record(Bytes32 id) {
                return new Reply.Refused<>("over-budget", "too much");
            }
        };
        restore(snapshot);
        assertEquals(
                new Recall.Outcome(0, 0, List.of("too much")), agent.recall().from(List.of(busy)));
        assertTrue(agent.recall().isDue());
    }
}
