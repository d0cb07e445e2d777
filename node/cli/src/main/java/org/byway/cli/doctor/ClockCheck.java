package org.byway.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether this machine's clock can be right. A node whose clock is off stops postmarking. */
final class ClockCheck implements Check {
    /** What a node allows before it stops postmarking (SPEC.md, 5). */
    private static final long OFF_MILLIS = 300_000;
    /** There was no Byway before. */
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    private static final String REMEDY =
            "Set the clock and keep it set, for example with `timedatectl set-ntp true`, systemd-timesyncd or chrony.";

    @Override
    public String what() {
        return "clock";
    }

    @Override
    public Seen look(Subject subject) throws IOException {
        Instant now = Instant.ofEpochMilli(subject.now());
        List<Finding> findings = new ArrayList<>();
        if (now.isBefore(FIRST)) {
            findings.add(Finding.error("clock_off", "The clock shows " + now + ", which is long past.", REMEDY));
        } else if (Files.exists(subject.storeFile())) {
            Instant written = Files.getLastModifiedTime(subject.storeFile()).toInstant();
            if (written.isAfter(now.plusMillis(OFF_MILLIS))) {
                findings.add(Finding.warning(
                        "clock_back",
                        "The clock shows " + now + ", but the store was last written at " + written + ".",
                        REMEDY));
            }
        }
        String others = subject.status().map(status -> others(status, findings)).orElse("");
        return new Seen(what(), now + others, findings);
    }

    private static String others(JsonNode status, List<Finding> findings) {
        long behind = status.path("behindMillis").asLong();
        int voices = 0;
        Optional<JsonNode> farthest = Optional.empty();
        for (JsonNode peer : status.path("peers")) {
            if (peer.path("aheadMillis").isNumber()) {
                voices++;
                farthest = farthest.filter(other -> distance(other) >= distance(peer))
                        .or(() -> Optional.of(peer));
            }
        }
        if (Math.abs(behind) > OFF_MILLIS) {
            findings.add(Finding.error(
                    "clock_off",
                    "The clock is " + words(behind) + " the other communities' clocks: nothing is postmarked.",
                    REMEDY));
        } else if (farthest.isPresent() && distance(farthest.get()) > OFF_MILLIS) {
            findings.add(Finding.warning(
                    "clocks_differ",
                    "The clock is " + words(farthest.get().path("aheadMillis").asLong()) + " that of the node "
                            + farthest.get().path("node").asText() + ".",
                    "See which of the two is wrong. " + REMEDY));
        }
        return voices == 0 ? "" : "; compared with " + voices + (voices == 1 ? " peer" : " peers");
    }

    private static long distance(JsonNode peer) {
        return Math.abs(peer.path("aheadMillis").asLong());
    }

    private static String words(long behindMillis) {
        Duration by = Duration.ofMillis(Math.abs(behindMillis));
        String text = by.toHours() > 0 ? by.toHours() + " h " + by.toMinutesPart() + " min" : by.toMinutes() + " min";
        return text + (behindMillis > 0 ? " behind" : " ahead of");
    }
}
