package org.byway.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.byway.protocol.community.Address;
import org.byway.protocol.record.Bytes32;
import org.byway.server.lan.LocalNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that look for others of themselves. */
class LookingTest {
    private static final int MULTICAST_SECONDS = 30;

    @TempDir
    private Path folder;

    /** Where nobody is. */
    private static Address dead(TownNode other) {
        return new Address(other.facts().node(), "127.0.0.1", 1);
    }

    @Test
    void whoseInviteLeadsNowhereBeginsWithASeed() throws Exception {
        try (TownNode a = new TownNode(folder.resolve("a")).start();
                TownNode b = new TownNode(folder.resolve("b"))
                        .looking(new NodeSettings.Outlook(
                                List.of(a.address().namedText(), "no seed"), false, false, null))
                        .start()) {
            b.join(a, dead(a));
            assertTrue(
                    b.link(a).get().stream().anyMatch(each -> a.facts().node().equals(each.node())));
        }
    }

    /** Needs multicast on loopback, which some machines lack: then it is left out, and said so. */
    @Test
    void nodesOfOneLocalNetworkShowThemselvesToEachOther() throws Exception {
        InetAddress here = InetAddress.getLoopbackAddress();
        Bytes32 one = new Bytes32(1, 0, 0, 0);
        Bytes32 other = new Bytes32(2, 0, 0, 0);
        Bytes32 community = new Bytes32(0, 0, 0, 3);
        CompletableFuture<Address> found = new CompletableFuture<>();
        try (LocalNetwork shown = LocalNetwork.look(
                        new LocalNetwork.Self(one, community, new InetSocketAddress(here, 7401)), any -> {});
                LocalNetwork looking = LocalNetwork.look(
                        new LocalNetwork.Self(other, community, new InetSocketAddress(here, 7402)), found::complete)) {
            assertEquals(new Address(one, "127.0.0.1", 7401), found.get(MULTICAST_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            abort("SKIPPED: no multicast on loopback here, so mDNS was not tried");
        }
    }
}
