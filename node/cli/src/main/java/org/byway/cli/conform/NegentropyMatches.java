package org.byway.cli.conform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Holds this implementation of Negentropy against another one, which speaks the lines of the public reference's test harness: random
 * sets, random frame limits, each match in both roles. Both must find exactly the records that differ, in frames within the limit.
 */
public final class NegentropyMatches {
    /** More rounds of one match are no progress. */
    private static final int MOST_ROUNDS = 10_000;

    private static final int LEAST_FRAME_BYTES = 4_096;
    private static final int FRAME_BYTES_SPAN = 16_384;
    private static final int MOST_SHARED = 2_000;
    private static final int MOST_OWN = 300;
    private static final int MOST_SECOND = 5_000;

    private final List<String> command;
    private final SplittableRandom random;
    private int messages;

    /**
     * How many matches came out right.
     *
     * @param messages of both sides, in all matches
     * @param wrong the first that did not, in words, or null
     */
    public record Outcome(int matches, int messages, String wrong) {}

    /** One match: what each side holds, what each lacks, and the frame limit, 0 for none. */
    private record Match(
            List<String> ours, List<String> theirs, SortedSet<String> have, SortedSet<String> need, int frame) {}

    /** @param command the other implementation; it is started anew for each match, with FRAMESIZELIMIT in its environment */
    public NegentropyMatches(List<String> command, long seed) {
        this.command = List.copyOf(command);
        this.random = new SplittableRandom(seed);
    }

    /** Ends at the first match that comes out wrong. */
    public Outcome run(int matches) throws IOException {
        for (int i = 0; i < matches; i++) {
            Match match = match();
            String wrong = play(match, i % 2 == 0);
            if (wrong != null) {
                return new Outcome(
                        i,
                        messages,
                        "match %d, %s, frames of %s, %d and %d records: %s"
                                .formatted(
                                        i + 1,
                                        i % 2 == 0 ? "this one asks" : "this one answers",
                                        match.frame == 0 ? "any size" : "at most " + match.frame + " bytes",
                                        match.ours.size(),
                                        match.theirs.size(),
                                        wrong));
            }
        }
        return new Outcome(matches, messages, null);
    }

    private Match match() {
        List<String> ours = new ArrayList<>();
        List<String> theirs = new ArrayList<>();
        SortedSet<String> have = new TreeSet<>();
        SortedSet<String> need = new TreeSet<>();
        int seconds = 1 + random.nextInt(MOST_SECOND);
        for (int i = upTo(MOST_SHARED); i > 0; i--) {
            String item = item(id(), seconds);
            ours.add(item);
            theirs.add(item);
        }
        own(ours, have, seconds);
        own(theirs, need, seconds);
        Collections.shuffle(ours, new Random(random.nextLong()));
        int frame = random.nextInt(3) == 0 ? 0 : LEAST_FRAME_BYTES + random.nextInt(FRAME_BYTES_SPAN);
        return new Match(ours, theirs, have, need, frame);
    }

    /** Small numbers as often as large ones. */
    private int upTo(int most) {
        return random.nextInt(1 + random.nextInt(1 + most));
    }

    private void own(List<String> side, SortedSet<String> ids, int seconds) {
        for (int i = upTo(MOST_OWN); i > 0; i--) {
            String id = id();
            ids.add(id);
            side.add(item(id, seconds));
        }
    }

    private String id() {
        byte[] id = new byte[32];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    private String item(String id, int seconds) {
        return "item," + random.nextInt(seconds) + "," + id;
    }

    /** Null, or what went wrong. */
    private String play(Match match, boolean weAsk) throws IOException {
        try (NegentropySide us = NegentropySide.here(match.frame);
                NegentropySide them = NegentropySide.process(command, match.frame)) {
            us.holds(match.ours);
            them.holds(match.theirs);
            NegentropySide asks = weAsk ? us : them;
            NegentropySide answers = weAsk ? them : us;
            SortedSet<String> have = weAsk ? match.have : match.need;
            SortedSet<String> need = weAsk ? match.need : match.have;
            return play(asks, answers, match.frame, have, need);
        }
    }

    private String play(
            NegentropySide asks, NegentropySide answers, int frame, SortedSet<String> have, SortedSet<String> need)
            throws IOException {
        SortedSet<String> foundHave = new TreeSet<>();
        SortedSet<String> foundNeed = new TreeSet<>();
        String message = asks.answer("initiate");
        for (int round = 0; round < MOST_ROUNDS; round++) {
            String wrong = judged(message, frame);
            String reply = wrong == null ? answers.answer(message) : null;
            wrong = wrong == null ? judged(reply, frame) : wrong;
            if (wrong != null) {
                return wrong;
            }
            messages += 2;
            String next = asks.answer(reply);
            foundHave.addAll(asks.found("have"));
            foundNeed.addAll(asks.found("need"));
            if ("done".equals(next)) {
                return foundHave.equals(have) && foundNeed.equals(need)
                        ? null
                        : "found %d to give and %d to ask for, where there are %d and %d"
                                .formatted(foundHave.size(), foundNeed.size(), have.size(), need.size());
            }
            message = next;
        }
        return "no end after " + MOST_ROUNDS + " rounds";
    }

    private static String judged(String message, int frame) {
        if (message == null) {
            return "one side ended without an answer";
        }
        if (!message.startsWith("msg,")) {
            return "one side said " + message;
        }
        int bytes = (message.length() - "msg,".length()) / 2;
        return frame > 0 && bytes > frame ? "a frame of " + bytes + " bytes" : null;
    }
}
