package org.byway.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.byway.agent.credential.Expected;
import org.byway.agent.credential.IssuedCredential;
import org.byway.agent.credential.ProofVerification;
import org.byway.agent.credential.Statement;
import org.byway.agent.credential.StatusList;
import org.byway.agent.credential.Verified;
import org.byway.agent.keys.Keyring;
import org.byway.agent.ledger.Entry;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.ledger.MemoryBinder;
import org.byway.agent.vault.Vault;
import org.byway.protocol.identity.DidKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Reason;
import org.byway.protocol.wire.CredentialAsk;
import org.byway.protocol.wire.Profile;
import org.byway.protocol.wire.ProofWanted;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A caretaker issues and revokes; what is revoked stands in the profile and stays revoked, whatever else is said there. */
class IssuerTest {
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

    private void deliver() throws IOException {
        assertEquals(Map.of(), new Delivery(agent, node).all().refused());
    }

    private static Statement statement() {
        return Statement.of("helper", JsonNodeFactory.instance.objectNode().put("since", 2024))
                .orThrow();
    }

    private Checked<Issuer.Issue> issue(String name, CredentialAsk ask) throws IOException {
        return agent.issuer().issue(name, ask, statement(), 60, null);
    }

    /** Issues to the same home, which shows it; gives the presentation. */
    private String shown() throws IOException {
        CredentialAsk ask = agent.holder().ask("helper", 1, null);
        agent.holder().keep(issue(ANA, ask).orThrow().given()).orThrow();
        deliver();
        return agent.holder().show(wanted(), "n", "a").orThrow();
    }

    private ProofWanted wanted() throws IOException {
        return ProofWanted.newBuilder()
                .setType("helper")
                .addIssuers(DidKey.of(agent.keys()
                        .identity(agent.personas().identities().get(0).index(), 1)
                        .publicKey()))
                .build();
    }

    private Checked<Verified> verify(String shown) throws IOException {
        return new ProofVerification(new StrictEd25519(), new NodeStatuses(node, now))
                .verify(shown, wanted(), new Expected("n", "a", now));
    }

    private static Reason reason(Checked<?> checked) {
        return assertInstanceOf(Checked.Refused.class, checked).refusal().reason();
    }

    @Test
    void whatIsRevokedStaysRevoked() throws IOException {
        String first = shown();
        String second = shown();
        assertInstanceOf(Checked.Ok.class, verify(first));
        agent.issuer().revoke(agent.holder().book().issued().get(0)).orThrow();
        deliver();
        assertEquals(Reason.STALE, reason(verify(first)));
        assertInstanceOf(Checked.Ok.class, verify(second));
        agent.profiles()
                .say(ANA, Profile.newBuilder().setName("Ana").setText("Bread").build())
                .orThrow();
        deliver();
        assertEquals(Reason.STALE, reason(verify(first)), "the list is kept where something else is said");
        assertInstanceOf(Checked.Ok.class, verify(second));
    }

    @Test
    void theProfileOutlivesWhatIsIssued() throws IOException {
        String first = shown();
        IssuedCredential issued = agent.holder().book().issued().get(0);
        agent.issuer().revoke(issued).orThrow();
        now += 40 * Limits.DAY_MILLIS;
        CredentialAsk ask = agent.holder().ask("helper", 1, null);
        List<Entry> sealed = issue(ANA, ask).orThrow().sealed().stream()
                .flatMap(bundle -> bundle.entries().stream())
                .toList();
        assertEquals(
                List.of(Kind.WITHDRAWAL, Kind.PROFILE),
                sealed.stream().map(Entry::kind).toList());
        assertNotEquals(sealed.get(0).lineage(), sealed.get(1).lineage());
        assertTrue(sealed.get(1).expires() >= now + 59 * Limits.DAY_MILLIS);
        byte[] list = agent.profiles()
                .standing(ANA)
                .orElseThrow()
                .getCredentialStatus()
                .toByteArray();
        assertTrue(StatusList.read(list).orThrow().isRevoked(issued.issued().getIndexes(0)));
        now += 21 * Limits.DAY_MILLIS;
        assertEquals(Reason.EXPIRED, reason(verify(first)));
    }

    @Test
    void afterAChangeOfKeysNothingOfBeforeCounts() throws IOException {
        String shown = shown();
        assertInstanceOf(Checked.Ok.class, verify(shown));
        agent.personas().rotate(ANA).orThrow();
        deliver();
        assertEquals(Reason.NOT_YET, reason(verify(shown)));
    }

    @Test
    void withoutAnAnswerOfTheNodeNothingCounts() throws IOException {
        String shown = shown();
        node.answers = 0;
        assertEquals(Reason.NOT_YET, reason(verify(shown)));
    }

    @Test
    void nothingIsIssuedTwiceOrUnderNoName() throws IOException {
        CredentialAsk ask = agent.holder().ask("helper", 2, null);
        issue(ANA, ask).orThrow();
        assertEquals(Reason.DUPLICATE, reason(issue(ANA, ask)));
        assertEquals(Reason.UNKNOWN_AUTHOR, reason(issue("Nobody", ask)));
    }
}
