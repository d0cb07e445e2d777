package org.byway.server.http;

import static org.byway.server.http.Served.json;
import static org.byway.server.http.Served.problem;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.vault.SignedSnapshot;
import org.byway.server.vault.VaultKeeper;
import org.byway.storage.file.VaultLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person's agent leaves snapshots of the vault at a node, under a place whose key signs, and gets them back. */
class VaultTest {
    private static final byte[] NOTHING = {};
    private static final byte[] CHUNK = bytes(1, 40_000);
    private static final VaultLimits SMALL = new VaultLimits(200_000, 1_000_000, 0);

    @TempDir
    Path folder;

    private final SigningKey key = SampleOffers.key(7);
    private final String place = "/v1/vaults/" + key.publicKey().hex();
    private VaultKeeper keeper;
    private Served served;
    private SignedClient anna;

    @BeforeEach
    void start() {
        keeper = new VaultKeeper(folder, SMALL, () -> SampleOffers.NOW);
        served = new Served(keeper, null);
        anna = new SignedClient(served, key, served.node.key.publicKey());
    }

    @AfterEach
    void stop() {
        served.close();
        keeper.close();
    }

    private static byte[] bytes(int seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private HttpResponse<byte[]> put(byte[] chunk) {
        return anna.ask("PUT", place + "/chunks/" + Sha256.of(chunk).hex(), chunk);
    }

    private static SignedSnapshot snapshot(SigningKey by, long number, byte[]... chunks) {
        TreeSet<Bytes32> needed = new TreeSet<>();
        for (byte[] chunk : chunks) {
            needed.add(Sha256.of(chunk));
        }
        return SignedSnapshot.sign(by, new SignedSnapshot.Said(number, null, List.copyOf(needed), new byte[] {1}))
                .orThrow();
    }

    private HttpResponse<byte[]> put(SignedSnapshot snapshot) {
        return anna.ask("PUT", place + "/snapshots/" + snapshot.number(), snapshot.bytes());
    }

    @Test
    void whatIsLeftIsGivenBack() {
        assertEquals(204, put(CHUNK).statusCode());
        assertEquals(204, put(CHUNK).statusCode(), "the same one again");
        SignedSnapshot first = snapshot(key, 1, CHUNK);
        SignedSnapshot third = snapshot(key, 3, CHUNK);
        assertEquals(204, put(first).statusCode());
        assertEquals(204, put(third).statusCode());
        assertEquals(204, put(third).statusCode(), "the same one again");

        HttpResponse<byte[]> chunk =
                anna.ask("GET", place + "/chunks/" + Sha256.of(CHUNK).hex(), NOTHING);
        assertArrayEquals(CHUNK, chunk.body());
        assertEquals("no-store", chunk.headers().firstValue("cache-control").orElseThrow());
        assertArrayEquals(
                third.bytes(),
                anna.ask("GET", place + "/snapshots/latest", NOTHING).body());
        assertArrayEquals(
                first.bytes(), anna.ask("GET", place + "/snapshots/1", NOTHING).body());

        JsonObject newest = json(anna.ask("GET", place + "/snapshots?limit=1", NOTHING));
        assertEquals(1, newest.getJsonArray("items").size());
        JsonObject item = newest.getJsonArray("items").getJsonObject(0);
        assertEquals("3", item.getString("number"));
        assertEquals(third.digest().hex(), item.getString("digest"));
        assertEquals(third.bytes().length, item.getInteger("sizeBytes"));
    }

    @Test
    void onlyWhatIsMissingNeedsToBeSent() {
        put(CHUNK);
        byte[] asked = new byte[2 * Bytes32.SIZE];
        Sha256.of(CHUNK).write(asked, 0);
        Sha256.of(NOTHING).write(asked, Bytes32.SIZE);
        HttpResponse<byte[]> missing = anna.ask("POST", place + "/missing", asked);
        assertArrayEquals(Sha256.of(NOTHING).bytes(), missing.body());
        assertEquals("bad-request", problem(400, anna.ask("POST", place + "/missing", new byte[33])));
        assertEquals("too-large", problem(413, anna.ask("POST", place + "/missing", new byte[262_144 + 32])));
    }

    @Test
    void aSnapshotRestsOnWhatIsHereAndIsNewer() {
        assertEquals("incomplete", problem(409, put(snapshot(key, 1, CHUNK))));
        put(CHUNK);
        assertEquals(204, put(snapshot(key, 2, CHUNK)).statusCode());
        assertEquals("stale", problem(409, put(snapshot(key, 1, CHUNK))));
        assertEquals("stale", problem(409, put(snapshot(key, 2))), "another one of the same number");
    }

    @Test
    void aPlaceIsItsKeysAlone() {
        put(CHUNK);
        put(snapshot(key, 1, CHUNK));
        SignedClient ben = new SignedClient(served, SampleOffers.key(8), served.node.key.publicKey());
        String chunk = place + "/chunks/" + Sha256.of(CHUNK).hex();
        assertEquals("not-yours", problem(403, ben.ask("GET", chunk, NOTHING)));
        assertEquals("not-yours", problem(403, ben.ask("PUT", chunk, CHUNK)));
        assertEquals("not-yours", problem(403, ben.ask("POST", place + "/missing", new byte[32])));
        assertEquals("not-yours", problem(403, ben.ask("GET", place + "/snapshots", NOTHING)));
        assertEquals("not-yours", problem(403, ben.ask("GET", place + "/snapshots/latest", NOTHING)));
        byte[] second = snapshot(key, 2, CHUNK).bytes();
        assertEquals("not-yours", problem(403, ben.ask("PUT", place + "/snapshots/2", second)));
        assertEquals("not-yours", problem(403, ben.ask("DELETE", place, NOTHING)));
        assertEquals("unsigned", problem(401, served.get(place + "/snapshots/latest")));
    }

    @Test
    void aRequestIsForOneNode() {
        SignedClient lost = new SignedClient(served, key, SampleOffers.key(9).publicKey());
        SignedClient vague = new SignedClient(served, key, null);
        assertEquals("wrong-node", problem(401, lost.ask("GET", place + "/snapshots", NOTHING)));
        assertEquals("uncovered", problem(401, vague.ask("GET", place + "/snapshots", NOTHING)));
        assertEquals("uncovered", problem(401, served.send(anna.uncovered("GET", place + "/snapshots"))));
        HttpRequest.Builder twice = anna.request("GET", place + "/snapshots", NOTHING)
                .header("byway-node", SampleOffers.key(9).publicKey().hex());
        assertEquals("wrong-signature", problem(401, served.send(twice)));
        assertEquals(200, anna.ask("GET", place + "/snapshots", NOTHING).statusCode());
    }

    @Test
    void whatIsNotAsItSaysIsRefused() {
        String elsewhere = place + "/chunks/" + Sha256.of(NOTHING).hex();
        assertEquals("bad-digest", problem(422, anna.ask("PUT", elsewhere, CHUNK)));
        byte[] large = new byte[SignedSnapshot.CHUNK_BYTES + 1];
        assertEquals("too-large", problem(413, put(large)));
        assertEquals(
                "bad-seal",
                problem(
                        422,
                        anna.ask(
                                "PUT",
                                place + "/snapshots/1",
                                snapshot(SampleOffers.key(8), 1).bytes())));
        byte[] first = snapshot(key, 1).bytes();
        assertEquals("bad-request", problem(400, anna.ask("PUT", place + "/snapshots/2", first)));
        assertEquals("malformed", problem(400, anna.ask("PUT", place + "/snapshots/1", bytes(3, 100))));
        for (String path :
                List.of("/snapshots/0", "/snapshots/01", "/snapshots/-1", "/chunks/ab", "/chunks/" + "G".repeat(64))) {
            assertEquals("bad-request", problem(400, anna.ask("GET", place + path, NOTHING)), path);
        }
    }

    @Test
    void whatIsNotHereIsUnknown() {
        assertEquals("unknown-snapshot", problem(404, anna.ask("GET", place + "/snapshots/latest", NOTHING)));
        assertEquals(
                "unknown-snapshot", problem(404, anna.ask("GET", place + "/snapshots/" + "9".repeat(19), NOTHING)));
        assertEquals("unknown-chunk", problem(404, anna.ask("GET", place + "/chunks/" + "0".repeat(64), NOTHING)));
        assertEquals(
                0,
                json(anna.ask("GET", place + "/snapshots", NOTHING))
                        .getJsonArray("items")
                        .size());
        assertEquals(204, anna.ask("DELETE", place, NOTHING).statusCode());
    }

    @Test
    void whoeverHasHadTheShareIsToldSoAndCanMakeRoom() {
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(put(bytes(i, 40_000)).statusCode());
        }
        assertEquals(List.of(204, 204, 204, 403), answers);
        assertEquals("over-quota", problem(403, put(bytes(9, 40_000))));
        assertEquals(204, anna.ask("DELETE", place, NOTHING).statusCode());
        assertEquals(204, put(bytes(9, 40_000)).statusCode());
    }

    @Test
    void aFullNodeRefusesWhatIsNewAndServesWhatIsThere() {
        put(CHUNK);
        HttpResponse<byte[]> last = put(CHUNK);
        for (int i = 20; last.statusCode() == 204; i++) {
            SigningKey other = SampleOffers.key(i);
            String chunk = "/chunks/" + Sha256.of(CHUNK).hex();
            last = new SignedClient(served, other, served.node.key.publicKey())
                    .ask("PUT", "/v1/vaults/" + other.publicKey().hex() + chunk, CHUNK);
        }
        assertEquals("store-full", problem(507, last));
        assertEquals(
                200,
                anna.ask("GET", place + "/chunks/" + Sha256.of(CHUNK).hex(), NOTHING)
                        .statusCode());
    }

    @Test
    void whatWasLeftIsThereAfterAStart() {
        put(CHUNK);
        put(snapshot(key, 1, CHUNK));
        stop();
        start();
        assertArrayEquals(
                snapshot(key, 1, CHUNK).bytes(),
                anna.ask("GET", place + "/snapshots/latest", NOTHING).body());
    }
}
