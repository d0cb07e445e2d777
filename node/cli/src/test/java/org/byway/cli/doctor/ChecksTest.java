package org.byway.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.byway.agent.Home;
import org.byway.cli.config.Configuration;
import org.byway.cli.config.Setting;
import org.byway.cli.config.Source;
import org.byway.cli.config.Stated;
import org.byway.protocol.store.StoreFault;
import org.byway.storage.LmdbStore;
import org.byway.storage.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.Txn;

/** Each check sees what it is there for, and is content with what is good. */
class ChecksTest {
    private static final long NOW = Instant.parse("2030-05-01T12:00:00Z").toEpochMilli();
    private static final long HOUR_MILLIS = 3_600_000;

    @TempDir
    private Path folder;

    private Home home;

    @BeforeEach
    void make() throws IOException {
        home = new Home(folder.resolve("home"));
        Files.createDirectories(home.nodeFolder().resolve("store"));
        Files.createDirectories(home.agentFolder());
        for (Path each : List.of(home.folder(), home.nodeFolder(), home.agentFolder())) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwx------"));
        }
        Files.writeString(home.nodeFolder().resolve("node.key"), "0f".repeat(32) + "\n");
        Files.write(home.agentFolder().resolve("vault.key"), new byte[32]);
        for (String key : List.of("node/node.key", "agent/vault.key")) {
            Files.setPosixFilePermissions(home.folder().resolve(key), PosixFilePermissions.fromString("rw-------"));
        }
    }

    private Subject stopped(Map<Setting, Object> settings) {
        Map<Setting, Stated> said = new EnumMap<>(Setting.class);
        settings.forEach((setting, raw) ->
                said.put(setting, new Stated(setting.value(raw), new Source.Option(setting.option()))));
        Configuration configuration = Configuration.of(List.of(said));
        return new Subject(home, Optional.empty(), Optional.empty(), Optional.of(configuration), NOW);
    }

    private Subject answering(String status) throws IOException {
        JsonNode json = new ObjectMapper().readTree(status.replace('\'', '"'));
        return new Subject(home, Optional.empty(), Optional.of(json), Optional.empty(), NOW);
    }

    private static List<String> codes(Check check, Subject subject) throws IOException {
        List<String> codes = new ArrayList<>();
        check.look(subject).findings().forEach(finding -> codes.add(finding.code()));
        return codes;
    }

    @Test
    void aGoodHomeHasNoFindings() throws IOException {
        assertEquals(List.of(), codes(new HomeCheck(), stopped(Map.of())));
        assertEquals(List.of(), codes(new NodeCheck(), stopped(Map.of())));
        assertEquals(List.of(), codes(new ClockCheck(), stopped(Map.of())));
        assertEquals(List.of(), codes(new StoreCheck(), stopped(Map.of())));
    }

    @Test
    void secretsAreTheOwnersAloneAndWhole() throws IOException {
        Path key = home.nodeFolder().resolve("node.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(List.of("exposed_key"), codes(new HomeCheck(), stopped(Map.of())));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(key, "0f0f");
        Files.write(home.agentFolder().resolve("vault.key"), new byte[31]);
        assertEquals(List.of("damaged_key", "damaged_key"), codes(new HomeCheck(), stopped(Map.of())));
    }

    @Test
    void whatLetsItsOwnerAdministerIsTheOwnersAlone() throws IOException {
        Path run = home.nodeFolder().resolve("run.json");
        Files.writeString(run, "{}");
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(home.nodeFolder(), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertEquals(List.of("exposed_folder", "exposed_token"), codes(new HomeCheck(), stopped(Map.of())));
    }

    @Test
    void aNodeThatWasKilledIsNotWrong() throws IOException {
        Files.writeString(home.nodeFolder().resolve("run.json"), "{}");
        Finding finding = new NodeCheck().look(stopped(Map.of())).findings().get(0);
        assertEquals("ended_hard", finding.code());
        assertEquals(Severity.NOTE, finding.severity());
    }

    @Test
    void aStoreThatIsNearlyAsLargeAsItMayBeIsTold() throws IOException {
        Path file = home.nodeFolder().resolve("store").resolve("data.mdb");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength((1L << 30) / 100 * 95);
        }
        assertTrue(
                codes(new DiskCheck(), stopped(Map.of(Setting.STORE_GIB, 1L))).contains("map_full"));
        assertFalse(
                codes(new DiskCheck(), stopped(Map.of(Setting.STORE_GIB, 2L))).contains("map_full"));
    }

    @Test
    void aStoreOfThisVersionIsGoodAndANewerOneIsNot() throws IOException, StoreFault {
        Path store = home.nodeFolder().resolve("store");
        LmdbStore.open(new Settings(store, 1 << 24, 16)).close();
        Seen seen = new StoreCheck().look(stopped(Map.of()));
        assertEquals(List.of(), seen.findings());
        assertTrue(seen.told().startsWith("layout 1"), seen.told());
        try (Env<ByteBuffer> env = Env.create().setMapSize(1 << 24).setMaxDbs(1).open(store.toFile())) {
            Dbi<ByteBuffer> meta = env.openDbi("meta");
            try (Txn<ByteBuffer> txn = env.txnWrite()) {
                meta.reserve(txn, ByteBuffer.allocateDirect(1).put(0, (byte) 'v'), Integer.BYTES)
                        .putInt(2);
                txn.commit();
            }
        }
        assertEquals(List.of("store_newer"), codes(new StoreCheck(), stopped(Map.of())));
    }

    @Test
    void aDamagedStoreIsTold() throws IOException {
        Files.write(home.nodeFolder().resolve("store").resolve("data.mdb"), new byte[1 << 15]);
        assertEquals(List.of("store_damaged"), codes(new StoreCheck(), stopped(Map.of())));
    }

    @Test
    void aClockThatWentBackIsSeenByTheStore() throws IOException {
        Path file = Files.write(home.nodeFolder().resolve("store").resolve("data.mdb"), new byte[1]);
        Files.setLastModifiedTime(file, FileTime.fromMillis(NOW + HOUR_MILLIS));
        assertEquals(List.of("clock_back"), codes(new ClockCheck(), stopped(Map.of())));
        Files.setLastModifiedTime(file, FileTime.fromMillis(NOW - HOUR_MILLIS));
        assertEquals(List.of(), codes(new ClockCheck(), stopped(Map.of())));
    }

    @Test
    void aClockIsComparedWithThatOfPeers() throws IOException {
        assertEquals(
                List.of(),
                codes(new ClockCheck(), answering("{'behindMillis':0,'peers':[{'node':'a','aheadMillis':-2000}]}")));
        Seen one = new ClockCheck()
                .look(answering("{'behindMillis':0,'peers':[{'node':'a','aheadMillis':9},"
                        + "{'node':'b','aheadMillis':7200000},{'node':null,'aheadMillis':null}]}"));
        assertEquals("clocks_differ", one.findings().get(0).code());
        assertTrue(one.findings().get(0).message().contains("2 h 0 min behind that of the node b"), one.toString());
        assertTrue(one.told().endsWith("compared with 2 peers"), one.told());
        Seen most = new ClockCheck().look(answering("{'behindMillis':-600000,'peers':[]}"));
        assertEquals(Severity.ERROR, most.findings().get(0).severity());
        assertTrue(most.findings().get(0).message().contains("10 min ahead of the other"), most.toString());
    }

    @Test
    void aPortThatSomebodyElseHasIsTold() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String taken = "127.0.0.1:" + other.getLocalPort();
            Seen seen = new PortsCheck().look(stopped(Map.of(Setting.HTTP, taken)));
            assertEquals("port_taken", seen.findings().get(0).code());
            assertTrue(seen.findings().get(0).message().contains(taken), seen.toString());
            assertTrue(seen.findings().get(0).remedy().contains("--http"), seen.toString());
        }
        assertEquals(
                List.of("unknown_host"),
                codes(
                        new PortsCheck(),
                        stopped(Map.of(Setting.LISTEN, "nowhere.invalid:1", Setting.ADVERTISE, List.of("h:1")))));
    }

    @Test
    void whoCannotReachTheNodeIsGoodToKnow() throws IOException {
        assertEquals(List.of("only_here"), codes(new PortsCheck(), stopped(Map.of())));
        assertEquals(
                List.of("plain_http"),
                codes(
                        new PortsCheck(),
                        stopped(Map.of(Setting.ADVERTISE, List.of("market.example:7400"), Setting.HTTP, "0.0.0.0:0"))));
    }

    @Test
    void ofEachAnnouncedAddressItIsToldWhoCanReachIt() throws IOException {
        Map<String, List<String>> all = Map.of(
                "market.example:7400",
                List.of(),
                "93.184.216.34:7400",
                List.of(),
                "192.168.1.4:7400",
                List.of("local_only"),
                "[fe80::1]:7400",
                List.of("local_only"),
                "100.64.3.2:7400",
                List.of("shared_address"),
                "a".repeat(56) + ".onion:7400",
                List.of("no_way_back"),
                "0.0.0.0:7400",
                List.of("no_address"));
        for (Map.Entry<String, List<String>> each : all.entrySet()) {
            Subject subject = stopped(Map.of(Setting.ADVERTISE, List.of(each.getKey())));
            assertEquals(each.getValue(), codes(new ReachCheck(), subject), each.getKey());
        }
        Subject usual = stopped(Map.of());
        assertTrue(new ReachCheck().look(usual).told().contains("HTTP at 127.0.0.1:0 for this machine alone"));
    }

    @Test
    void whetherStrangersComeInIsKnownByThoseWhoDid() throws IOException {
        Subject stopped = stopped(Map.of(Setting.ADVERTISE, List.of("market.example:7400")));
        JsonNode alone =
                new ObjectMapper().readTree("{\"peers\":[{\"state\":\"linked\",\"address\":\"b.example:1\"}]}");
        JsonNode reached = new ObjectMapper().readTree("{\"peers\":[{\"state\":\"linked\",\"address\":null}]}");
        assertEquals(List.of("untried"), codes(new ReachCheck(), with(stopped, alone)));
        assertEquals(List.of(), codes(new ReachCheck(), with(stopped, reached)));
    }

    private static Subject with(Subject subject, JsonNode status) {
        return new Subject(subject.home(), subject.running(), Optional.of(status), subject.configuration(), NOW);
    }

    @Test
    void peersThatCannotBeReachedAreToldInWordsThatATerminalDoesNotObey() throws IOException {
        Seen seen = new PeersCheck()
                .look(answering("{'peers':[{'node':'a','address':'h:1','state':'linked','reason':null},"
                        + "{'node':null,'address':'h:2','state':'waiting','reason':'refused \\u001b[2J'}]}"));
        assertEquals("1 linked of 2", seen.told());
        assertEquals("peer_unreachable", seen.findings().get(0).code());
        assertFalse(seen.findings().get(0).message().contains("\u001b"), seen.toString());
        assertTrue(seen.findings().get(0).remedy().contains("byway peer remove h:2"), seen.toString());
        assertEquals(List.of("alone"), codes(new PeersCheck(), answering("{'peers':[]}")));
    }

    @Test
    void anIndexThatIsNotThereYetOrFarBehindIsTold() throws IOException {
        String behind = "{'searchPercent':100,'searchBehind':%d}";
        assertEquals(List.of(), codes(new SearchCheck(), stopped(Map.of())));
        assertEquals(List.of(), codes(new SearchCheck(), answering("{'searchPercent':100}")));
        assertEquals(List.of("search_not_yet"), codes(new SearchCheck(), answering("{'searchPercent':99}")));
        Seen few = new SearchCheck().look(answering(behind.formatted(SearchCheck.BEHIND_RECORDS - 1)));
        assertEquals(List.of(), few.findings());
        assertEquals("49,999 are to be indexed", few.told());
        assertEquals(
                List.of("search_behind"),
                codes(new SearchCheck(), answering(behind.formatted(SearchCheck.BEHIND_RECORDS))));
    }

    @Test
    void theLimitOfOpenFilesIsRead() throws IOException {
        String header = "Limit                     Soft Limit           Hard Limit           Units     ";
        assertEquals(
                OptionalLong.of(256),
                DescriptorsCheck.most(
                        List.of(header, "Max open files            256                  524288               files")));
        assertEquals(
                OptionalLong.empty(),
                DescriptorsCheck.most(
                        List.of("Max open files            unlimited            unlimited            files")));
        assertFalse(new DescriptorsCheck().look(stopped(Map.of())).told().isEmpty());
    }
}
