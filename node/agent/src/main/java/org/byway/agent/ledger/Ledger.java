package org.byway.agent.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;

/**
 * The ledger, read into memory. Reading sees what was in the files at the last {@link #refresh}; to write, {@link #write} takes the
 * turn, reads what others wrote meanwhile and hands out a {@link Page}. Used by one thread at a time.
 */
public final class Ledger implements AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 20;
    private static final int MAX_LINE_BYTES = 1 << 20;
    /** What a node gives as its word for one bundle; more is not kept. */
    private static final int MAX_POSTMARKS_BYTES = 1 << 15;

    private final Binder binder;
    private final Map<String, Persona> personas = new HashMap<>();
    private final Map<Bytes32, Entry> entries = new HashMap<>();
    private final Map<Entry.Line, Bytes32> heads = new LinkedHashMap<>();
    private final Map<Bytes32, Entry.Line> rows = new HashMap<>();
    private final Map<Long, Waiting> waiting = new LinkedHashMap<>();
    private final Map<Long, byte[]> postmarks = new HashMap<>();
    private final Map<Bytes32, Waiting> whereabouts = new HashMap<>();
    private final Map<String, Join> joins = new LinkedHashMap<>();
    private final List<Entry> open = new ArrayList<>();
    private Entry charter;
    private long readTo;
    private long bundlesTo;
    private long lineNumber;

    private Ledger(Binder binder) {
        this.binder = binder;
    }

    /** Reads a ledger; an empty one is a new one. IOException where it is damaged. */
    public static Ledger open(Binder binder) throws IOException {
        Ledger ledger = new Ledger(binder);
        ledger.refresh();
        return ledger;
    }

    /** Reads what was appended since. */
    public void refresh() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long from = readTo;
        long end = binder.size(Binder.Part.LINES);
        while (from < end) {
            byte[] chunk = binder.read(Binder.Part.LINES, from, (int) Math.min(CHUNK_BYTES, end - from));
            int start = 0;
            for (int i = 0; i < chunk.length; i++) {
                if (chunk[i] == '\n') {
                    line.write(chunk, start, i - start);
                    start = i + 1;
                    take(line.toString(StandardCharsets.UTF_8), from + start);
                    line.reset();
                }
            }
            line.write(chunk, start, chunk.length - start);
            if (line.size() > MAX_LINE_BYTES) {
                throw damaged("is too long", null);
            }
            from += chunk.length;
        }
        // Records whose bundle was not closed are read again: whoever writes them may still be writing.
        lineNumber -= open.size();
        open.clear();
    }

    private void take(String text, long end) throws IOException {
        lineNumber++;
        try {
            switch (Lines.read(text)) {
                case Lines.Line.Named(Persona persona) -> personas.put(persona.name(), persona);
                case Lines.Line.Sealed(Entry entry) -> open.add(entry);
                case Lines.Line.Closed(long at, int size, int records) -> close(at, size, records);
                case Lines.Line.Receipted(long at, Set<Bytes32> refused, byte[] marks) -> {
                    receipted(at, refused);
                    postmarks.put(at, marks);
                }
                case Lines.Line.Asked(Join join) -> joins.put(join.link(), join);
                case Lines.Line.Answered(String link) -> joins.remove(link);
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw damaged(e.getMessage(), e);
        }
        if (open.isEmpty()) {
            readTo = end;
        }
    }

    private void close(long at, int sizeBytes, int records) throws IOException {
        if (records != open.size() || at != bundlesTo || sizeBytes < 0) {
            throw damaged("does not fit the records before it", null);
        }
        Waiting bundle = new Waiting(at, sizeBytes, open);
        bundlesTo = at + sizeBytes;
        waiting.put(at, bundle);
        for (Entry entry : open) {
            entries.put(entry.id(), entry);
            whereabouts.put(entry.id(), bundle);
            heads.put(entry.line(), entry.id());
            charter = charter == null && entry.kind() == Kind.CHARTER && entry.revision() == 0 ? entry : charter;
            if (entry.row() != null) {
                rows.put(entry.row(), entry.line());
            }
        }
        open.clear();
    }

    /** What a node refused has not been said: the head is what was before. */
    private void receipted(long at, Set<Bytes32> refused) {
        Waiting bundle = waiting.remove(at);
        for (Entry entry : bundle == null ? List.<Entry>of() : bundle.entries()) {
            if (refused.contains(entry.id())) {
                if (entry.previous() == null) {
                    heads.remove(entry.line(), entry.id());
                } else {
                    heads.replace(entry.line(), entry.id(), entry.previous());
                }
            }
        }
    }

    private IOException damaged(String why, Exception cause) {
        return new IOException("line " + lineNumber + " of the ledger " + why, cause);
    }

    /** The persona of that name, if it has been used here. */
    public Optional<Persona> persona(String name) {
        return Optional.ofNullable(personas.get(name));
    }

    /** All that have a name, by it. */
    public List<Persona> personas() {
        return personas.values().stream()
                .sorted(Comparator.comparing(Persona::name))
                .toList();
    }

    /** The first charter that was sealed here: that of the community for which this ledger is kept. */
    public Optional<Entry> charter() {
        return Optional.ofNullable(charter);
    }

    /** Invites that are to be answered, oldest first. */
    public List<Join> joins() {
        return List.copyOf(joins.values());
    }

    /** A record of this ledger; empty where it does not know it. */
    public Optional<Entry> entry(Bytes32 id) {
        return Optional.ofNullable(entries.get(id));
    }

    /** What was last said in the lineage of the record with this id; empty where the ledger does not know it. */
    public Optional<Entry> head(Bytes32 id) {
        return Optional.ofNullable(entries.get(id))
                .map(entry -> heads.get(entry.line()))
                .map(entries::get);
    }

    /** What was last said in a lineage; empty where the ledger does not know it. */
    public Optional<Entry> head(Entry.Line line) {
        return Optional.ofNullable(heads.get(line)).map(entries::get);
    }

    /** What still stands of all that was said, by the lineages' age. */
    public Stream<Entry> standing(long nowMillis) {
        return heads.values().stream().map(entries::get).filter(entry -> entry.stands(nowMillis));
    }

    /** What may still be revised, wherever it is known: what has expired too, up to the horizon of its lineage. */
    public Stream<Entry> revisable(long nowMillis) {
        return heads.values().stream()
                .map(entries::get)
                .filter(entry ->
                        entry.kind() != Kind.WITHDRAWAL && entry.lineage().a() > nowMillis);
    }

    /** What was withdrawn and has not ended by itself, by the lineages' age. */
    public Stream<Entry> withdrawn(long nowMillis) {
        return heads.values().stream()
                .map(entries::get)
                .filter(entry -> entry.kind() == Kind.WITHDRAWAL && entry.expires() > nowMillis);
    }

    /** What an imported row became, as long as it stands. */
    public boolean standing(Bytes32 row, long nowMillis) {
        Entry.Line line = rows.get(row);
        Bytes32 head = line == null ? null : heads.get(line);
        return head != null && entries.get(head).stands(nowMillis);
    }

    /** Bundles without a receipt, oldest first. */
    public List<Waiting> waiting() {
        return List.copyOf(waiting.values());
    }

    /** The sealed bytes of a bundle. */
    public byte[] bytes(Waiting bundle) throws IOException {
        return binder.read(Binder.Part.BUNDLES, bundle.at(), bundle.sizeBytes());
    }

    /** All bundles that there are, oldest first. */
    public Collection<Waiting> bundles() {
        SortedMap<Long, Waiting> all = new TreeMap<>();
        whereabouts.values().forEach(bundle -> all.put(bundle.at(), bundle));
        return all.values();
    }

    /** How many bytes all bundles have. */
    public long bundlesBytes() {
        return bundlesTo;
    }

    /** The bundle that holds a record of this ledger; null where none does. */
    public Waiting holding(Bytes32 id) {
        return whereabouts.get(id);
    }

    /** The node's word for a bundle, a Receipt of postmarks alone, as it was given; empty where none was or none was kept. */
    public byte[] postmarks(Waiting bundle) {
        return postmarks.getOrDefault(bundle.at(), new byte[0]);
    }

    /** The sealed bytes of the bundle that holds a record of this ledger. */
    public byte[] bundleOf(Bytes32 id) throws IOException {
        return bytes(holding(id));
    }

    /** Takes the turn to write, having read all that others wrote, and cuts off what a crash left behind. */
    public Page write() throws IOException {
        Binder.Turn turn = binder.turn();
        try {
            refresh();
            binder.truncate(Binder.Part.LINES, readTo);
            binder.truncate(Binder.Part.BUNDLES, bundlesTo);
            return new Page(turn);
        } catch (IOException | RuntimeException e) {
            turn.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        binder.close();
    }

    /** The turn to write. Each call is durable on return. */
    public final class Page implements AutoCloseable {
        private final Binder.Turn turn;

        private Page(Binder.Turn turn) {
            this.turn = turn;
        }

        /** Writes down new personas, then a sealed bundle that waits to be posted from now on. */
        public Waiting sealed(List<Persona> used, List<Entry> records, byte[] bundle) throws IOException {
            long at = bundlesTo;
            binder.append(Binder.Part.BUNDLES, bundle);
            StringBuilder lines = new StringBuilder();
            used.forEach(persona -> lines.append(Lines.named(persona)));
            records.forEach(entry -> lines.append(Lines.sealed(entry)));
            append(lines.append(Lines.closed(at, bundle.length, records.size())).toString());
            return waiting.get(at);
        }

        /** Writes down that a node has taken the bundle, but for those records that it refused for good. */
        public void receipted(Waiting bundle, long postmarkedAt, Set<Bytes32> refused, byte[] marks)
                throws IOException {
            byte[] kept = marks.length > MAX_POSTMARKS_BYTES ? new byte[0] : marks;
            append(Lines.receipted(bundle.at(), postmarkedAt, refused, kept));
        }

        /** Writes down that an invite is to be answered later. */
        public void asked(Join join) throws IOException {
            append(Lines.asked(join));
        }

        /** Writes down that an invite was answered, or cannot be any more. */
        public void answered(String link) throws IOException {
            append(Lines.answered(link));
        }

        private void append(String lines) throws IOException {
            binder.append(Binder.Part.LINES, lines.getBytes(StandardCharsets.UTF_8));
            refresh();
        }

        @Override
        public void close() throws IOException {
            turn.close();
        }
    }
}
