package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.byway.bench.BenchFailure;
import org.byway.bench.Ground;
import org.byway.bench.HostileCrowd;
import org.byway.bench.Sessions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code byway bench sessions}. */
@Command(
        name = "sessions",
        header = "Measure what thousands of idle sessions cost a node, and what others notice of them.",
        description = {
            "Starts a node with 1 GB of heap in a process of its own, and posts at it while a neighbour listens. Then other",
            "processes greet it as many nodes of linked communities, and stay; and as much is posted again. Each process",
            "needs a descriptor for each of its sessions: see `ulimit -n`."
        })
final class BenchSessionsCommand extends BenchRun {
    private static final double MIB = 1 << 20;
    private static final int USUAL = 10_000;
    private static final int HALF_OPEN = 1_000;
    private static final int DEAF = 5;

    @Option(
            names = "--sessions",
            paramLabel = "N",
            defaultValue = "" + USUAL,
            description = "Usually ${DEFAULT-VALUE}.")
    private int sessions;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "60",
            description = "How long to post while they are held. Usually ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--per-second", paramLabel = "N", defaultValue = "50", description = "Usually ${DEFAULT-VALUE}.")
    private int perSecond;

    @Option(
            names = "--hostile",
            description = {
                "Instead, let 1,000 connect and say nothing, each again when it is cut, and 200 linked nodes ask for",
                "everything and read nothing more. --sessions says how many of the former; of the latter a fifth."
            })
    private boolean hostile;

    BenchSessionsCommand(Desk desk) {
        super(desk);
    }

    @Override
    void measure(Ground ground) throws IOException, InterruptedException, BenchFailure {
        if (hostile) {
            crowd(ground);
            return;
        }
        Sessions.Figures found = new Sessions(ground, new Sessions.Plan(sessions, seconds, perSecond))
                .run(desk.surroundings().random());
        ObjectNode line = Desk.object()
                .put("held", found.held())
                .put("left", found.left())
                .put("openSeconds", round(found.openSeconds()))
                .put("heapBytes", Math.round(found.heapBytes()))
                .put("outsideBytes", Math.round(found.outsideBytes()))
                .put("heapInAllBytes", Math.round(found.heapInAllBytes()))
                .put("residentBytes", found.residentBytes())
                .put("descriptors", found.descriptors())
                .put("quietCores", round(found.quietCores()));
        line.set("before", times(found.before()));
        line.set("with", times(found.with()));
        desk.line(line.put("ratio", round(found.with().p99() / found.before().p99())));
        desk.say("%,d sessions held, %,d of them to the end".formatted(found.held(), found.left()));
        row("opened", part(found.openSeconds()) + " s", "greeted, by processes on the same cores");
        row(
                "heap, of each",
                whole(found.heapBytes()) + " bytes",
                "%.0f MiB in all after a full collection".formatted(found.heapInAllBytes() / MIB));
        row(
                "memory outside of it, of each",
                whole(found.outsideBytes()) + " bytes",
                "%.0f MiB is the whole process, 1 GiB of heap in it".formatted(found.residentBytes() / MIB));
        row("descriptors", whole(found.descriptors()), "of the node");
        row("processor of the node", part(found.quietCores()) + " cores", "while nobody posts");
        compare(found.before(), found.with());
    }

    private void crowd(Ground ground) throws IOException, InterruptedException, BenchFailure {
        int silent = sessions == USUAL ? HALF_OPEN : sessions;
        int deaf = Math.max(1, silent / DEAF);
        HostileCrowd.Figures found = new HostileCrowd(ground, new HostileCrowd.Plan(silent, deaf, seconds, perSecond))
                .run(desk.surroundings().random());
        ObjectNode line = Desk.object()
                .put("halfOpen", silent)
                .put("halfOpenCut", found.halfOpenCut().times())
                .put("halfOpenMaxSeconds", round(found.halfOpenCut().mostSeconds()))
                .put("deaf", deaf)
                .put("deafCut", found.deafCut().times())
                .put("deafMaxSeconds", round(found.deafCut().mostSeconds()))
                .put("heapBytes", Math.round(found.heapBytes()))
                .put("residentBytes", found.residentBytes());
        line.set("before", times(found.before()));
        line.set("with", times(found.with()));
        desk.line(line.put("ratio", round(found.with().p99() / found.before().p99())));
        desk.say("%,d connections that say nothing, %,d sessions that read nothing".formatted(silent, deaf));
        row(
                "the former, cut",
                whole(found.halfOpenCut().times()) + " times",
                "all within " + part(found.halfOpenCut().mostSeconds()) + " s");
        row(
                "the latter, cut",
                whole(found.deafCut().times()) + " times",
                "all within " + part(found.deafCut().mostSeconds()) + " s");
        row("heap, in all", "%.1f MiB".formatted(found.heapBytes() / MIB), "more than before, after a full collection");
        compare(found.before(), found.with());
    }

    private void compare(Sessions.Times before, Sessions.Times with) {
        millis("a post", before.postP50(), before.postP99(), " before");
        millis("a post", with.postP50(), with.postP99(), " with them");
        millis("until the neighbour has it", before.p50(), before.p99(), " before");
        millis("until the neighbour has it", with.p50(), with.p99(), " with them");
    }

    private static ObjectNode times(Sessions.Times times) {
        return Desk.object()
                .put("postP50Millis", round(times.postP50()))
                .put("postP99Millis", round(times.postP99()))
                .put("p50Millis", round(times.p50()))
                .put("p99Millis", round(times.p99()));
    }
}
