package org.byway.server.interest;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.byway.protocol.interest.Interest;
import org.byway.protocol.interest.Owner;
import org.byway.protocol.interest.Position;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The standing interests on disk: a line of JSON for each that was added or taken away, in their order. A line that was
 * torn by a crash was never answered for, and is cut off. For one thread at a time.
 */
final class InterestFile implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger("org.byway.interest");
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<StandardOpenOption> APPENDED =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
    static final int MOST_DEAD_LINES = 10_000;
    private static final String NEXT = "next";
    private static final String ADD = "add";
    private static final String REMOVE = "remove";

    private final Path path;
    private final TreeMap<Long, String> live = new TreeMap<>();
    private FileChannel file;
    private long next = 1;
    private int dead;

    private InterestFile(Path path) {
        this.path = path;
    }

    /** Opens the file, or makes it. */
    static InterestFile open(Path path) throws IOException {
        InterestFile interests = new InterestFile(path);
        if (Files.exists(path) && interests.read()) {
            interests.file = FileChannel.open(path, APPENDED);
        } else {
            interests.write();
        }
        return interests;
    }

    /** Whether it can be gone on with as it is: whole, and with nothing in it that stands no more. */
    private boolean read() throws IOException {
        String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        int whole = text.lastIndexOf('\n') + 1;
        boolean clean = whole == text.length();
        for (String line : text.substring(0, whole).lines().toList()) {
            try {
                take(new JsonObject(line), line);
            } catch (DecodeException e) {
                LOG.warn("a line of {} cannot be read and is left out: {}", path, line);
                clean = false;
            }
        }
        return clean && dead == 0;
    }

    private void take(JsonObject said, String line) {
        if (said.containsKey(NEXT)) {
            next = Math.max(next, number(said, NEXT));
        } else if (said.containsKey(ADD)) {
            added(number(said, ADD), line);
        } else if (said.containsKey(REMOVE)) {
            removed(number(said, REMOVE));
        }
    }

    private static long number(JsonObject said, String name) {
        Object value = said.getValue(name);
        if ((value instanceof Integer || value instanceof Long) && said.getLong(name) > 0) {
            long number = said.getLong(name);
            if (number <= Interest.MOST_NUMBER) {
                return number;
            }
        }
        throw new DecodeException(name + " is not the number of an interest");
    }

    /** A line for a number that has one already takes the place of that. */
    private void added(long number, String line) {
        dead += live.put(number, line) == null ? 0 : 1;
        next = Math.max(next, number + 1);
    }

    private void removed(long number) {
        live.remove(number);
        dead += 2;
    }

    /** The number of the next interest. */
    long next() {
        return next;
    }

    /** All that stand, in their order; one that cannot be read any more is left out, and told in the log. */
    List<Interest> interests() {
        List<Interest> all = new ArrayList<>();
        for (String line : live.values()) {
            switch (interest(new JsonObject(line))) {
                case Checked.Ok<Interest>(Interest interest) -> all.add(interest);
                case Checked.Refused<Interest>(Refusal refusal) ->
                    LOG.warn("an interest cannot be read and is left out: {}: {}", refusal.detail(), line);
            }
        }
        return all;
    }

    private static Checked<Interest> interest(JsonObject said) {
        return switch (Owner.parse(text(said, "owner"))) {
            case Checked.Refused<Owner> refused -> refused.as();
            case Checked.Ok<Owner>(Owner owner) ->
                switch (Position.parse(text(said, "since"))) {
                    case Checked.Refused<Position> refused -> refused.as();
                    case Checked.Ok<Position>(Position since) ->
                        Interest.read(number(said, ADD), owner, since, text(said, "name"), wording(said));
                };
        };
    }

    private static String text(JsonObject said, String name) {
        return said.getValue(name) instanceof String text ? text : "";
    }

    private static Map<String, String> wording(JsonObject said) {
        Map<String, String> wording = new TreeMap<>();
        if (said.getValue("wording") instanceof JsonObject words) {
            words.fieldNames().forEach(name -> wording.put(name, text(words, name)));
        }
        return wording;
    }

    /** A change that can be written. */
    sealed interface Change {
        record Added(Interest interest) implements Change {}

        record Removed(long number) implements Change {}
    }

    /** Durable on return. Where it fails, nothing of it is. An interest of a number that stands takes the place of that one. */
    void append(List<Change> changes) throws IOException {
        StringBuilder lines = new StringBuilder();
        changes.forEach(change -> lines.append(line(change)).append('\n'));
        long before = file.size();
        try {
            put(file, lines.toString(), before);
            file.force(false);
        } catch (IOException e) {
            file.truncate(before);
            throw e;
        }
        for (Change change : changes) {
            switch (change) {
                case Change.Added(Interest interest) -> added(interest.number(), line(change));
                case Change.Removed(long number) -> removed(number);
            }
        }
        if (dead > live.size() + MOST_DEAD_LINES) {
            shorten();
        }
    }

    /** What is on disk stands, however long the file is. */
    private void shorten() {
        try {
            write();
        } catch (IOException e) {
            LOG.warn("{} cannot be written anew and grows on: {}", path, e.toString());
            dead = 0;
        }
    }

    private static String line(Change change) {
        JsonObject said = switch (change) {
            case Change.Removed(long number) -> new JsonObject().put(REMOVE, number);
            case Change.Added(Interest interest) -> {
                JsonObject wording = new JsonObject();
                interest.wording().forEach(wording::put);
                yield new JsonObject()
                        .put(ADD, interest.number())
                        .put("owner", interest.owner().text())
                        .put("since", interest.since().text())
                        .put("name", interest.name())
                        .put("wording", wording);
            }
        };
        return said.encode();
    }

    /** Writes it anew, with what stands alone: whole or not at all. */
    private void write() throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        StringBuilder lines = new StringBuilder(new JsonObject().put(NEXT, next).encode()).append('\n');
        live.values().forEach(line -> lines.append(line).append('\n'));
        FileChannel written = FileChannel.open(fresh, APPENDED, OWNER_FILE);
        put(written, lines.toString(), 0);
        written.force(true);
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
        if (file != null) {
            file.close();
        }
        file = written;
        dead = 0;
    }

    private static void put(FileChannel to, String text, long at) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        long next = at;
        while (bytes.hasRemaining()) {
            next += to.write(bytes, next);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
