package org.byway.server.lan;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;
import org.byway.protocol.community.Address;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a node in the local network, and tells of the others that show themselves. Nothing here blocks whoever calls. */
public final class LocalNetwork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("org.byway.lan");
    private static final String SERVICE = "_byway._tcp.local.";
    private static final String NODE = "node";
    private static final String COMMUNITY = "community";
    private static final int NAME_CHARACTERS = 16;

    private final CompletableFuture<JmDNS> showing;

    private LocalNetwork(CompletableFuture<JmDNS> showing) {
        this.showing = showing;
    }

    /** A node as it shows itself, listening there. */
    public record Self(Bytes32 node, Bytes32 community, InetSocketAddress listening) {}

    /** Begins, and goes on until it is closed. */
    public static LocalNetwork look(Self self, Consumer<Address> found) {
        CompletableFuture<JmDNS> showing = new CompletableFuture<>();
        Thread.ofVirtual().name("byway-lan").start(() -> {
            try {
                JmDNS network = JmDNS.create(place(self.listening()));
                network.addServiceListener(SERVICE, new Listener(self.node(), found));
                network.registerService(service(self));
                showing.complete(network);
            } catch (IOException e) {
                LOG.warn("cannot look for nodes in the local network: {}", e.getMessage());
                showing.completeExceptionally(e);
            }
        });
        return new LocalNetwork(showing);
    }

    private static ServiceInfo service(Self self) {
        Map<String, String> text =
                Map.of(NODE, self.node().hex(), COMMUNITY, self.community().hex());
        String name = self.node().hex().substring(0, NAME_CHARACTERS);
        return ServiceInfo.create(SERVICE, name, self.listening().getPort(), 0, 0, text);
    }

    /** Where it listens; of all addresses, one of the local network. */
    private static InetAddress place(InetSocketAddress listening) throws IOException {
        if (!listening.getAddress().isAnyLocalAddress()) {
            return listening.getAddress();
        }
        Optional<InetAddress> local = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(InetAddress::isSiteLocalAddress)
                .findFirst();
        return local.orElseThrow(() -> new IOException("this machine has no address of a local network"));
    }

    /** What is told is anybody's word: it is read as such. */
    private record Listener(Bytes32 self, Consumer<Address> found) implements ServiceListener {
        @Override
        public void serviceAdded(ServiceEvent event) {
            event.getDNS().requestServiceInfo(event.getType(), event.getName());
        }

        @Override
        public void serviceRemoved(ServiceEvent event) {
            // Whoever is dialled in vain is let go of.
        }

        @Override
        public void serviceResolved(ServiceEvent event) {
            addresses(event.getInfo(), self, found);
        }
    }

    static void addresses(ServiceInfo info, Bytes32 self, Consumer<Address> found) {
        String node = info.getPropertyString(NODE);
        if (node == null || !(Bytes32.parse(node) instanceof Checked.Ok<Bytes32>(Bytes32 key)) || key.equals(self)) {
            return;
        }
        for (InetAddress host : info.getInet4Addresses()) {
            String text = host.getHostAddress() + ":" + info.getPort();
            if (Address.parse(text) instanceof Checked.Ok<Address>(Address address)) {
                LOG.info("a node {} shows itself at {}", key, text);
                found.accept(new Address(key, address.host(), address.port()));
            }
        }
    }

    /** Takes leave; it may go on for a moment. */
    @Override
    public void close() {
        var unused = showing.thenAccept(network -> Thread.ofVirtual()
                .name("byway-lan")
                .start(() -> {
                    try {
                        network.close();
                    } catch (IOException e) {
                        LOG.debug("the local network was left in a hurry: {}", e.getMessage());
                    }
                }));
    }
}
