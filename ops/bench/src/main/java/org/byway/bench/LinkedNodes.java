package org.byway.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Two nodes of two communities that carry each other's records and letters, in processes of their own. */
public final class LinkedNodes implements AutoCloseable {
    private final NodeProcess one;
    private final NodeProcess two;

    private LinkedNodes(NodeProcess one, NodeProcess two) {
        this.one = one;
        this.two = two;
    }

    /** Starts both in that folder. */
    public static LinkedNodes start(Ground ground, Path folder) throws IOException, InterruptedException, BenchFailure {
        NodeProcess one = NodeProcess.start(ground.launch(), folder.resolve("one"));
        NodeProcess two = null;
        try {
            two = NodeProcess.start(ground.launch(), folder.resolve("two"));
            String home = folder.resolve("two").toString();
            ground.launch()
                    .run(folder.resolve("join.log"), "join", one.inviteText(), "--transit", "--json", "--home", home);
            return new LinkedNodes(one, two);
        } catch (IOException | InterruptedException | BenchFailure | RuntimeException e) {
            one.close();
            if (two != null) {
                two.close();
            }
            throw e;
        }
    }

    /** Where the first answers, HOST:PORT. */
    public String one() {
        return URI.create(one.http()).getAuthority();
    }

    public String two() {
        return URI.create(two.http()).getAuthority();
    }

    /** What both have taken of the processor. */
    public long cpuMillis() {
        return one.cpuMillis() + two.cpuMillis();
    }

    @Override
    public void close() {
        one.close();
        two.close();
    }
}
