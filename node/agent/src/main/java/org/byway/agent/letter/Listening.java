package org.byway.agent.letter;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Asks at many mailboxes at once, each by one question that is open until something comes; what comes is handed over one at a time. A
 * mailbox that could not be asked is left alone for a while. Used by one thread at a time, with a thread of its own for each question.
 */
final class Listening implements AutoCloseable {
    /** How long a mailbox is left alone that could not be asked. */
    private static final long PAUSE_MILLIS = 5_000;

    private final BlockingDeque<Visit> heard = new LinkedBlockingDeque<>();
    private final Map<String, Thread> asking = new HashMap<>();
    private final Map<String, Long> paused = new HashMap<>();

    /** Whether there is an open question by that name, or is to be none yet. */
    boolean asks(String name, long nowMillis) {
        return asking.containsKey(name) || paused.getOrDefault(name, 0L) > nowMillis;
    }

    /** Asks; there is to be no open question by that name. */
    void ask(String name, Supplier<Visit> question) {
        asking.put(name, Thread.startVirtualThread(() -> heard.add(question.get())));
    }

    /** What was heard next, or null; its question is closed then. */
    Visit next(long nowMillis) {
        Visit next = heard.poll();
        if (next != null) {
            asking.remove(next.name());
            if (!next.answered()) {
                paused.put(next.name(), nowMillis + PAUSE_MILLIS);
            }
        }
        return next;
    }

    /** Waits until something was heard, for so long at most, or until a mailbox is to be asked again. */
    void await(long millis) throws InterruptedException {
        long most = paused.isEmpty() ? millis : Math.min(millis, PAUSE_MILLIS);
        Visit first = heard.pollFirst(most, TimeUnit.MILLISECONDS);
        if (first != null) {
            heard.addFirst(first);
        }
    }

    @Override
    public void close() {
        asking.values().forEach(Thread::interrupt);
        asking.clear();
    }
}
