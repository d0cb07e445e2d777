package org.byway.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.byway.agent.catalogue.Draft;
import org.byway.agent.catalogue.DraftReader;
import org.byway.agent.catalogue.Rows;
import org.byway.agent.catalogue.Wanted;
import org.byway.agent.keys.Keyring;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.ledger.MemoryBinder;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.node.Posting;
import org.byway.agent.node.Reply;
import org.byway.agent.vault.Vault;
import org.byway.protocol.community.Address;
import org.byway.protocol.community.LinkHalf;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person founds a community, offers and wants, changes and takes back, imports a catalogue, and survives what breaks. */
class AgentTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final Bytes32 NODE = new Bytes32(1, 2, 3, 4);

    private final MemoryBinder disk = new MemoryBinder();
    private final Keyring keys = Keyring.ofRandom(new Random(1));
    private final TestNode node = new TestNode();
    private long now = NOW;
    private int starts;
    private Agent agent = start();

    @TempDir
    private Path folder;

    /** Starts the agent anew from what is on its disk. */
    private Agent start() {
        try {
            Agent started = new Agent(keys, Ledger.open(disk), Vault.open(disk), clock(), new Random(7 + starts++));
            started.steward().found("Riverside", NODE);
            return started;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private InstantSource clock() {
        return () -> Instant.ofEpochMilli(now);
    }

    @Test
    void aCommunityIsFoundedOnce() throws IOException {
        Bytes32 community = agent.community().orElseThrow();
        agent = start();
        assertEquals(community, agent.community().orElseThrow());
        deliver();
        assertTrue(node.records.containsKey(community));
    }

    @Test
    void offersShareAPersonaAndIntentsDoNot() throws IOException {
        Waiting offers = agent.seal(List.of(offer("Table"), offer("Chair"))).orElseThrow();
        Waiting intents = agent.seal(List.of(intent("Bike"), intent("Bike"))).orElseThrow();
        assertEquals(author(offers, 0), author(offers, 1));
        assertNotEquals(author(intents, 0), author(intents, 1));
        assertFalse(List.of(author(intents, 0), author(intents, 1)).contains(author(offers, 0)));
        agent = start();
        assertEquals(
                author(offers, 0), author(agent.seal(List.of(offer("Lamp"))).orElseThrow(), 0));
    }

    @Test
    void aRevisionFindsItsLineageAndAWithdrawalEndsIt() throws IOException {
        Bytes32 first = id(agent.seal(List.of(offer("Table"))).orElseThrow());
        deliver();
        agent = start();
        now += 1_000;
        Waiting revised = agent.revise(first, Wanted.OFFERS, Map.of("title", "Oak table")::get)
                .orThrow();
        deliver();
        var before = node.records.get(first).envelope();
        var after = node.records.get(id(revised)).envelope();
        assertEquals(before.lineage(), after.lineage());
        assertEquals(1, after.revision());
        assertEquals(first, after.previous());
        assertEquals(before.expires(), after.expires());

        Waiting withdrawn = agent.withdraw(first, Wanted.OFFERS).orThrow();
        deliver();
        assertEquals(id(revised), node.records.get(id(withdrawn)).envelope().previous());
        assertRefused(Reason.STALE, agent.withdraw(first, Wanted.OFFERS));
        assertRefused(Reason.STALE, agent.revise(first, Wanted.OFFERS, name -> null));
    }

    @Test
    void whatIsNotOursOrCannotBeIsRefused() throws IOException {
        assertRefused(Reason.UNKNOWN_AUTHOR, agent.withdraw(NODE, Wanted.OFFERS));
        Bytes32 bike = id(agent.seal(List.of(intent("Bike"))).orElseThrow());
        assertRefused(Reason.BAD_KIND, agent.withdraw(bike, Wanted.OFFERS));
        Bytes32 table = id(agent.seal(List.of(offer("Table"))).orElseThrow());
        assertRefused(Reason.BAD_CONTENT, agent.revise(table, Wanted.OFFERS, Map.of("title", "")::get));
        now += 80 * Limits.DAY_MILLIS;
        assertRefused(Reason.EXPIRED, agent.revise(table, Wanted.OFFERS, Map.of("expires_days", "30")::get));
    }

    @Test
    void whatACrashKeptFromTheNodeGoesBeforeWhatIsSaidNext() throws IOException {
        Bytes32 first = id(agent.seal(List.of(offer("Table"))).orElseThrow());
        agent = start();
        now += 1_000;
        Waiting revised = agent.revise(first, Wanted.OFFERS, Map.of("title", "Oak table")::get)
                .orThrow();
        assertInstanceOf(Reply.Got.class, new Delivery(agent, node).post(revised));
        List<Bytes32> posted = List.copyOf(node.records.keySet());
        assertTrue(posted.contains(first));
        assertEquals(id(revised), posted.get(posted.size() - 1));
        assertEquals(List.of(), agent.waiting());

        Waiting silent = agent.seal(List.of(offer("Lamp"))).orElseThrow();
        Waiting next = agent.seal(List.of(offer("Chair"))).orElseThrow();
        node.answers = 0;
        assertInstanceOf(Reply.Unreachable.class, new Delivery(agent, node).post(next));
        assertEquals(List.of(silent, next), agent.waiting(), "both wait");
    }

    @Test
    void whatIsNoReceiptForWhatWasPostedIsNone() throws IOException {
        Waiting offers = agent.seal(List.of(offer("Table"), offer("Chair"))).orElseThrow();
        Refusal refusal = new Refusal(Reason.STALE, "because");
        List<Posting> answers = List.of(
                new Posting(0, Map.of(), new byte[0]),
                new Posting(0, Map.of(1, refusal), new byte[0]),
                new Posting(NOW, Map.of(2, refusal), new byte[0]),
                new Posting(NOW, Map.of(-1, refusal), new byte[0]));
        for (Posting answer : answers) {
            Reply<Posting> noted = new Delivery(agent, node).noted(offers, new Reply.Got<>(answer));
            assertInstanceOf(Reply.Unreachable.class, noted);
            assertTrue(agent.waiting().contains(offers), "it waits still");
        }
    }

    @Test
    void aRefusedRevisionWasNeverSaid() throws IOException {
        Bytes32 first = id(agent.seal(List.of(offer("Table"))).orElseThrow());
        deliver();
        Waiting revised = agent.revise(first, Wanted.OFFERS, Map.of("title", "Oak table")::get)
                .orThrow();
        agent.receipted(revised, 0, Set.of(id(revised)), new byte[0]);
        Waiting again = agent.revise(first, Wanted.OFFERS, Map.of("title", "Elm table")::get)
                .orThrow();
        assertEquals(first, again.entries().get(0).previous());
    }

    @Test
    void anInviteIsAnsweredWithTheOtherHalf() throws IOException {
        MemoryBinder paper = new MemoryBinder();
        Agent other = new Agent(
                Keyring.ofRandom(new Random(2)), Ledger.open(paper), Vault.open(paper), clock(), new Random(3));
        other.steward().found("Hillside", new Bytes32(5, 6, 7, 8));
        List<Address> at = List.of(new Address(new Bytes32(5, 6, 7, 8), "127.0.0.1", 7400));
        String link = other.steward().invite(at, NOW + Limits.DAY_MILLIS, LinkHalf.MOST_HOPS);

        LinkHalf inviter = agent.steward().read(link).orThrow();
        agent.steward().join(inviter, true, List.of());
        deliver();
        assertEquals(1, node.count(Kind.FEDERATION_LINK));

        assertRefused(Reason.BAD_LINK, other.steward().read(link));
        assertRefused(Reason.BAD_LINK, agent.steward().read(link.substring(0, 40)));
        now += 2 * Limits.DAY_MILLIS;
        assertRefused(Reason.BAD_LINK, agent.steward().read(link));
    }

    @Test
    void anImportGoesInOnceHoweverOftenItIsRun() throws IOException {
        Path file = catalogue(3_000);
        assertEquals(new Importer.Outcome(2_999, 1, 0, null), run(file));
        assertEquals(new Importer.Outcome(0, 1, 2_999, null), run(file));
        agent = start();
        assertEquals(new Importer.Outcome(0, 1, 2_999, null), run(file));
        assertEquals(2_999, node.count(Kind.OFFER));
    }

    @Test
    void rowsOfOneSellerShareAPersona() throws IOException {
        run(Files.writeString(folder.resolve("two.csv"), "title,seller\nA,Ana\nB,Bo\nC,Ana\nC,Ana\n"));
        assertEquals(4, node.count(Kind.OFFER));
        assertEquals(
                2,
                node.records.values().stream()
                        .filter(record -> record.envelope().is(Kind.OFFER))
                        .map(record -> record.envelope().author())
                        .distinct()
                        .count());
    }

    @Test
    void anImportThatDiedInTheMiddlePostsTheSameBytesAgain() throws IOException {
        Path file = catalogue(12_000);
        node.answers = 3;
        node.takesInSilence = true;
        Importer.Outcome died = run(file);
        assertEquals("the node is gone", died.trouble());
        long taken = node.count(Kind.OFFER);
        assertTrue(taken > died.imported(), "some were taken without an answer");

        node.answers = Integer.MAX_VALUE;
        agent = start();
        Importer.Outcome second = run(file);
        assertEquals(11_999, died.imported() + second.imported());
        assertEquals(died.imported(), second.already());
        assertEquals(11_999, node.count(Kind.OFFER));
    }

    @Test
    void aCrashBetweenSealingAndPostingDoublesNothing() throws IOException {
        Path file = catalogue(500);
        node.answers = 0;
        run(file);
        agent = start();
        node.answers = Integer.MAX_VALUE;
        assertEquals(499, run(file).imported());
        assertEquals(499, node.count(Kind.OFFER));
    }

    @Test
    void rowsThatTheNodeRefusesAreToldWithTheirNumber() throws IOException {
        byte[] content = offer("Chair").content();
        node.refusing.put(Sha256.of(content), Reason.NOT_CARRIED);
        List<String> told = new ArrayList<>();
        Importer.Outcome outcome = run(Files.writeString(folder.resolve("c.csv"), "title\nTable\nChair\n"), told);
        assertEquals(List.of("2: because"), told);
        assertEquals(new Importer.Outcome(1, 1, 0, null), outcome);
    }

    @Test
    void whatWillPassIsTriedAgain() throws IOException {
        byte[] content = offer("Table").content();
        node.refusing.put(Sha256.of(content), Reason.STORE_FULL);
        Path file = Files.writeString(folder.resolve("t.csv"), "title\nTable\n");
        assertEquals("because", run(file).trouble());
        node.refusing.clear();
        assertEquals(new Importer.Outcome(1, 0, 0, null), run(file));
    }

    @Test
    void secretsAreTheOwnersAlone() throws IOException {
        Home home = new Home(folder.resolve("home"));
        try (Agent own = home.open(clock(), new Random(1))) {
            own.steward().found("Riverside", NODE);
        }
        assertEquals("rwx------", permissions(home.agentFolder()));
        for (String name : List.of("vault.header", "vault.key", "vault", "ledger", "bundles")) {
            assertEquals("rw-------", permissions(home.agentFolder().resolve(name)), name);
        }
        Path key = home.agentFolder().resolve("vault.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        IOException refused = assertThrows(IOException.class, () -> home.open(clock(), new Random(1)));
        assertTrue(refused.getMessage().contains("chmod 600"), refused.getMessage());
    }

    @Test
    void aHomeOfAnEarlyBuildIsLeftAlone() throws IOException {
        Home home = new Home(folder.resolve("home"));
        Files.createDirectories(home.agentFolder());
        Files.write(home.agentFolder().resolve("steward.key"), new byte[32]);
        IOException refused = assertThrows(IOException.class, () -> home.open(clock(), new Random(1)));
        assertTrue(refused.getMessage().contains("make a new home"), refused.getMessage());
        assertFalse(Files.exists(home.agentFolder().resolve("vault.header")));
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    /** A catalogue of so many rows, the second of which has no title. */
    private Path catalogue(int rows) throws IOException {
        StringBuilder text = new StringBuilder("title,price,currency,seller\n");
        for (int i = 1; i <= rows; i++) {
            text.append(i == 2 ? "" : "Thing " + i)
                    .append(",")
                    .append(i)
                    .append(",EUR,seller ")
                    .append(i % 7)
                    .append('\n');
        }
        return Files.writeString(folder.resolve("catalogue.csv"), text);
    }

    private Importer.Outcome run(Path file) throws IOException {
        return run(file, new ArrayList<>());
    }

    private Importer.Outcome run(Path file, List<String> told) throws IOException {
        Importer.Listener listener = new Importer.Listener() {
            @Override
            public void refused(long row, String reason) {
                told.add(row + ": " + reason);
            }

            @Override
            public void at(long row, long bytesRead) {}

            @Override
            public void leaves() {}
        };
        try (Rows rows = Rows.open(file, Wanted.OFFERS, now).orThrow()) {
            return new Importer(agent, node, Wanted.OFFERS, listener).run(rows);
        }
    }

    private void deliver() throws IOException {
        Delivery.Outcome outcome = new Delivery(agent, node).all();
        assertEquals(Map.of(), outcome.refused());
    }

    private static Prepared offer(String title) {
        return prepared(Wanted.OFFERS, title);
    }

    private static Prepared intent(String title) {
        return prepared(Wanted.INTENTS, title);
    }

    private static Prepared prepared(Wanted wanted, String title) {
        Draft draft = DraftReader.read(wanted, Map.of("title", title)::get).orThrow();
        return Agent.prepare(wanted, draft).orThrow();
    }

    private static Bytes32 id(Waiting bundle) {
        return bundle.entries().get(0).id();
    }

    private static Bytes32 author(Waiting bundle, int record) {
        return bundle.entries().get(record).author();
    }

    private static void assertRefused(Reason reason, Checked<?> checked) {
        Checked.Refused<?> refused = assertInstanceOf(Checked.Refused.class, checked);
        assertEquals(reason, refused.refusal().reason());
    }
}
