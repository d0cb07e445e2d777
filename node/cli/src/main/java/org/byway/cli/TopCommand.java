package org.byway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.byway.agent.Home;
import org.byway.agent.node.HttpNode;
import org.byway.agent.node.Reply;
import org.byway.cli.top.Figures;
import org.byway.cli.top.Picture;
import org.byway.cli.top.Sample;
import org.byway.cli.top.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code byway top}. */
@Command(
        name = "top",
        mixinStandardHelpOptions = true,
        header = "Watch the running node: peers, rates, sets, storage.",
        description = {
            "Draws anew every second, for the window as large as it is then; q ends it. With --once it prints one",
            "picture, of two looks a second apart, for scripts; with --json what was seen, in one line."
        })
final class TopCommand implements Callable<Integer> {
    private static final long REDRAW_MILLIS = 1_000;
    private static final Terminal.Size WITHOUT_TERMINAL = new Terminal.Size(100, 60);

    private final Desk desk;
    /** Down once somebody has pressed q. */
    private final CountDownLatch quit = new CountDownLatch(1);

    /** One client for all looks: each has threads of its own. */
    private HttpNode node;

    private Home.Running known;

    @Option(names = "--once", description = "Print one picture and end.")
    private boolean once;

    @Option(
            names = "--every",
            paramLabel = "MILLIS",
            defaultValue = "1000",
            description = "How often to look. Usually ${DEFAULT-VALUE}.")
    private long everyMillis;

    TopCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        if (everyMillis < 100 || everyMillis > 3_600_000) {
            throw Failure.usage("--every takes 100 to 3600000 milliseconds.", "");
        }
        if (once || desk.json()) {
            return tellOnce();
        }
        if (!desk.surroundings().terminal()) {
            throw Failure.usage("There is no terminal to draw on.", "`byway top --once` prints one picture.");
        }
        try (Terminal terminal = Terminal.take(desk.surroundings().out())) {
            Thread giveBack = Thread.ofPlatform().unstarted(terminal::close);
            Runtime.getRuntime().addShutdownHook(giveBack);
            Thread.ofPlatform().daemon().start(this::readKeys);
            watch(terminal);
            Runtime.getRuntime().removeShutdownHook(giveBack);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Exit.OK;
    }

    /** Looks at the node as often as was asked, and at the window's size at least every second. */
    private void watch(Terminal terminal) throws IOException, InterruptedException {
        long tickMillis = Math.min(everyMillis, REDRAW_MILLIS);
        Optional<Sample> before = Optional.empty();
        Optional<Sample> now = Optional.empty();
        long ticks = 0;
        do {
            if (ticks % Math.ceilDiv(everyMillis, tickMillis) == 0) {
                before = now;
                now = sample();
            }
            ticks++;
            terminal.draw(picture(before, now, Terminal.size()));
        } while (!quit.await(tickMillis, TimeUnit.MILLISECONDS));
    }

    private List<String> picture(Optional<Sample> before, Optional<Sample> now, Terminal.Size size) throws IOException {
        if (now.isEmpty()) {
            return List.of("No node runs for " + desk.home().folder() + ".", "Waiting for it. q ends.");
        }
        return Picture.of(before.orElse(now.get()), now.get(), size.columns(), size.rows());
    }

    private void readKeys() {
        InputStream keys = desk.surroundings().streams().in();
        try {
            int key;
            do {
                key = keys.read();
            } while (key >= 0 && key != 'q' && key != 'Q');
        } catch (IOException e) {
            // A terminal that is gone ends it as well.
        }
        quit.countDown();
    }

    private int tellOnce() throws IOException {
        desk.ownNode();
        try {
            Sample before = sample().orElseThrow(TopCommand::gone);
            quit.await(everyMillis, TimeUnit.MILLISECONDS);
            Sample now = sample().orElseThrow(TopCommand::gone);
            Terminal.Size size = desk.surroundings().terminal() ? Terminal.size() : WITHOUT_TERMINAL;
            Picture.of(before, now, size.columns(), size.rows()).forEach(desk::say);
            desk.line(line(now));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Exit.OK;
    }

    private static Failure gone() {
        return Failure.failed("not_running", "The node does not answer.", "");
    }

    private static ObjectNode line(Sample now) {
        ObjectNode line = Desk.object();
        line.set("status", now.status());
        ObjectNode figures = line.putObject("figures");
        now.figures().all().forEach(figures::put);
        return line;
    }

    private Optional<Sample> sample() throws IOException {
        Home.Running running = desk.running().orElse(null);
        if (!Objects.equals(running, known)) {
            known = running;
            node = running == null ? null : running.node();
        }
        if (node != null
                && node.status() instanceof Reply.Got<JsonNode>(JsonNode status)
                && node.metrics() instanceof Reply.Got<String>(String text)) {
            return Optional.of(new Sample(System.nanoTime(), status, Figures.parse(text)));
        }
        return Optional.empty();
    }
}
