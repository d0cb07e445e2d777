package org.byway.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.byway.agent.catalogue.DraftReader;
import org.byway.agent.catalogue.Wanted;
import org.byway.agent.keys.Keyring;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.ledger.MemoryBinder;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.node.Reply;
import org.byway.agent.vault.Vault;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody reads back what her node took, through a node that is honest, and through others that are not. */
class AuditTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final long GRACE = 600_000;
    private static final String ADDRESS = "far.example:80";

    private final MemoryBinder disk = new MemoryBinder();
    private final SigningKey own = SigningKey.ofSeed(new byte[32]);
    private final Bytes32 asked = new Bytes32(5, 6, 7, 8);
    private final Verification verification = new Verification(new StrictEd25519());
    private final Far far = new Far();
    private long now = NOW;
    private final InstantSource clock = () -> Instant.ofEpochMilli(now);
    private Agent agent;

    /** Another community's node, which gives what a test has put there. */
    private static final class Far extends TestNode {
        private final Map<Bytes32, byte[]> given = new HashMap<>();
        private boolean gone;
        private boolean live = true;
        private boolean hides;
        private int questions;

        @Override
        public Reply<byte[]> record(Bytes32 id) {
            questions++;
            if (gone) {
                return new Reply.Unreachable<>("no answer");
            }
            byte[] bytes = given.get(id);
            if (hides) {
                return new Reply.Refused<>("hidden", "by its caretakers");
            }
            return bytes == null ? new Reply.Refused<>("unknown-record", "not here") : new Reply.Got<>(bytes);
        }

        @Override
        public Reply<JsonNode> view(Bytes32 id) {
            return new Reply.Got<>(JsonNodeFactory.instance.objectNode().put("live", live));
        }
    }

    @BeforeEach
    void start() throws IOException {
        agent = new Agent(Keyring.ofRandom(new Random(1)), Ledger.open(disk), Vault.open(disk), clock, new Random(2));
        agent.steward().found("Riverside", own.publicKey());
        taken(agent.waiting().get(0));
    }

    /** The node at home takes what waits, and says so. */
    private SignedRecord taken(Waiting waiting) throws IOException {
        SignedRecord sealed =
                verification.bundle(agent.bytes(waiting)).orThrow().get(0);
        Bytes32 community = agent.community().orElseThrow();
        Signed postmark = Signed.postmark(own, community, community, now, sealed.id());
        SignedRecord marked = new SignedRecord(
                sealed.envelope(), sealed.content(), sealed.seal(), sealed.sealPosition(), postmark, 0);
        agent.receipted(waiting, now, Set.of(), Bundles.receipt(List.of(marked)).toByteArray());
        return marked;
    }

    private SignedRecord offers(String title) throws IOException {
        var draft = DraftReader.read(Wanted.OFFERS, Map.of("title", title)::get).orThrow();
        return taken(agent.seal(List.of(Agent.prepare(Wanted.OFFERS, draft).orThrow()))
                .orElseThrow());
    }

    private void gives(Bytes32 id, SignedRecord record) {
        far.given.put(id, Bundles.write(List.of(record)).toByteArray());
    }

    private List<Audit.Looked> audit() throws IOException {
        return new Audit(agent.marked(), now - GRACE).of(agent.marked().standing(), far);
    }

    private Audit.Finding only() throws IOException {
        List<Audit.Looked> looked = audit();
        assertEquals(1, looked.size());
        return looked.get(0).finding();
    }

    @Test
    void anHonestNodeShowsItAndNothingIsKept() throws IOException {
        SignedRecord table = offers("Table");
        gives(table.id(), table);
        now += 2 * GRACE;
        assertEquals(Audit.Finding.FOUND, only());
        Evidence evidence = Evidence.of(agent.vault(), clock);
        assertEquals(0, evidence.keep(audit(), asked, ADDRESS));
        assertEquals(0, evidence.bundle(agent.marked()).length);
    }

    @Test
    void whatIsYoungIsNotAskedForAndWhatWasNeverTakenNeither() throws IOException {
        offers("Table");
        var draft =
                DraftReader.read(Wanted.OFFERS, Map.of("title", "Chair")::get).orThrow();
        agent.seal(List.of(Agent.prepare(Wanted.OFFERS, draft).orThrow()));
        assertEquals(Audit.Finding.NOT_YET, only());
        assertEquals(0, far.questions);
    }

    @Test
    void whatCaretakersHideIsToldAndNothingIsHeldAgainstTheNode() throws IOException {
        offers("Table");
        now += 2 * GRACE;
        far.hides = true;
        assertEquals(Audit.Finding.HIDDEN, only());
        assertEquals(0, Evidence.of(agent.vault(), clock).keep(audit(), asked, ADDRESS));
    }

    @Test
    void aNodeThatWithholdsIsFoundOutAndTheProofCanBeCheckedByAnybody() throws IOException {
        SignedRecord table = offers("Table");
        now += 2 * GRACE;
        assertEquals(Audit.Finding.MISSING, only());
        Evidence evidence = Evidence.of(agent.vault(), clock);
        assertEquals(1, evidence.keep(audit(), asked, ADDRESS));
        assertEquals(0, evidence.keep(audit(), asked, ADDRESS), "the same is kept once");

        Evidence again = Evidence.of(Vault.open(disk), clock);
        Evidence.Kept kept = again.all().get(0);
        assertEquals(new Evidence.Kept(now, table.id(), asked, ADDRESS, "missing"), kept);
        List<SignedRecord> proof =
                verification.bundle(again.bundle(agent.marked())).orThrow();
        assertEquals(own.publicKey(), proof.get(0).postmarkStatement().node());
        assertEquals(table.id(), proof.get(0).id());
    }

    @Test
    void anOlderHeadIsNoNewOne() throws IOException {
        SignedRecord table = offers("Table");
        gives(table.id(), table);
        SignedRecord oak = taken(agent.revise(table.id(), Wanted.OFFERS, Map.of("title", "Oak table")::get)
                .orThrow());
        now += 2 * GRACE;
        assertEquals(Audit.Finding.OLDER, only());
        gives(oak.id(), table);
        assertEquals(Audit.Finding.ALTERED, only(), "another record under its id");
    }

    @Test
    void everyAlteredByteIsFound() throws IOException {
        SignedRecord table = offers("Table");
        now += 2 * GRACE;
        byte[] good = Bundles.write(List.of(table)).toByteArray();
        for (int i = 0; i < good.length; i++) {
            byte[] altered = good.clone();
            altered[i] ^= 1;
            far.given.put(table.id(), altered);
            Audit.Finding finding = only();
            assertTrue(finding.isFailure() || holds(altered, table), "byte " + i + " is " + finding);
        }
    }

    /** Some bytes can be altered without a change of what they say. */
    private boolean holds(byte[] bundle, SignedRecord record) {
        return verification.bundle(bundle) instanceof Checked.Ok<List<SignedRecord>>(List<SignedRecord> records)
                && records.size() == 1
                && records.get(0).id().equals(record.id());
    }

    @Test
    void aHeadWithoutContentAndOneThatIsNotShownAreFailures() throws IOException {
        SignedRecord table = offers("Table");
        now += 2 * GRACE;
        gives(
                table.id(),
                new SignedRecord(
                        table.envelope(),
                        null,
                        table.seal(),
                        table.sealPosition(),
                        table.postmark(),
                        table.postmarkPosition()));
        assertEquals(Audit.Finding.NO_CONTENT, only());
        gives(table.id(), table);
        far.live = false;
        assertEquals(Audit.Finding.NOT_SHOWN, only());
    }

    @Test
    void aNodeThatDoesNotAnswerIsAskedOnceAndAccusedOfNothing() throws IOException {
        offers("Table");
        offers("Chair");
        now += 2 * GRACE;
        far.gone = true;
        List<Audit.Looked> looked = audit();
        assertEquals(2, looked.size());
        assertTrue(looked.stream().noneMatch(Audit.Looked::isEvidence));
        assertEquals(1, far.questions);
    }

    @Test
    void withoutTheNodesWordThereIsNoEvidence() throws IOException {
        var draft =
                DraftReader.read(Wanted.OFFERS, Map.of("title", "Table")::get).orThrow();
        List<Waiting> waiting = new ArrayList<>();
        agent.seal(List.of(Agent.prepare(Wanted.OFFERS, draft).orThrow())).ifPresent(waiting::add);
        byte[] nonsense = {1, 2, 3};
        agent.receipted(waiting.get(0), now, Set.of(), nonsense);
        now += 2 * GRACE;
        List<Audit.Looked> looked = audit();
        assertEquals(Audit.Finding.MISSING, looked.get(0).finding());
        assertFalse(looked.get(0).isEvidence());
        assertNotNull(looked.get(0).entry());
        assertEquals(0, Evidence.of(agent.vault(), clock).keep(looked, asked, ADDRESS));
    }
}
