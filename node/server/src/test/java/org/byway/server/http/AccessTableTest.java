package org.byway.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.openapi.contract.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.vault.SignedSnapshot;
import org.byway.protocol.wire.Admission;
import org.byway.server.http.Town.Ask;
import org.byway.server.http.Town.Asker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may do what, in which community: every operation of the contract, by the port and by the home's socket. An operation without a
 * line in this table fails.
 */
class AccessTableTest {
    /** The words of the table: + may; - is not known (401); n is no member; t brings no token to post by. */
    private static final String WORDS = """
            word         community  NOBODY FORGER STRANGER MEMBER REMOVED STEWARD HOST SOCKET
            everybody    any        +      +      +        +      +       +       +    +
            host         any        -      -      -        -      -       -       +    +
            signer       any        -      -      +        +      +       +       -    -
            owner        any        -      -      +        +      +       +       +    +
            listener     any        +      -      +        +      +       +       +    +
            bearer       any        t      t      t        t      t       t       t    t
            drawer       open       -      -      +        +      +       +       -    -
            drawer       by-invite  -      -      n        +      n       n       -    -
            drawer       elsewhere  -      -      n        n      n       n       -    -
            poster       open       +      -      +        +      +       +       +    +
            poster       by-invite  n      -      n        +      n       n       +    +
            poster       elsewhere  n      -      n        n      n       n       +    +
            """;

    /** KEY is the asker's own, TAG its beginning, ID somebody's; DIGEST is of the bytes that are brought. */
    private static final String OPERATIONS = """
            getNode             everybody  GET    /v1/node
            getHealth           everybody  GET    /healthz
            getReady            everybody  GET    /readyz
            getMetrics          everybody  GET    /metrics
            getContract         everybody  GET    /openapi.json
            listRecords         everybody  GET    /v1/records
            getRecord           everybody  GET    /v1/records/ID
            listMatches         everybody  GET    /v1/records/ID/matches
            getCareLog          everybody  GET    /v1/care/log
            search              everybody  GET    /v1/search?q=bread
            getBlob             everybody  GET    /v1/blobs/ID
            getTokens           everybody  GET    /v1/tokens
            getStatus           host       GET    /v1/status
            listPeers           host       GET    /v1/peers
            addPeer             host       POST   /v1/peers {"address":"no address"}
            removePeer          host       DELETE /v1/peers/ID
            listInterests       owner      GET    /v1/interests
            addInterest         owner      POST   /v1/interests {"kind":"offers","q":"bread"}
            removeInterest      owner      DELETE /v1/interests/999999
            streamEvents        owner      GET    /v1/events
            streamEvents        listener   GET    /v1/events?kind=offers
            postRecords         poster     POST   /v1/records an-offer
            postByToken         bearer     POST   /v1/token-posts an-offer
            drawTokens          drawer     POST   /v1/tokens bytes
            getPersona          signer     GET    /v1/persona
            putBlob             signer     PUT    /v1/blobs/DIGEST bytes
            postLetter          signer     POST   /v1/letters bytes
            getLetter           signer     GET    /v1/letters/ID
            getBlockTag         signer     GET    /v1/block-tags/ID
            keepMailbox         signer     PUT    /v1/mailboxes/TAG {"expires":"SOON","devices":["TAG"]}
            listLetters         signer     GET    /v1/mailboxes/TAG/letters
            acknowledgeLetters  signer     POST   /v1/mailboxes/TAG/acknowledgements {"device":"TAG","position":0}
            removeMailbox       signer     DELETE /v1/mailboxes/TAG
            putVaultChunk       signer     PUT    /v1/vaults/KEY/chunks/DIGEST bytes
            getVaultChunk       signer     GET    /v1/vaults/KEY/chunks/DIGEST
            findMissingChunks   signer     POST   /v1/vaults/KEY/missing bytes
            putVaultSnapshot    signer     PUT    /v1/vaults/KEY/snapshots/1 a-snapshot
            getVaultSnapshot    signer     GET    /v1/vaults/KEY/snapshots/latest
            listVaultSnapshots  signer     GET    /v1/vaults/KEY/snapshots
            removeVault         signer     DELETE /v1/vaults/KEY
            """;

    private static final String ID = "1".repeat(64);
    private static final byte[] BYTES = new byte[Bytes32.SIZE];
    private static final Map<String, Town> TOWNS = new TreeMap<>();

    @TempDir
    static Path folder;

