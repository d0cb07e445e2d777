package org.byway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.byway.agent.Agent;
import org.byway.agent.Audit;
import org.byway.agent.Evidence;
import org.byway.agent.ledger.Entry;
import org.byway.agent.letter.KnownNode;
import org.byway.agent.node.HttpNode;
import org.byway.agent.node.Reply;
import org.byway.cli.log.Printable;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code byway audit}: whether other communities' nodes show what was posted here. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        header = "Read your offers and intents back through other communities' nodes.",
        description = {
            "Every record is checked by its bytes. What a node does not show as it was said is kept as evidence, with the signed word of",
            "the node that took it. Without --node those of `byway mailbox list` are asked. Exits with 1 where something is missing,",
            "or a node does not answer."
        })
final class AuditCommand implements Callable<Integer> {
    private static final int USUAL_RECORDS = 200;

    private final Desk desk;

    @Option(names = "--node", paramLabel = "HOST:PORT", description = "A node's HTTP address; may be repeated.")
    private List<String> nodes = List.of();

    @Option(names = "--all", description = "All that stands, not only the last " + USUAL_RECORDS + ".")
    private boolean all;

    @Option(
            names = "--grace",
            paramLabel = "MINUTES",
            defaultValue = "10",
            description = "What was posted later than so long ago need not be there yet (usually 10).")
    private int graceMinutes;

    @Option(names = "--evidence", description = "Ask nobody: list what was found before.")
    private boolean evidence;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = {
                "Write the records of the evidence, with the postmarks, into a new file. Anybody can check it:",
                "`byway record verify FILE`."
            })
    private Path file;

    AuditCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        if (graceMinutes < 0) {
            throw Failure.usage("--grace is a number of minutes, from 0 on.", "");
        }
        try (Agent agent = desk.agent()) {
            Evidence kept = Evidence.of(agent.vault(), desk.surroundings().clock());
            boolean fine = true;
            if (evidence) {
                kept.all().forEach(this::tell);
                if (kept.all().isEmpty()) {
                    desk.say("Nothing was ever found missing.");
                }
            } else if (file == null || !nodes.isEmpty()) {
                fine = audit(agent, kept);
            }
            if (file != null) {
                write(kept, agent);
            }
            return fine ? Exit.OK : Exit.FAILED;
        }
    }

    private void tell(Evidence.Kept kept) {
        desk.line(Desk.object()
                .put("id", kept.record().hex())
                .put("finding", kept.finding())
                .put("node", kept.node().hex())
                .put("address", kept.address())
                .put("noted", Desk.time(kept.noted())));
        desk.say(Desk.time(kept.noted()) + " " + kept.record() + " " + kept.finding() + " at "
                + Printable.line(kept.address()));
    }

    private boolean audit(Agent agent, Evidence kept) throws IOException {
        List<Entry> standing = agent.marked().standing();
        List<Entry> asked = all ? standing : standing.subList(0, Math.min(standing.size(), USUAL_RECORDS));
        Audit audit = new Audit(
                agent.marked(), desk.surroundings().clock().millis() - TimeUnit.MINUTES.toMillis(graceMinutes));
        boolean fine = true;
        for (String address : addresses(agent)) {
            fine &= audit(audit, asked, address, kept);
        }
        return fine;
    }

    private List<String> addresses(Agent agent) throws IOException {
        List<String> addresses = new ArrayList<>(nodes);
        if (addresses.isEmpty()) {
            desk
                    .home()
                    .letters(
                            agent,
                            desk.surroundings().clock(),
                            desk.surroundings().random())
                    .book()
                    .nodes()
                    .stream()
                    .map(KnownNode::address)
                    .forEach(addresses::add);
        }
        if (addresses.isEmpty()) {
            throw Failure.usage("There is no node to ask.", "Name one of another community with --node HOST:PORT.");
        }
        return addresses.stream().map(HostLink::address).toList();
    }

    private boolean audit(Audit audit, List<Entry> asked, String address, Evidence kept) throws IOException {
        HttpNode node = new HttpNode(address, "");
        Bytes32 key = key(node.facts());
        if (key == null) {
            desk.line(Desk.object().put("address", address).put("finding", Audit.Finding.NO_ANSWER.word()));
            desk.say(Printable.line(address) + " does not answer as a node does.");
            return false;
        }
        List<Audit.Looked> looked = audit.of(asked, node);
        int found = 0;
        int young = 0;
        boolean fine = true;
        for (Audit.Looked each : looked) {
            boolean good = each.finding() == Audit.Finding.FOUND || each.finding() == Audit.Finding.NOT_YET;
            found += each.finding() == Audit.Finding.FOUND ? 1 : 0;
            young += each.finding() == Audit.Finding.NOT_YET ? 1 : 0;
            fine &= good;
            desk.line(Desk.object()
                    .put("id", each.entry().id().hex())
                    .put("finding", each.finding().word())
                    .put("node", key.hex())
                    .put("address", address)
                    .put("evidence", each.isEvidence()));
            if (!good) {
                desk.say(each.entry().id() + " " + each.finding().word() + " at " + Printable.line(address));
            }
        }
        int fresh = kept.keep(looked, key, address);
        desk.say(found + " of " + looked.size() + " found at " + Printable.line(address)
                + (young == 0 ? "" : "; " + young + " not there yet, and too young to be missed")
                + (fresh == 0 ? "." : "; " + fresh + " kept as evidence."));
        return fine;
    }

    /** The key that a node names as its own; null where none answers. */
    private static Bytes32 key(Reply<JsonNode> facts) {
        return facts instanceof Reply.Got<JsonNode>(JsonNode said)
                        && Bytes32.parse(said.path("node").asText()) instanceof Checked.Ok<Bytes32>(Bytes32 key)
                ? key
                : null;
    }

    private void write(Evidence kept, Agent agent) throws IOException {
        byte[] bundle = kept.bundle(agent.marked());
        if (bundle.length == 0) {
            throw Failure.failed("no_evidence", "There is no evidence to write.", "");
        }
        if (Files.exists(file)) {
            throw Failure.failed("file_exists", file + " is there already, and is not written over.", "");
        }
        Files.write(file, bundle, StandardOpenOption.CREATE_NEW);
        desk.say("Written to " + file + ".");
    }
}
