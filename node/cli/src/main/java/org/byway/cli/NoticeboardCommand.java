package org.byway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.byway.agent.Agent;
import org.byway.agent.LiveRecords;
import org.byway.agent.node.NodePort;
import org.byway.cli.noticeboard.Board;
import org.byway.cli.noticeboard.Notice;
import org.byway.cli.noticeboard.Page;
import org.byway.cli.noticeboard.Paper;
import org.byway.protocol.community.LinkHalf;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code byway noticeboard}. */
@Command(
        name = "noticeboard",
        mixinStandardHelpOptions = true,
        header = "Make the week's noticeboard: one page to print and pin up.",
        description = {
            "What your community wants, offers and lends, newest first, and an invite for others to scan. The page is",
            "HTML that needs nothing else: open it in a browser and print it, or save it as PDF."
        })
final class NoticeboardCommand implements Callable<Integer> {
    private static final int INVITE_DAYS = 30;

    private final Desk desk;

    @Option(names = "--out", paramLabel = "FILE.html", description = "Where to write it. Usually standard output.")
    private Path out;

    @Option(
            names = "--paper",
            paramLabel = "PAPER",
            defaultValue = "A4",
            description = "A4 or Letter. Usually ${DEFAULT-VALUE}.")
    private Paper paper;

    @Option(names = "--carried", description = "Show what other communities say too.")
    private boolean carried;

    @Option(names = "--no-invite", description = "Leave the invite out. It is good for 30 days otherwise.")
    private boolean noInvite;

    NoticeboardCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        if (out == null && desk.json()) {
            throw Failure.usage("--json goes with --out FILE.html: the page itself is no JSON.", "");
        }
        NodePort node = desk.node();
        JsonNode facts = Desk.value(node.facts());
        long now = desk.surroundings().now();
        Board board = new Board();
        Bytes32 community =
                carried ? null : Bytes32.ofHex(facts.path("community").asText());
        for (Kind kind : new Kind[] {Kind.INTENT, Kind.OFFER}) {
            Desk.value(new LiveRecords(node).each(kind, community, listed -> board.add(Notice.of(listed, now))));
        }
        String page = Page.of(facts.path("name").asText(""), board, paper, invite(facts, now), now);
        if (out == null) {
            desk.surroundings().out().print(page);
            return Exit.OK;
        }
        WholeFile.write(out, page.getBytes(StandardCharsets.UTF_8));
        var line = Desk.object().put("file", out.toString());
        for (Notice.Section section : Notice.Section.values()) {
            line.put(section.name().toLowerCase(Locale.ROOT), board.count(section));
        }
        desk.line(line);
        desk.say("The board is in " + out + ". Open it in a browser and print it.");
        return Exit.OK;
    }

    private Optional<String> invite(JsonNode facts, long now) throws IOException {
        if (noInvite) {
            return Optional.empty();
        }
        try (Agent agent = desk.agent()) {
            long expires = now + INVITE_DAYS * Limits.DAY_MILLIS;
            return Optional.of(agent.steward().invite(InviteCommand.addresses(facts), expires, LinkHalf.MOST_HOPS));
        }
    }
}
