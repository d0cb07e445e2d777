package org.byway.cli.doctor;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.byway.cli.config.Configuration;
import org.byway.cli.config.HostPort;
import org.byway.cli.config.Setting;

/** Whether the ports can be had, or are had by our own node; and whether others can reach it. */
final class PortsCheck implements Check {
    private static final int CONNECT_MILLIS = 3_000;
    private static final int FIRST_FREE_PORT = 1_024;

    @Override
    public String what() {
        return "ports";
    }

    @Override
    public Seen look(Subject subject) {
        List<Finding> findings = new ArrayList<>();
        String told = "";
        if (subject.running().isPresent()) {
            told = subject.running().get().listen() + " for nodes, "
                    + subject.running().get().http() + " for agents";
            connect(subject.running().get().listen(), findings);
            told += socket(subject.running().get().socket(), findings);
        } else if (subject.configuration().isPresent()) {
            Configuration configuration = subject.configuration().get();
            told = configuration.text(Setting.LISTEN) + " for nodes, " + configuration.text(Setting.HTTP)
                    + " for agents";
            bind(Setting.LISTEN, configuration, findings);
            bind(Setting.HTTP, configuration, findings);
        }
        subject.configuration().ifPresent(configuration -> reach(subject, configuration, findings));
        return new Seen(what(), told, findings);
    }

    private static String socket(Optional<Path> socket, List<Finding> findings) {
        if (socket.isPresent() && Files.exists(socket.get())) {
            return ", " + socket.get().getFileName() + " for you";
        }
        findings.add(Finding.note(
                "no_socket",
                "The node has no socket in its home: administration goes by HTTP and the token of run.json.",
                socket.isPresent()
                        ? "Somebody took " + socket.get() + " away: start the node again."
                        : "The path of the home is too long for one, as the node's log says: give it a shorter path."));
        return "";
    }

    private static void connect(String listen, List<Finding> findings) {
        HostPort at = HostPort.parse(listen);
        try (Socket socket = new Socket()) {
            InetAddress host = InetAddress.getByName(at.host());
            InetAddress reachable = host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host;
            socket.connect(new InetSocketAddress(reachable, at.port()), CONNECT_MILLIS);
        } catch (IOException e) {
            findings.add(Finding.error(
                    "listen_unreachable",
                    "The node says that it listens at " + listen + ", but that cannot be reached from this machine: "
                            + e.getMessage() + ".",
                    "See its log, and the firewall of this machine."));
        }
    }

    private static void bind(Setting setting, Configuration configuration, List<Finding> findings) {
        String text = configuration.text(setting);
        HostPort wanted = HostPort.parse(text);
        String remedy = "Set " + setting.key() + " to another address in byway.toml (now by "
                + configuration.of(setting).source().words() + ").";
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(wanted.host()), wanted.port()));
        } catch (UnknownHostException e) {
            findings.add(Finding.error("unknown_host", "There is no host " + wanted.host() + " to listen at.", remedy));
        } catch (BindException e) {
            findings.add(Finding.error(
                    "port_taken",
                    "The node could not listen at " + text + ": " + e.getMessage() + ".",
                    "`ss -ltnp` tells who has it. End that, or: " + remedy));
        } catch (SocketException e) {
            boolean low = wanted.port() > 0 && wanted.port() < FIRST_FREE_PORT;
            findings.add(Finding.error(
                    "port_forbidden",
                    "The node may not listen at " + text + ": " + e.getMessage() + ".",
                    low ? "Ports below 1024 are the administrator's. " + remedy : remedy));
        } catch (IOException e) {
            findings.add(Finding.error(
                    "port_taken", "The node could not listen at " + text + ": " + e.getMessage() + ".", remedy));
        }
    }

    private static void reach(Subject subject, Configuration configuration, List<Finding> findings) {
        String listen =
                subject.running().map(running -> running.listen()).orElseGet(() -> configuration.text(Setting.LISTEN));
        if (configuration.texts(Setting.ADVERTISE).isEmpty() && loopback(listen)) {
            findings.add(Finding.note(
                    "only_here",
                    "Nodes of other machines cannot reach this one: it listens at " + listen + ".",
                    "Set listen to \"0.0.0.0:7400\", and advertise to the address that others dial, to let them."));
        }
        String http =
                subject.running().map(running -> running.http()).orElseGet(() -> configuration.text(Setting.HTTP));
        if (!loopback(http)) {
            findings.add(Finding.note(
                    "plain_http",
                    "Agents of other machines reach this node at " + http + " without TLS.",
                    "Let a proxy that speaks TLS stand in front, and set http to an address of this machine alone."));
        }
    }

    private static boolean loopback(String address) {
        return Optional.ofNullable(HostPort.parse(address))
                .map(HostPort::host)
                .map(PortsCheck::isLoopback)
                .orElse(false);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
