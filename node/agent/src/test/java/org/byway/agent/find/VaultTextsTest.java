package org.byway.agent.find;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.byway.agent.Agent;
import org.byway.agent.catalogue.DraftReader;
import org.byway.agent.catalogue.Wanted;
import org.byway.agent.keys.Keyring;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.ledger.MemoryBinder;
import org.byway.agent.letter.Correspondence;
import org.byway.agent.letter.Device;
import org.byway.agent.letter.Letters;
import org.byway.agent.letter.Tie;
import org.byway.agent.vault.Vault;
import org.byway.protocol.letter.LetterAddress;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.Appointment;
import org.byway.protocol.wire.Message;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody looks for what was written and said, and is told where it is. */
class VaultTextsTest {
    private final Random random = new Random(5);
    private final long[] now = {1_800_000_000_000L};
    private Agent agent;
    private Tie tie;

    @BeforeEach
    void live() throws IOException {
        MemoryBinder disk = new MemoryBinder();
        Keyring keys = Keyring.ofRandom(random);
        agent = new Agent(keys, Ledger.open(disk), Vault.open(disk), () -> Instant.ofEpochMilli(now[0]++), random);
        agent.steward().found("Riverside", Bytes32.ZERO);
        Letters letters = Letters.open(
                keys, agent.vault(), new Device("0".repeat(32)), () -> Instant.ofEpochMilli(now[0]++), random);
        tie = talk(letters.correspondence());
        say(Wanted.OFFERS, "Red table");
        Bytes32 old = say(Wanted.OFFERS, "Red chair");
        agent.withdraw(old, Wanted.OFFERS).orThrow();
        say(Wanted.INTENTS, "Bicycle wanted");
    }

    private Tie talk(Correspondence letters) throws IOException {
        Bytes32 node = new Bytes32(5, 6, 7, 8);
        LetterAddress address =
                new LetterAddress("0".repeat(32), agent.keys().sealing(node).publicKey(), List.of(node));
        Bytes32 theirs = agent.keys().persona(node).publicKey();
        Tie begun = letters.begin(new Correspondence.Addressee(address, theirs, node), List.of(node));
        letters.name(begun, "Zoë");
        letters.write(begun, body -> body.setMessage(Message.newBuilder().setText("Is the RED one there?")))
                .orThrow();
        letters.write(
                        begun,
                        body -> body.setAppointment(Appointment.newBuilder()
                                .setId(ByteString.copyFrom(new byte[16]))
                                .setTitle("Look at it")
                                .setPlace("Münster bridge")
                                .setFrom(1)))
                .orThrow();
        return begun;
    }

    private Bytes32 say(Wanted wanted, String title) throws IOException {
        var draft = DraftReader.read(wanted, Map.of("title", title)::get).orThrow();
        return agent.seal(List.of(Agent.prepare(wanted, draft).orThrow()))
                .orElseThrow()
                .entries()
                .get(0)
                .id();
    }

    private List<String> texts(String words) throws IOException {
        return VaultTexts.of(agent).find(words).stream().map(Finding::text).toList();
    }

    @Test
    void lettersPeopleAndWhatWasSaidAreFoundNewestFirst() throws IOException {
        assertEquals(List.of("Red table", "Is the RED one there?"), texts("red"), "what was withdrawn stands no more");
        assertEquals(List.of("Is the RED one there?"), texts("there red"));
        assertEquals(List.of("Zoë"), texts("zoe"));
        assertEquals(List.of("Look at it, Münster bridge"), texts("munster"));
        assertEquals(List.of("Bicycle wanted"), texts("wanted"));
        assertEquals(List.of(), texts("elephant"));
        assertEquals(List.of(), texts("?"));
    }

    @Test
    void aLetterIsFoundOnceAndWhereItIs() throws IOException {
        Finding.OfLetter found = assertInstanceOf(
                Finding.OfLetter.class, VaultTexts.of(agent).find("one there").get(0));
        assertEquals(tie.relationship(), found.relationship());
        assertEquals(1, found.number());
        assertEquals(true, found.own());
    }
}
