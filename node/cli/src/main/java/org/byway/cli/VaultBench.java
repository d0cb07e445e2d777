package org.byway.cli;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.byway.agent.Agent;
import org.byway.agent.Home;
import org.byway.agent.find.VaultTexts;
import org.byway.agent.keys.PrivateFiles;
import org.byway.agent.letter.Correspondence;
import org.byway.agent.letter.Letters;
import org.byway.agent.letter.Tie;
import org.byway.agent.vault.Vault;
import org.byway.bench.BenchFailure;
import org.byway.bench.Ground;
import org.byway.protocol.letter.LetterAddress;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.LetterBody;
import org.byway.protocol.wire.LetterCame;
import org.byway.protocol.wire.LetterEntry;
import org.byway.protocol.wire.Message;
import org.byway.protocol.wire.VaultEntry;

/** A vault of many letters on disk: opened, and searched, here and by a command of its own. */
final class VaultBench {
    private static final int PAGE = 1_000;
    private static final int CONVERSATIONS = 100;
    private static final int WORDS = 2_000;
    private static final int WORDS_A_LETTER = 14;
    private static final int SEARCHES = 200;
    private static final int COMMANDS = 5;
    private static final int OPENINGS = 3;
    private static final long COMMAND_SECONDS = 120;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Ground ground;
    private final Surroundings here;
    private final int entries;
    private final Random random = new Random(17);
    private final List<String> words = new ArrayList<>();

    VaultBench(Ground ground, Surroundings here, int entries) {
        this.ground = ground;
        this.here = here;
        this.entries = entries;
        String letters = "abcdefghijklmnoprstuvwzäéñß";
        for (int i = 0; i < WORDS; i++) {
            StringBuilder word = new StringBuilder();
            for (int length = 2 + random.nextInt(9); length > 0; length--) {
                word.append(letters.charAt(random.nextInt(letters.length())));
            }
            words.add(word.toString());
        }
    }

    /**
     * What was found, in milliseconds.
     *
     * @param openMillis until all of the vault is in memory, the median
     * @param openToSearchMillis likewise, with the texts in which is searched
     * @param firstMillis the first search of all
     * @param searchMillis of the later searches, ascending
     * @param searchProcessorMillis what each of those takes of the processor: the same whatever else runs
     * @param commandMillis of whole commands, in processes of their own, the median
     */
    record Figures(
            long diskBytes,
            double openMillis,
            double openToSearchMillis,
            double firstMillis,
            double[] searchMillis,
            double searchProcessorMillis,
            double commandMillis) {}

    Figures run() throws IOException, InterruptedException, BenchFailure {
        Path folder = Files.createTempDirectory(ground.folder(), "byway-bench");
        try {
            Home home = new Home(folder.resolve("home"));
            fill(home);
            double[] opening = new double[OPENINGS];
            double[] openingToSearch = new double[OPENINGS];
            for (int i = 0; i < OPENINGS; i++) {
                long begun = System.nanoTime();
                try (Agent agent = open(home)) {
                    Letters.read(agent.keys(), agent.vault());
                    opening[i] = millis(begun);
                }
            }
            double first = 0;
            double processor = 0;
            double[] later = new double[SEARCHES];
            for (int i = 0; i < OPENINGS; i++) {
                long begun = System.nanoTime();
                try (Agent agent = open(home)) {
                    VaultTexts texts = VaultTexts.of(agent);
                    openingToSearch[i] = millis(begun);
                    if (i == 0) {
                        first = search(texts);
                    }
                    long used = threads.getCurrentThreadCpuTime();
                    for (int each = 0; i == OPENINGS - 1 && each < SEARCHES; each++) {
                        later[each] = search(texts);
                    }
                    processor = (threads.getCurrentThreadCpuTime() - used) / 1e6 / SEARCHES;
                }
            }
            Arrays.sort(later);
            return new Figures(
                    Files.size(home.agentFolder().resolve("vault")),
                    median(opening),
                    median(openingToSearch),
                    first,
                    later,
                    processor,
                    command(home, folder));
        } finally {
            PrivateFiles.remove(folder);
        }
    }

