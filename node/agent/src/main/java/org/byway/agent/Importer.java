package org.byway.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.byway.agent.catalogue.Draft;
import org.byway.agent.catalogue.Row;
import org.byway.agent.catalogue.Rows;
import org.byway.agent.catalogue.Wanted;
import org.byway.agent.ledger.Entry;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.node.NodePort;
import org.byway.agent.node.Posting;
import org.byway.agent.node.Reply;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Refusal;

/**
 * Imports a file: reads rows, seals them a bundle at a time, and posts with a few bundles under way.
 *
 * <p>A row that stands already is passed over, so importing a file again adds nothing but what is not there. If the node stops
 * answering, reading stops; what was sealed waits, and the next import posts the same bytes before it reads on.
 */
public final class Importer {
    private static final int IN_FLIGHT = 4;

    private final Agent agent;
    private final Wanted wanted;
    private final Listener listener;
    private final Delivery delivery;
    private final BlockingQueue<Done> done = new LinkedBlockingQueue<>();
    private final Map<Bytes32, Long> rowNumbers = new HashMap<>();
    private final Set<Bytes32> delivered = new HashSet<>();
    private final List<Prepared> window = new ArrayList<>();
    private int windowBytes;
    private int inFlight;
    private long imported;
    private long refused;
    private long already;
    private String trouble;

    public Importer(Agent agent, NodePort node, Wanted wanted, Listener listener) {
        this.agent = agent;
        this.wanted = wanted;
        this.listener = listener;
        this.delivery = new Delivery(agent, node);
    }

    /** Told while the import goes on. */
    public interface Listener {
        void refused(long row, String reason);

        void at(long row, long bytesRead);

        /** A bundle is about to be posted: what it names must be there. */
        void leaves();
    }

    /**
     * How it went.
     *
     * @param imported rows that the node has taken now
     * @param already rows that stood before
     * @param trouble why the file was not read through; null if it was
     */
    public record Outcome(long imported, long refused, long already, String trouble) {}

    private record Done(Waiting bundle, Reply<Posting> answer) {}

    /** Reads the file through, or until the node no longer answers. */
    public Outcome run(Rows rows) throws IOException {
        Delivery.Outcome waited = delivery.all();
        trouble = waited.trouble();
        waited.taken().stream().map(Entry::row).forEach(delivered::add);
        Map<Bytes32, Integer> said = new HashMap<>();
        try (ExecutorService posting = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Row row = rows.next(); row != null && trouble == null; row = rows.next()) {
                switch (row) {
                    case Row.Refused(long number, String reason) -> refuse(number, reason);
                    case Row.Accepted(long number, Draft draft) ->
                        take(number, Agent.prepare(wanted, draft, number, said), posting);
                }
                listener.at(row.number(), rows.bytesRead());
            }
            if (trouble == null) {
                flush(posting);
            }
            while (inFlight > 0) {
                settle();
            }
        }
        return new Outcome(imported, refused, already, trouble);
    }

    private void refuse(long row, String reason) {
        refused++;
        listener.refused(row, reason);
    }

    private void take(long number, Checked<Prepared> prepared, ExecutorService posting) throws IOException {
        switch (prepared) {
            case Checked.Refused<Prepared>(Refusal refusal) -> refuse(number, refusal.detail());
            case Checked.Ok<Prepared>(Prepared row) -> {
                int bytes = row.content().length + Sealing.RECORD_BYTES + Answers.ADDRESS_BYTES;
                if (delivered.contains(row.digest())) {
                    imported++;
                } else if (agent.stands(row)) {
                    already++;
                } else {
                    if (windowBytes + bytes > Limits.BUNDLE_BYTES || window.size() == Limits.BUNDLE_RECORDS) {
                        flush(posting);
                    }
                    window.add(row);
                    windowBytes += bytes;
                }
            }
        }
    }

    private void flush(ExecutorService posting) throws IOException {
        Optional<Waiting> sealed = agent.seal(window);
        if (sealed.isPresent()) {
            Waiting bundle = sealed.get();
            byte[] bytes = agent.bytes(bundle);
            window.forEach(row -> rowNumbers.put(row.digest(), row.row()));
            inFlight++;
            listener.leaves();
            posting.execute(() -> done.add(new Done(bundle, answer(bytes))));
        }
        already += window.size() - sealed.map(bundle -> bundle.entries().size()).orElse(0);
        window.clear();
        windowBytes = 0;
        while (inFlight >= IN_FLIGHT) {
            settle();
        }
    }

    private Reply<Posting> answer(byte[] bundle) {
        try {
            return delivery.posted(bundle);
        } catch (RuntimeException e) {
            // Without an answer the import would wait for ever.
            return new Reply.Unreachable<>(e.toString());
        }
    }

    private void settle() throws IOException {
        Done next = take();
        inFlight--;
        switch (delivery.noted(next.bundle(), next.answer())) {
            case Reply.Got<Posting>(Posting posting) -> settle(next.bundle(), posting);
            case Reply.Refused<Posting>(String code, String message) -> trouble = message;
            case Reply.Unreachable<Posting>(String why) -> trouble = why;
        }
    }

    private void settle(Waiting bundle, Posting posting) {
        for (int i = 0; i < bundle.entries().size(); i++) {
            long row = rowNumbers.remove(bundle.entries().get(i).row());
            Refusal refusal = posting.refused().get(i);
            if (refusal == null) {
                imported++;
            } else {
                refuse(row, refusal.detail());
            }
        }
    }

    private Done take() throws IOException {
        try {
            return done.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
