package org.byway.cli.conform;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.byway.protocol.record.Checked;
import org.byway.protocol.sync.NegentropyLines;

/** One side of a match: this implementation, or a process that speaks the same lines. */
abstract class NegentropySide implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final List<String> found = new ArrayList<>();

    static NegentropySide here(int frame) {
        return new Here(((Checked.Ok<NegentropyLines>) NegentropyLines.of(Integer.toString(frame))).value());
    }

    static NegentropySide process(List<String> command, int frame) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("FRAMESIZELIMIT", Integer.toString(frame));
        return new There(builder.start());
    }

    abstract void say(String line) throws IOException;

    /** The next line that was answered, or null where there is none. */
    abstract String next() throws IOException;

    @Override
    public abstract void close();

    final void holds(List<String> items) throws IOException {
        for (String item : items) {
            say(item);
        }
        say("seal");
    }

    /** The message that answers, or {@code done}; what was found before it is kept. Null where there is no answer. */
    final String answer(String line) throws IOException {
        found.clear();
        say(line);
        String answer = next();
        while (answer != null && (answer.startsWith("have,") || answer.startsWith("need,"))) {
            found.add(answer);
            answer = next();
        }
        return answer;
    }

    /** The ids that the last answer found. */
    final List<String> found(String which) {
        return found.stream()
                .filter(line -> line.startsWith(which + ","))
                .map(line -> line.substring(which.length() + 1))
                .toList();
    }

    private static final class Here extends NegentropySide {
        private final NegentropyLines lines;
        private final List<String> answers = new ArrayList<>();

        Here(NegentropyLines lines) {
            this.lines = lines;
        }

        @Override
        void say(String line) {
            answers.addAll(lines.handle(line));
        }

        @Override
        String next() {
            return answers.isEmpty() ? null : answers.remove(0);
        }

        @Override
        public void close() {}
    }

    /** Ended after a minute, whatever it does. */
    private static final class There extends NegentropySide {
        private final Process process;
        private final Writer in;
        private final BufferedReader out;

        There(Process process) {
            this.process = process;
            in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII);
            out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
            CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .execute(process::destroyForcibly);
        }

        @Override
        void say(String line) {
            try {
                in.write(line + "\n");
            } catch (IOException e) {
                // It has ended: the next question has no answer.
            }
        }

        @Override
        String next() {
            try {
                in.flush();
                return out.readLine();
            } catch (IOException e) {
                return null;
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
