package org.byway.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.byway.agent.keys.Keyring;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.ledger.MemoryBinder;
import org.byway.agent.vault.Vault;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Reason;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Profile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody says of herself: superseded, signed anew by the next key, taken back, and begun anew after its horizon. */
class ProfilesTest {
    private static final String ANA = "Ana";

    private final MemoryBinder disk = new MemoryBinder();
    private long now = TestNode.POSTMARKED_AT;
    private Agent agent;
    private TestNode node;

    @BeforeEach
    void found() throws IOException {
        agent = new Agent(
                Keyring.ofRandom(new Random(1)),
                Ledger.open(disk),
                Vault.open(disk),
                () -> Instant.ofEpochMilli(now),
                new Random(7));
        agent.steward().found("Riverside", new Bytes32(1, 2, 3, 4));
        node = new TestNode(agent.community().orElseThrow());
        agent.personas().begin(ANA).orThrow();
    }

    private void say(String name, String text) throws IOException {
        agent.profiles()
                .say(ANA, Profile.newBuilder().setName(name).setText(text).build())
                .orThrow();
        deliver();
    }

    private void deliver() throws IOException {
        assertEquals(Map.of(), new Delivery(agent, node).all().refused());
    }

    private SignedRecord live() {
        assertEquals(1, node.live(Kind.PROFILE).size());
        return node.live(Kind.PROFILE).get(0);
    }

    private static Reason refused(Checked<?> checked) {
        return assertInstanceOf(Checked.Refused.class, checked).refusal().reason();
    }

    @Test
    void itIsSupersededAndTakenBack() throws IOException {
        say("Ana", "Bread and cakes");
        say("Ana", "Bread");
        assertEquals(1, live().envelope().revision());
        assertEquals("Bread", Profile.parseFrom(live().content()).getText());
        agent.profiles().withdraw(ANA).orThrow();
        deliver();
        assertTrue(node.live(Kind.PROFILE).isEmpty());
        assertEquals(Optional.empty(), agent.profiles().standing(ANA));
        assertEquals(Reason.EXPIRED, refused(agent.profiles().withdraw(ANA)));
    }

    @Test
    void aThiefOfTheKeyIsLeftWithNothing() throws IOException {
        say("Ana", "Bread");
        agent.personas().rotate(ANA).orThrow();
        deliver();
        assertEquals(2, live().envelope().keySequence());
        assertEquals("Bread", Profile.parseFrom(live().content()).getText());
        agent.personas().end(ANA).orThrow();
        deliver();
        assertTrue(node.live(Kind.PROFILE).isEmpty());
    }

    @Test
    void itIsBegunAnewAfterItsHorizon() throws IOException {
        say("Ana", "Bread");
        Bytes32 lineage = live().envelope().lineage();
        now += 91 * Limits.DAY_MILLIS;
        assertEquals(Optional.empty(), agent.profiles().standing(ANA));
        var again = agent.profiles()
                .say(ANA, Profile.newBuilder().setName("Ana").build())
                .orThrow();
        assertEquals(0, again.entries().get(0).revision());
        assertTrue(!again.entries().get(0).lineage().equals(lineage));
    }

    @Test
    void whatIsAgainstTheRulesIsNotSealed() throws IOException {
        for (Profile bad : new Profile[] {
            Profile.getDefaultInstance(),
            Profile.newBuilder().setName(" ").build(),
            Profile.newBuilder().setName("x".repeat(81)).build(),
            Profile.newBuilder().setName("a\nb").build(),
            Profile.newBuilder().setName("Ana").setText("\u0007").build(),
            Profile.newBuilder().setName("Ana").setCell("aaaa").build(),
        }) {
            assertEquals(Reason.BAD_CONTENT, refused(agent.profiles().say(ANA, bad)), bad.toString());
        }
        Profile good = Profile.newBuilder().setName("Ana").build();
        assertEquals(Reason.UNKNOWN_AUTHOR, refused(agent.profiles().say("Nobody", good)));
    }
}
