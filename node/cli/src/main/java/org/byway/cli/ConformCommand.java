package org.byway.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.byway.cli.conform.Conformance;
import org.byway.cli.conform.ConformanceLoop;
import org.byway.cli.conform.NegentropyMatches;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.sync.NegentropyLines;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway conform}. */
@Command(
        name = "conform",
        mixinStandardHelpOptions = true,
        header = "Answer questions of another implementation, so that it can be held against this one.",
        description = {
            "records:     one JSON request {\"op\", ...} a line in, one JSON reply a line out: ed25519-verify, record-id,",
            "             record-verify, did-key, did-peer, did-resolve, bip39-seed, slip10-ed25519, hpke-open,",
            "             letter-open, key-events, deal-replay, blind-rsa-verify, sd-jwt-verify, http-signature-base,",
            "             http-request-verify, content-digest. Bytes are lower-case hex.",
            "negentropy:  the line protocol of the public Negentropy reference's test harness; FRAMESIZELIMIT is",
            "             taken from the environment. With --against, both are held against each other in random",
            "             matches, in turn in both roles, with random frame limits."
        })
final class ConformCommand implements Callable<Integer> {
    private final Desk desk;

    /** Of what is to be answered. */
    enum Subject {
        RECORDS,
        NEGENTROPY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "SUBJECT",
            defaultValue = "records",
            description = "One of: ${COMPLETION-CANDIDATES}. Usually ${DEFAULT-VALUE}.")
    private Subject subject;

    @Option(
            names = "--against",
            paramLabel = "COMMAND",
            description = "What starts the other implementation of Negentropy, once for each match; as in a shell.")
    private String against;

    @Option(names = "--matches", paramLabel = "N", description = "How many. Usually 1000.")
    private int matches = 1_000;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed gives the same matches. Usually ${DEFAULT-VALUE}.")
    private long seed = 1;

    ConformCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        if (against != null) {
            return match();
        }
        switch (subject) {
            case RECORDS ->
                new ConformanceLoop(
                                desk.surroundings().streams().in(),
                                desk.surroundings().out())
                        .run(new Conformance(new StrictEd25519()));
            case NEGENTROPY -> negentropy();
        }
        return Exit.OK;
    }

    private int match() throws IOException {
        if (subject != Subject.NEGENTROPY || matches < 1 || against.isBlank()) {
            throw Failure.usage("--against goes with negentropy, a command and at least one match.", "");
        }
        NegentropyMatches.Outcome outcome = new NegentropyMatches(List.of("/bin/sh", "-c", against), seed).run(matches);
        if (outcome.wrong() != null) {
            throw Failure.failed(
                    "disagreement", "After %,d good ones: %s".formatted(outcome.matches(), outcome.wrong()), "");
        }
        desk.surroundings()
                .out()
                .printf("Agreed in %,d matches of %,d messages.%n", outcome.matches(), outcome.messages());
        return Exit.OK;
    }

    private void negentropy() throws IOException {
        String frame = desk.surroundings().environment().get("FRAMESIZELIMIT");
        NegentropyLines side = Desk.argument(NegentropyLines.of(frame));
        BufferedReader lines = new BufferedReader(
                new InputStreamReader(desk.surroundings().streams().in(), StandardCharsets.US_ASCII));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            side.handle(line).forEach(desk.surroundings().out()::println);
            desk.surroundings().out().flush();
        }
    }
}
