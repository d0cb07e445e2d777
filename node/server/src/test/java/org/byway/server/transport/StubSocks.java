package org.byway.server.transport;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** A SOCKS5 proxy (RFC 1928) on loopback that knows a few names, and says what it was asked for. */
final class StubSocks implements AutoCloseable {
    private static final int NAME = 3;
    private static final int REFUSED = 5;

    final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private final Map<String, InetSocketAddress> names = new ConcurrentHashMap<>();
    private final ServerSocket socket;

    StubSocks() throws IOException {
        socket = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    InetSocketAddress at() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    void name(String name, InetSocketAddress leadsTo) {
        names.put(name, leadsTo);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            in.readUnsignedByte();
            in.readNBytes(in.readUnsignedByte());
            OutputStream out = client.getOutputStream();
            out.write(new byte[] {5, 0});
            in.readNBytes(3);
            byte[] host = in.readUnsignedByte() == NAME ? in.readNBytes(in.readUnsignedByte()) : in.readNBytes(4);
            String name = new String(host, StandardCharsets.US_ASCII) + ":" + in.readUnsignedShort();
            asked.add(name);
            InetSocketAddress there = names.get(name);
            out.write(new byte[] {5, (byte) (there == null ? REFUSED : 0), 0, 1, 0, 0, 0, 0, 0, 0});
            if (there != null) {
                pass(client, there);
            }
        } catch (IOException e) {
            // The client went away.
        }
    }

    private static void pass(Socket client, InetSocketAddress there) throws IOException {
        try (Socket server = new Socket(there.getAddress(), there.getPort())) {
            Thread back = Thread.ofVirtual().start(() -> copy(server, client));
            copy(client, server);
            back.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            in.transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One side ended.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
