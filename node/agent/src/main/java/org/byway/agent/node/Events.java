package org.byway.agent.node;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A stream of server-sent events (WHATWG HTML), read by a thread of its own. It is over where the node ends it, where the
 * connection breaks, and where the node has not let itself be heard for long.
 */
public final class Events implements Closeable {
    /** A node is heard every 15 s. */
    private static final long SILENCE_SECONDS = 45;

    private static final int READ_AHEAD = 256;

    private final InputStream in;
    private final BlockingQueue<Heard> heard = new ArrayBlockingQueue<>(READ_AHEAD);
    private String lastId;
    private long at = System.nanoTime();

    /** What was heard. */
    public sealed interface Heard {
        /** @param id from which to go on; null where none was given yet */
        record Event(String id, String type, String data) implements Heard {}

        /** The node is there, and this is from where to go on; null where that was not said. */
        record Alive(String id) implements Heard {}

        /** Nothing in the time given. */
        record Nothing() implements Heard {}

        record Over() implements Heard {}
    }

    Events(InputStream in) {
        this.in = in;
        Thread.ofVirtual().start(this::read);
    }

    /** The next that is heard within that time. After its end it is over for good. */
    public Heard next(long millis) throws InterruptedException {
        Heard next = heard.poll(millis, TimeUnit.MILLISECONDS);
        if (next == null) {
            boolean silent = System.nanoTime() - at > TimeUnit.SECONDS.toNanos(SILENCE_SECONDS);
            return silent ? new Heard.Over() : new Heard.Nothing();
        }
        at = System.nanoTime();
        if (next instanceof Heard.Over) {
            heard.offer(next);
        }
        return next;
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String type = "message";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int colon = line.indexOf(':');
                String field = colon < 0 ? line : line.substring(0, colon);
                String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
                switch (field) {
                    case "id" -> lastId = value;
                    case "event" -> type = value;
                    case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
                    case "" -> {
                        if (colon < 0) {
                            heard.put(
                                    data.isEmpty()
                                            ? new Heard.Alive(lastId)
                                            : new Heard.Event(lastId, type, data.toString()));
                            type = "message";
                            data.setLength(0);
                        }
                    }
                    default -> {}
                }
            }
            heard.put(new Heard.Over());
        } catch (IOException e) {
            over();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void over() {
        try {
            heard.put(new Heard.Over());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
        heard.clear();
    }
}
