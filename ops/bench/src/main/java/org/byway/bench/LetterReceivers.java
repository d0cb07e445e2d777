package org.byway.bench;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.LetterPage;
import org.byway.protocol.wire.WaitingLetter;

/** All mailboxes are asked by long polls, and what comes is acknowledged at once. On the client's thread. */
final class LetterReceivers {
    private static final int WAIT_SECONDS = 20;

    private final LetterClient client;
    private final boolean acknowledging;
    private final Map<Bytes32, Long> fetched = new ConcurrentHashMap<>();
    private final AtomicInteger doubled = new AtomicInteger();
    private final AtomicReference<String> fault = new AtomicReference<>();
    private volatile CountDownLatch missing = new CountDownLatch(0);
    private volatile boolean ended;

    LetterReceivers(LetterClient client, boolean acknowledging) {
        this.client = client;
        this.acknowledging = acknowledging;
    }

    void begin(LetterPeople people) {
        people.boxes().forEach(box -> poll(box, 0));
    }

    /** From now on so many are waited for. */
    void expect(int count) {
        missing = new CountDownLatch(count);
    }

    /** Returns once all that were expected have come. */
    void await(long seconds) throws InterruptedException, BenchFailure {
        boolean all = missing.await(seconds, TimeUnit.SECONDS);
        Poster.failIf(fault.get());
        if (!all) {
            throw new BenchFailure("node", missing.getCount() + " letters did not arrive.", "");
        }
    }

    /** When that letter was fetched, by {@link System#nanoTime}; 0 where it was not. */
    long fetchedAt(Bytes32 letter) {
        return fetched.getOrDefault(letter, 0L);
    }

    int doubled() {
        return doubled.get();
    }

    void end() {
        ended = true;
    }

    private void poll(LetterPeople.Box box, long after) {
        if (ended) {
            return;
        }
        client.send(LetterPeople.poll(box, client, after, WAIT_SECONDS))
                .onComplete(answer -> take(box, after, answer), this::failed);
    }

    private void failed(Throwable why) {
        if (!ended) {
            fault.compareAndSet(null, why.toString());
        }
    }

    private void take(LetterPeople.Box box, long after, Asker.Answer answer) {
        if (!answer.isGood()) {
            fault.compareAndSet(null, answer.problem());
            return;
        }
        long now = System.nanoTime();
        LetterPage page;
        try {
            page = LetterPage.parseFrom(answer.body().getBytes());
        } catch (InvalidProtocolBufferException e) {
            fault.compareAndSet(null, e.toString());
            return;
        }
        for (WaitingLetter each : page.getLettersList()) {
            Bytes32 id = Sha256.of(each.getLetter().getLetter().toByteArray());
            if (fetched.putIfAbsent(id, now) == null) {
                missing.countDown();
            } else {
                doubled.incrementAndGet();
            }
        }
        if (page.getLettersCount() > 0 && acknowledging) {
            client.send(LetterPeople.acknowledgement(box, client, page.getNext()))
                    .onComplete(
                            done -> {
                                if (!done.isGood()) {
                                    fault.compareAndSet(null, done.problem());
                                }
                            },
                            this::failed);
        }
        poll(box, page.getLettersCount() == 0 ? after : page.getNext());
    }
}
