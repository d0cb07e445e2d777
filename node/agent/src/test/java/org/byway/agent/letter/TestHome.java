package org.byway.agent.letter;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.byway.agent.Agent;
import org.byway.agent.Answers;
import org.byway.agent.Disclosure;
import org.byway.agent.catalogue.Draft;
import org.byway.agent.catalogue.DraftReader;
import org.byway.agent.catalogue.Wanted;
import org.byway.agent.keys.Keyring;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.ledger.MemoryBinder;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.node.MailPort;
import org.byway.agent.vault.Vault;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.letter.SealedBody;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;

/** A whole agent with its vault and its ledger in memory, which says things that can be answered. */
final class TestHome {
    final Agent agent;
    final Letters letters;
    final Carrier carrier;
    final Keyring keys;
    final List<TestNode> nodes;
    private final Random random;
    private final Verification verification = new Verification(new StrictEd25519());

    TestHome(long seed, long[] now, TestNode... nodes) throws IOException {
        this(seed, now, List.of(nodes), new MemoryBinder());
    }

    private TestHome(long seed, long[] now, List<TestNode> nodes, MemoryBinder disk) throws IOException {
        this.random = new Random(seed);
        this.nodes = nodes;
        InstantSource clock = () -> Instant.ofEpochMilli(now[0]++);
        keys = Keyring.ofRandom(random);
        agent = new Agent(keys, Ledger.open(disk), Vault.open(disk), clock, random);
        agent.steward().found("Riverside", nodes.get(0).node());
        byte[] device = new byte[16];
        random.nextBytes(device);
        letters = Letters.open(keys, agent.vault(), new Device(HexFormat.of().formatHex(device)), clock, random);
        letters.take(agent::sealedBy);
        carrier = letters.carrier(List.<MailPort>copyOf(nodes));
    }

    List<Bytes32> nodeKeys() {
        return nodes.stream().map(TestNode::node).toList();
    }

    /** Says something that is answered at this person's nodes; an intent says something under seal where that is not null. */
    SignedRecord says(Wanted wanted, Map<String, String> columns, String sealed) throws IOException {
        Answers answers = new Answers(letters.correspondence(), nodeKeys());
        if (sealed != null) {
            byte[] nonce = new byte[SealedBody.NONCE_BYTES];
            random.nextBytes(nonce);
            answers.seal(keys, sealed, nonce);
        }
        agent.take(answers);
        Draft draft = DraftReader.read(wanted, columns::get).orThrow();
        Waiting waiting =
                agent.seal(List.of(Agent.prepare(wanted, draft).orThrow())).orElseThrow();
        carrier.open(answers.named());
        return record(waiting);
    }

    SignedRecord record(Waiting waiting) throws IOException {
        return records(waiting).get(0);
    }

    List<SignedRecord> records(Waiting waiting) throws IOException {
        return verification.bundle(agent.bytes(waiting)).orThrow();
    }

    byte[] bundle(Waiting waiting) throws IOException {
        return agent.bytes(waiting);
    }

    /** One round, as the command line makes it. */
    void round() throws IOException {
        Carrier.Round fetched = carrier.fetch();
        new Disclosure(agent, letters.correspondence(), Disclosure.memberships()).round();
        carrier.send(fetched);
    }
}
