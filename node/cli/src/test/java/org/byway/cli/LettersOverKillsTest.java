package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.LetterPage;
import org.junit.jupiter.api.Test;

/** Letters between two nodes on real processes, each of which is killed (SIGKILL) in the middle: none is lost, none is there twice. */
class LettersOverKillsTest extends OnNodes {
    private static final int LETTERS = 300;
    private static final int WRITERS = 8;

    @Test
    void noLetterThatWasMarkedIsLostOrDoubled() throws Exception {
        ChildNode a = up("a");
        ChildNode b = up("b");
        assertEquals(
                Exit.OK,
                typed.run(
                        "join",
                        b.fact("invite"),
                        "--wait",
                        "60",
                        "--home",
                        a.home().folder().toString()),
                typed::err);
        LetterAgent agent = new LetterAgent();
        agent.open(b);

        CountDownLatch third = new CountDownLatch(LETTERS / 3);
        CountDownLatch twoThirds = new CountDownLatch(2 * LETTERS / 3);
        Set<String> written = new TreeSet<>();
        List<CompletableFuture<Void>> posts = new ArrayList<>();
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            for (int i = 0; i < LETTERS; i++) {
                byte[] letter = agent.letter();
                written.add(Sha256.of(letter).hex());
                posts.add(CompletableFuture.runAsync(
                        () -> {
                            agent.post(a, letter, b);
                            third.countDown();
                            twoThirds.countDown();
                        },
                        writers));
            }
            third.await();
            b.kill();
            up(b);
            LetterPage early = agent.fetch(b, 0, 20);
            agent.acknowledge(b, early.getNext());
            twoThirds.await();
            a.kill();
            up(a);
            List<String> fetched = new ArrayList<>(ids(early));
            posts.forEach(CompletableFuture::join);
            b.kill();
            up(b);
            long after = early.getNext();
            while (fetched.size() < LETTERS) {
                LetterPage page = agent.fetch(b, after, 20);
                assertTrue(page.getLettersCount() > 0, () -> fetched.size() + " came and then no more");
                fetched.addAll(ids(page));
                after = page.getNext();
            }
            assertEquals(written, new TreeSet<>(fetched));
            assertEquals(LETTERS, fetched.size(), "each once");
            assertEquals(LETTERS - early.getLettersCount(), waiting(agent, b), "and no other waits");
        }
    }

    private static List<String> ids(LetterPage page) {
        return page.getLettersList().stream()
                .map(each ->
                        Sha256.of(each.getLetter().getLetter().toByteArray()).hex())
                .toList();
    }

    private static int waiting(LetterAgent agent, ChildNode at) throws IOException {
        int count = 0;
        long after = 0;
        for (LetterPage page = agent.fetch(at, 0, 0); page.getLettersCount() > 0; page = agent.fetch(at, after, 0)) {
            count += page.getLettersCount();
            after = page.getNext();
        }
        return count;
    }
}
