package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two nodes on machines of their own, as far as the kernel can make them: each in a network namespace, with a cable (veth)
 * between, which is pulled out and put back. Needs root and {@code ip netns}; where that is not permitted it is left out, and
 * said so. Among the tests the cable is out for as long as a few posts take; {@code ops/soak partition SECONDS} leaves it out longer.
 */
class NamespacesTest extends OnNodes {
    private static final long SECONDS = Long.getLong("byway.partition.seconds", 0);
    private static final int POSTS = 3;
    private static final String SIDE = "bw" + ProcessHandle.current().pid() % 100_000;

    private final List<String> namespaces = new ArrayList<>();

    /** Whether the kernel let us. */
    private static boolean ip(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(words));
        return succeeds(command.toArray(String[]::new));
    }

    private static void must(String... words) throws IOException {
        if (!ip(words)) {
            abort("SKIPPED: no network namespaces here, so no cable was pulled: ip " + String.join(" ", words));
        }
    }

    /** A machine at one end of the cable, with that address. */
    private ChildNode machine(String name, String address) throws IOException {
        String space = SIDE + name;
        must("-n", space, "addr", "add", address + "/24", "dev", space);
        must("-n", space, "link", "set", "lo", "up");
        must("-n", space, "link", "set", space, "up");
        return up(new ChildNode(name, folder, List.of("ip", "netns", "exec", space), address + ":7400"));
    }

    private void cable() throws IOException {
        for (String name : List.of("a", "b")) {
            must("netns", "add", SIDE + name);
            namespaces.add(SIDE + name);
        }
        must(
                "link",
                "add",
                SIDE + "a",
                "netns",
                SIDE + "a",
                "type",
                "veth",
                "peer",
                "name",
                SIDE + "b",
                "netns",
                SIDE + "b");
    }

    @AfterEach
    void takeAway() throws IOException {
        for (String space : namespaces) {
            ip("netns", "del", space);
        }
    }

    private List<String> titles(ChildNode node) {
        return run(node, "offer", "list") == Exit.OK
                ? lines().stream()
                        .map(line -> line.path("title").asText())
                        .sorted()
                        .toList()
                : List.of();
    }

    @Test
    void whatWasPostedOnBothSidesOfAPulledCableIsOnBothOnceItIsBack() throws IOException {
        try {
            cable();
        } catch (IOException e) {
            abort("SKIPPED: no command ip here, so no cable was pulled");
        }
        ChildNode a = machine("a", "10.77.0.1");
        ChildNode b = machine("b", "10.77.0.2");
        one(b, "join", a.fact("invite"), "--wait", "60");
        one(a, "offer", "post", "--title", "before");
        assertTrue(Patience.until(PATIENCE_MILLIS, () -> titles(b).contains("before")), typed.err());

        must("-n", SIDE + "a", "link", "set", SIDE + "a", "down");
        long began = System.nanoTime();
        TreeSet<String> posted = new TreeSet<>(List.of("before"));
        for (int i = 0; i < POSTS || System.nanoTime() - began < TimeUnit.SECONDS.toNanos(SECONDS); i++) {
            for (ChildNode node : List.of(a, b)) {
                String title = node.name() + " " + i;
                one(node, "offer", "post", "--title", title);
                posted.add(title);
            }
        }
        assertEquals(
                1,
                titles(a).stream()
                        .filter(posted::contains)
                        .filter("before"::equals)
                        .count());
        assertTrue(titles(a).stream().noneMatch(title -> title.startsWith("b ")), "the cable is out");
        must("-n", SIDE + "a", "link", "set", SIDE + "a", "up");
        long back = System.nanoTime();
        List<String> all = List.copyOf(posted);
        assertTrue(
                Patience.until(
                        PATIENCE_MILLIS,
                        () -> titles(a).equals(all) && titles(b).equals(all)),
                typed.err());
        System.out.println("soak: partition: " + all.size() + " offers equal on both sides "
                + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - back) + " ms after the cable was back");
    }
}
