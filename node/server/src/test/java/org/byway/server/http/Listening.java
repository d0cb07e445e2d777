package org.byway.server.http;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client that reads a stream of events, block by block, and waits for each. Its socket takes in little by itself. */
final class Listening implements AutoCloseable {
    private static final int GIVE_UP_MILLIS = 60_000;
    private static final int FEW_BYTES = 4_096;

    private final Socket socket = new Socket();
    private final BufferedReader in;
    private String lastId;

    /** An event, or what only names an id. */
    record Block(String id, String event, JsonObject data) {}

    /** Headers as {@code Name: value}. */
    Listening(InetSocketAddress address, String path, String... headers) throws IOException {
        this(address, path, withHost(headers));
    }

    /** With all headers, Host too. */
    static Listening as(InetSocketAddress address, String path, List<String> headers) throws IOException {
        return new Listening(address, path, headers);
    }

    private static List<String> withHost(String... headers) {
        List<String> all = new ArrayList<>(List.of("Host: localhost"));
        all.addAll(List.of(headers));
        return all;
    }

    private Listening(InetSocketAddress address, String path, List<String> headers) throws IOException {
        socket.setReceiveBufferSize(FEW_BYTES);
        socket.connect(address);
        socket.setSoTimeout(GIVE_UP_MILLIS);
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** As the home's owner. */
    static String token() {
        return "Authorization: Bearer " + Served.TOKEN;
    }

    /** The status of the answer; the first block of a stream is awaited, from when on everything is told. */
    int status() throws IOException {
        int status = firstStatus();
        if (status == 200) {
            next();
        }
        return status;
    }

    /** The status alone. */
    int firstStatus() throws IOException {
        int status = Integer.parseInt(in.readLine().substring(9, 12));
        String line = in.readLine();
        while (!line.isEmpty()) {
            line = in.readLine();
        }
        return status;
    }

    /** The id that was given last. */
    String lastId() {
        return lastId;
    }

    /** The next block that names an event or an id; null at the end. */
    Block next() throws IOException {
        String event = null;
        String id = null;
        StringBuilder data = new StringBuilder();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("id: ")) {
                id = line.substring(4);
                lastId = id;
            } else if (line.startsWith("event: ")) {
                event = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data.append(line.substring(6));
            } else if (line.isEmpty() && id != null) {
                return new Block(id, event, data.isEmpty() ? null : new JsonObject(data.toString()));
            }
        }
        return null;
    }

    /** The titles of the next so many records that are announced. */
    List<String> titles(int count) throws IOException {
        List<String> titles = new ArrayList<>();
        while (titles.size() < count) {
            Block block = next();
            if (block == null) {
                throw new IOException("the stream ended behind " + titles);
            }
            if ("match".equals(block.event())) {
                titles.add(block.data().getString("title"));
            }
        }
        return titles;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