    private Agent open(Home home) throws IOException {
        return home.open(here.clock(), here.random());
    }

    private double search(VaultTexts texts) {
        String asked = words();
        long begun = System.nanoTime();
        texts.find(asked);
        return millis(begun);
    }

    /** One word, or two. */
    private String words() {
        String one = words.get(random.nextInt(WORDS));
        return random.nextBoolean() ? one : one + " " + words.get(random.nextInt(WORDS));
    }

    private static double millis(long begun) {
        return (System.nanoTime() - begun) / 1e6;
    }

    private static double median(double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private void fill(Home home) throws IOException {
        ground.say().accept("Filling a vault.");
        try (Agent agent = open(home)) {
            agent.steward().found("Bench", Bytes32.ZERO);
            Correspondence letters =
                    home.letters(agent, here.clock(), here.random()).correspondence();
            List<Tie> ties = new ArrayList<>();
            for (int i = 0; i < CONVERSATIONS; i++) {
                ties.add(begin(agent, letters, i));
            }
            for (int from = 0; from < entries; from += PAGE) {
                List<VaultEntry> page = new ArrayList<>();
                for (int i = from; i < Math.min(entries, from + PAGE); i++) {
                    page.add(came(ties.get(i % CONVERSATIONS), 1 + i / CONVERSATIONS));
                }
                try (Vault.Page writing = agent.vault().write()) {
                    writing.append(page);
                }
                ground.progress().at(from, entries);
            }
        }
    }

    private static Tie begin(Agent agent, Correspondence letters, int number) throws IOException {
        Bytes32 node = new Bytes32(0, 0, 0, number);
        LetterAddress address = new LetterAddress(
                "%032x".formatted(number), agent.keys().sealing(node).publicKey(), List.of(node));
        Bytes32 theirs = agent.keys().persona(node).publicKey();
        Tie tie = letters.begin(new Correspondence.Addressee(address, theirs, node), List.of(node));
        letters.name(tie, "Contact " + number);
        return tie;
    }

    private VaultEntry came(Tie tie, long number) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < WORDS_A_LETTER; i++) {
            text.append(i == 0 ? "" : " ").append(words.get(random.nextInt(WORDS)));
        }
        LetterBody body = LetterBody.newBuilder()
                .setWritten(here.now() + number)
                .setMessage(Message.newBuilder().setText(text.toString()))
                .build();
        LetterCame came = LetterCame.newBuilder()
                .setRelationship(ByteString.copyFrom(tie.relationship().bytes()))
                .setNumber(number)
                .setBody(body.toByteString())
                .setAt(here.now() + number)
                .build();
        return VaultEntry.newBuilder()
                .setNoted(here.now())
                .setLetters(LetterEntry.newBuilder().setCame(came))
                .build();
    }

    /** As the launcher starts commands: compiled quickly, not well. */
    private double command(Home home, Path folder) throws IOException, InterruptedException, BenchFailure {
        double[] millis = new double[COMMANDS];
        for (int i = 0; i < COMMANDS; i++) {
            List<String> command = new ArrayList<>(ground.launch().words());
            command.add(1, "-XX:TieredStopAtLevel=1");
            command.addAll(List.of("vault", "search", words(), "--limit", "1"));
            command.addAll(List.of("--home", home.folder().toString()));
            long begun = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .redirectOutput(folder.resolve("out").toFile())
                    .redirectError(folder.resolve("err").toFile())
                    .start();
            boolean ended = process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS);
            millis[i] = millis(begun);
            process.destroyForcibly();
            if (!ended || process.exitValue() != Exit.OK) {
                throw new BenchFailure(
                        "bench", "`byway vault search` failed.", Files.readString(folder.resolve("err")));
            }
        }
        return median(millis);
    }
}
