package org.byway.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.byway.agent.catalogue.DraftReader;
import org.byway.agent.catalogue.Wanted;
import org.byway.agent.identity.Identity;
import org.byway.agent.keys.Keyring;
import org.byway.agent.ledger.Binder;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.ledger.MemoryBinder;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.vault.TornBinder;
import org.byway.agent.vault.Vault;
import org.byway.protocol.admission.Identities;
import org.byway.protocol.identity.KeyState;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.seal.SignedRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody sells under a name whose key can be changed; a thief of the key is left with nothing, and a crash leaves nothing undone. */
class PersonasTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final String ANA = "Ana";

    private final Keyring keys = Keyring.ofRandom(new Random(1));
    private MemoryBinder disk = new MemoryBinder();
    private int starts;
    private Agent agent;
    private TestNode node;

    @BeforeEach
    void found() throws IOException {
        agent = start(disk);
        agent.steward().found("Riverside", new Bytes32(1, 2, 3, 4));
        node = new TestNode(agent.community().orElseThrow());
    }

    private Agent start(Binder on) throws IOException {
        return new Agent(
                keys, Ledger.open(on), Vault.open(on), () -> Instant.ofEpochMilli(NOW), new Random(7 + starts++));
    }

    private static Prepared offer(String title, String seller) {
        var draft = DraftReader.read(Wanted.OFFERS, Map.of("title", title, "seller", seller)::get);
        return Agent.prepare(Wanted.OFFERS, draft.orThrow()).orThrow();
    }

    private Waiting say(String... titles) throws IOException {
        List<Prepared> offers =
                List.of(titles).stream().map(title -> offer(title, ANA)).toList();
        return agent.seal(offers).orElseThrow();
    }

    private Delivery.Outcome deliver() throws IOException {
        return new Delivery(agent, node).all();
    }

    private void assertDelivered() throws IOException {
        Delivery.Outcome outcome = deliver();
        assertEquals(Map.of(), outcome.refused());
        assertEquals(null, outcome.trouble());
    }

    /** The lineages that live with these keys. */
    private List<String> live() {
        return node.live(Kind.OFFER).stream()
                .map(SignedRecord::envelope)
                .map(offer -> offer.lineage().hex() + " by key " + offer.keySequence())
                .sorted()
                .toList();
    }

    private static List<String> by(int key, List<String> live) {
        return live.stream()
                .map(each -> each.replaceAll("key .*", "key " + key))
                .toList();
    }

    @Test
    void anOfferUnderTheNameIsTheIdentitys() throws IOException {
        Identity ana = agent.personas().begin(ANA).orThrow();
        Bytes32 table = say("Table").entries().get(0).id();
        assertDelivered();
        Envelope offer = node.records.get(table).envelope();
        assertEquals(ana.id(), offer.author());
        assertEquals(1, offer.keySequence());
        agent = start(disk);
        assertEquals(ana.id(), say("Chair").entries().get(0).author());
        Waiting revised = agent.revise(table, Wanted.OFFERS, Map.of("title", "Oak table")::get)
                .orThrow();
        assertEquals(1, revised.entries().get(0).keySequence());
        assertDelivered();
    }

    @Test
    void aNameIsBegunOnceAndMustBeOne() throws IOException {
        agent.personas().begin(ANA).orThrow();
        assertRefused(Reason.DUPLICATE, agent.personas().begin(ANA));
        assertRefused(Reason.BAD_LENGTH, agent.personas().begin("a".repeat(81)));
        assertRefused(Reason.BAD_LENGTH, agent.personas().begin("two\nlines"));
        assertRefused(Reason.UNKNOWN_AUTHOR, agent.personas().rotate("Bo"));
        assertRefused(Reason.UNKNOWN_AUTHOR, agent.personas().end("Bo"));
    }

    @Test
    void whatStandsIsSealedAnewByTheNextKeyAndAThiefIsRefused() throws IOException {
        Identity ana = agent.personas().begin(ANA).orThrow();
        Bytes32 table = say("Table", "Chair", "Lamp").entries().get(0).id();
        assertDelivered();
        agent.withdraw(table, Wanted.OFFERS).orThrow();
        assertDelivered();
        List<String> before = live();
        assertEquals(2, before.size());

        assertEquals(2, agent.personas().rotate(ANA).orThrow().keySequence());
        assertDelivered();
        assertEquals(by(2, before), live());

        agent = start(stolen(ana));
        say("Bargain");
        assertTrue(deliver().refused().values().stream().allMatch(refusal -> refusal.reason() == Reason.STALE));
        assertEquals(by(2, before), live());
    }

    /** The home as it was when the thief copied it: of the same community, with key 1 in force. */
    private MemoryBinder stolen(Identity ana) throws IOException {
        MemoryBinder copy = new MemoryBinder();
        for (Binder.Part part : Binder.Part.values()) {
            copy.append(part, beforeRotation(part));
        }
        assertEquals(1, start(copy).personas().identities().get(0).keySequence());
        assertEquals(ana.id(), start(copy).personas().identities().get(0).id());
        return copy;
    }

    private byte[] beforeRotation(Binder.Part part) throws IOException {
        byte[] all = disk.read(part, 0, (int) disk.size(part));
        if (part != Binder.Part.VAULT) {
            return all;
        }
        // The first page of the vault's log holds the inception and the name.
        int length = ByteBuffer.wrap(all).getInt() + Integer.BYTES;
        return Arrays.copyOf(all, length);
    }

    @Test
    void anyAppendMayBeTheLastAndRotatingGoesOn() throws IOException {
        agent.personas().begin(ANA).orThrow();
        say(IntStream.range(0, 9).mapToObj(i -> "Thing " + i).toArray(String[]::new));
        assertDelivered();
        List<String> before = live();
        MemoryBinder whole = disk;
        int reached = 0;
        for (int appends = 0; appends < 4; appends++) {
            for (int bytes : new int[] {0, 1, 40, 1 << 20}) {
                disk = copy(whole);
                Agent dying = start(new TornBinder(disk, appends, bytes));
                try {
                    dying.personas().rotate(ANA).orThrow();
                } catch (IOException e) {
                    reached++;
                }
                agent = start(disk);
                node = refilled();
                deliver();
                if (agent.personas().identities().get(0).keySequence() == 1) {
                    assertEquals(before, live());
                    agent.personas().rotate(ANA).orThrow();
                }
                assertDelivered();
                assertEquals(by(2, before), live(), "after " + appends + " appends and " + bytes + " bytes");
                assertEquals(2, events());
            }
        }
        assertEquals(16, reached);
    }

    /** The node as it stood before the rotation. */
    private TestNode refilled() {
        TestNode fresh = new TestNode(agent.community().orElseThrow());
        node.records.values().stream()
                .filter(record -> record.envelope().keySequence() < 2)
                .forEach(record -> {
                    fresh.store.put(record);
                    fresh.records.put(record.id(), record);
                });
        return fresh;
    }

    private long events() {
        return new TreeSet<>(node.records.values().stream()
                        .filter(record -> record.envelope().is(Kind.KEY_EVENT))
                        .map(record -> record.id().hex())
                        .toList())
                .size();
    }

    @Test
    void aNodeThatFallsSilentInTheMiddleIsToldTheRestLater() throws IOException {
        agent.personas().begin(ANA).orThrow();
        say("Table", "Chair");
        assertDelivered();
        List<String> before = live();
        agent.personas().rotate(ANA).orThrow();
        node.answers = 1;
        assertNotEquals(null, deliver().trouble());
        node.answers = Integer.MAX_VALUE;
        agent = start(disk);
        assertDelivered();
        assertEquals(by(2, before), live());
    }

    @Test
    void anotherProcessSealsWithTheNextKeyAtOnce() throws IOException {
        agent.personas().begin(ANA).orThrow();
        Agent other = start(disk);
        Bytes32 table = say("Table").entries().get(0).id();
        other.personas().rotate(ANA).orThrow();
        assertEquals(2, say("Chair").entries().get(0).keySequence());
        assertEquals(
                2,
                agent.withdraw(table, Wanted.OFFERS).orThrow().entries().get(0).keySequence());
        assertDelivered();
    }

    @Test
    void endingTakesAllBackAndNothingIsSignedAnyMore() throws IOException {
        Identity ana = agent.personas().begin(ANA).orThrow();
        Bytes32 table = say("Table", "Chair").entries().get(0).id();
        agent.personas().rotate(ANA).orThrow();
        assertDelivered();
        assertTrue(agent.personas().end(ANA).orThrow().hasEnded());
        assertDelivered();
        assertEquals(List.of(), live());
        assertEquals(3, node.store.head(ana.id(), Identities.lineage(3)).keySequence());
        assertRefused(Reason.STALE, agent.withdraw(table, Wanted.OFFERS));
        assertRefused(Reason.UNKNOWN_AUTHOR, agent.personas().rotate(ANA));
        Identity anew = agent.personas().begin(ANA).orThrow();
        assertNotEquals(ana.id(), anew.id());
    }

    @Test
    void theKeysComeAgainOfTheWords() throws IOException {
        Identity ana = agent.personas().begin(ANA).orThrow();
        agent.personas().rotate(ANA).orThrow();
        KeyState now = agent.personas().identities().get(0).state();
        Keyring again = Keyring.of(keys.words());
        assertEquals(now.key(), again.identity(ana.index(), 2).publicKey());
        assertEquals(
                ((KeyState.InForce) now).nextDigest(),
                KeyState.commitment(again.identity(ana.index(), 3).publicKey()));
    }

    private static MemoryBinder copy(MemoryBinder from) {
        MemoryBinder copy = new MemoryBinder();
        for (Binder.Part part : Binder.Part.values()) {
            copy.append(part, from.read(part, 0, (int) from.size(part)));
        }
        return copy;
    }

    private static void assertRefused(Reason reason, Checked<?> checked) {
        Checked.Refused<?> refused = assertInstanceOf(Checked.Refused.class, checked);
        assertEquals(reason, refused.refusal().reason());
    }
}