    /** One way to ask for an operation, and the word that says who may. */
    private record Line(String operation, String word, String method, String path, String body) {
        static Line of(String line) {
            String[] parts = line.split(" +", 5);
            return new Line(parts[0], parts[1], parts[2], parts[3], parts.length == 5 ? parts[4] : "");
        }

        Ask ask(Town town, SigningKey own) {
            String key = own == null ? ID : own.publicKey().hex();
            String asked = path.replace("ID", ID)
                    .replace("KEY", key)
                    .replace("TAG", key.substring(0, 32))
                    .replace("DIGEST", Sha256.of(BYTES).hex());
            return switch (body) {
                case "" -> Ask.of(method, asked);
                case "bytes" -> Ask.bytes(method, asked, BYTES);
                case "an-offer" -> Ask.bytes(method, asked, offer(town));
                case "a-snapshot" -> Ask.bytes(method, asked, snapshot(own == null ? SampleOffers.key(1) : own));
                default ->
                    Ask.json(
                            method,
                            asked,
                            body.replace("TAG", key.substring(0, 32)).replace("SOON", soon()));
            };
        }

        private static String soon() {
            return Instant.now().plus(Duration.ofDays(3)).toString();
        }

        private static byte[] offer(Town town) {
            return Bundles.write(List.of(town.node.offer("Bread"))).toByteArray();
        }

        private static byte[] snapshot(SigningKey by) {
            return SignedSnapshot.sign(by, new SignedSnapshot.Said(1, null, List.of(), new byte[] {1}))
                    .orThrow()
                    .bytes();
        }
    }

    @BeforeAll
    static void found() throws Exception {
        TOWNS.put("open", new Town(folder.resolve("o"), rules -> rules.setAnonymousPosts(9)).withMembers());
        TOWNS.put("by-invite", invited("i").withMembers());
        // Linked with the one by invite, whose members are strangers here.
        TOWNS.put("elsewhere", invited("e"));
        TOWNS.get("elsewhere").node.join(TOWNS.get("by-invite").node);
        TOWNS.get("elsewhere").node.link(TOWNS.get("by-invite").node).join();
    }

    private static Town invited(String name) throws Exception {
        return new Town(
                folder.resolve(name),
                rules -> rules.setAdmission(Admission.BY_INVITE).setAnonymousPosts(9));
    }

    @AfterAll
    static void close() throws IOException {
        for (Town town : TOWNS.values()) {
            town.close();
        }
    }

    static Stream<Arguments> askers() {
        return TOWNS.keySet().stream()
                .flatMap(town -> Stream.of(Asker.values()).map(asker -> Arguments.of(town, asker)));
    }

    /** What the words say for that asker in that community. */
    private static Map<String, String> may(String community, Asker asker) {
        List<String[]> rows = WORDS.lines().map(line -> line.split(" +")).toList();
        int column = List.of(rows.get(0)).indexOf(asker.name());
        return rows.stream()
                .skip(1)
                .filter(row -> row[1].equals("any") || row[1].equals(community))
                .collect(Collectors.toMap(row -> row[0], row -> row[column]));
    }

    @Test
    void everyOperationOfTheContractStandsInTheTable() {
        TreeSet<String> contract = new TreeSet<>();
        for (Operation operation : Contract.load().model().operations()) {
            contract.add(operation.getOperationId());
        }
        assertEquals(
                contract,
                OPERATIONS.lines().map(line -> Line.of(line).operation).collect(Collectors.toCollection(TreeSet::new)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("askers")
    void whatIsGrantedIsTheTablesWord(String community, Asker asker) throws IOException {
        Map<String, String> may = may(community, asker);
        Town town = TOWNS.get(community);
        List<String> wanted = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (Line line : OPERATIONS.lines().map(Line::of).toList()) {
            wanted.add(line.operation + " " + may.get(line.word));
            found.add(line.operation + " " + granted(town.ask(asker, line.ask(town, town.key(asker)))));
        }
        assertEquals(wanted, found);
    }

    /** Whoever may ask is told of things that are not there, too; nobody else is. */
    private static String granted(Wire.Answer answer) {
        if (answer.status() == 401) {
            return answer.tells("bad-token") ? "t" : "-";
        }
        if (answer.body().contains("not-a-member")) {
            return "n";
        }
        boolean granted = answer.status() < 300 || List.of(400, 404, 422).contains(answer.status());
        return granted ? "+" : answer.status() + " " + answer.body();
    }
}
