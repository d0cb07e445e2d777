package org.byway.server.search;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.byway.protocol.market.Lexicon;
import org.byway.protocol.market.Taxonomy;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.search.Synonyms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The words and kinds of a node, from files that people may edit while it runs: {@code synonyms.txt}, which is written at
 * the first start, and {@code taxonomies/*.txt} beside the taxonomy that ships with the program. A file that cannot be read
 * is told in the log, and what was read of it before stays.
 */
public final class LexiconFolder implements Supplier<Lexicon> {
    public static final String SYNONYMS = "synonyms.txt";
    public static final String TAXONOMIES = "taxonomies";

    private static final Logger LOG = LoggerFactory.getLogger("org.byway.search");
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_FILES = 16;
    private static final String TEXT = ".txt";

    private final Path folder;
    private final Taxonomy shipped = Taxonomy.shipped();
    private final TreeMap<Path, Taxonomy> imported = new TreeMap<>();
    private Synonyms synonyms = Synonyms.NONE;
    private TreeMap<Path, Long> seen = new TreeMap<>();
    private long looked;
    private volatile Lexicon lexicon;

    /** @param folder the node's home */
    public LexiconFolder(Path folder) throws IOException {
        this.folder = folder;
        Path file = folder.resolve(SYNONYMS);
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            Files.writeString(file, shippedSynonyms());
        }
        read();
    }

    private static String shippedSynonyms() throws IOException {
        try (InputStream in = LexiconFolder.class.getResourceAsStream("/" + SYNONYMS)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** As the files are, or were a second ago. */
    @Override
    public Lexicon get() {
        if (System.nanoTime() - looked > LOOK_NANOS) {
            read();
        }
        return lexicon;
    }

    private synchronized void read() {
        looked = System.nanoTime();
        try {
            TreeMap<Path, Long> now = files();
            if (lexicon != null && now.equals(seen)) {
                return;
            }
            imported.keySet().retainAll(now.keySet());
            for (var file : now.entrySet()) {
                if (!file.getValue().equals(seen.get(file.getKey()))) {
                    read(file.getKey());
                }
            }
            seen = now;
        } catch (IOException e) {
            LOG.warn("the synonyms and taxonomies cannot be read: {}", e.toString());
        }
        List<Taxonomy> all = new ArrayList<>();
        all.add(shipped);
        all.addAll(imported.values());
        lexicon = new Lexicon(synonyms, all);
    }

    /** The files, and when each was changed last. */
    private TreeMap<Path, Long> files() throws IOException {
        TreeMap<Path, Long> files = new TreeMap<>();
        Path words = folder.resolve(SYNONYMS);
        if (Files.isRegularFile(words)) {
            files.put(words, Files.getLastModifiedTime(words).toMillis());
        }
        Path taxonomies = folder.resolve(TAXONOMIES);
        if (Files.isDirectory(taxonomies)) {
            try (Stream<Path> found = Files.list(taxonomies)) {
                for (Path file : found.filter(each -> each.toString().endsWith(TEXT))
                        .sorted()
                        .limit(MOST_FILES)
                        .toList()) {
                    files.put(file, Files.getLastModifiedTime(file).toMillis());
                }
            }
        }
        return files;
    }

    private void read(Path file) throws IOException {
        if (Files.size(file) > Taxonomy.FILE_BYTES) {
            LOG.warn("{} is larger than {} bytes and is not read", file, Taxonomy.FILE_BYTES);
            return;
        }
        String text = Files.readString(file);
        if (file.equals(folder.resolve(SYNONYMS))) {
            synonyms = kept(file, Synonyms.parse(text), synonyms);
        } else {
            String name = file.getFileName().toString();
            String scheme = name.substring(0, name.length() - TEXT.length());
            Taxonomy taxonomy = kept(file, Taxonomy.parse(text, scheme), imported.get(file));
            if (taxonomy != null) {
                imported.put(file, taxonomy);
            }
        }
    }

    private static <T> T kept(Path file, Checked<T> read, T before) {
        return switch (read) {
            case Checked.Ok<T>(T value) -> value;
            case Checked.Refused<T>(Refusal refusal) -> {
                LOG.warn("{}: {}", file, refusal.detail());
                yield before;
            }
        };
    }
}
