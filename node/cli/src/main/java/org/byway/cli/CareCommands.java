package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.byway.agent.Agent;
import org.byway.agent.letter.Mailbox;
import org.byway.protocol.care.Act;
import org.byway.protocol.care.NoticeRule;
import org.byway.protocol.care.Notices;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.Caretaker;
import org.byway.protocol.wire.Notice;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code byway care}: who takes reports, and what caretakers did. */
final class CareCommands {
    private CareCommands() {}

    static CommandLine tree(Desk desk) {
        return Group.of("care", "Take reports, as a caretaker; and read in the open log what caretakers did.")
                .addSubcommand(new Open(desk))
                .addSubcommand(new Close(desk))
                .addSubcommand(new Who(desk))
                .addSubcommand(new Log(desk));
    }

    private static void say(CareDesk at, Caretaker said) throws IOException {
        at.requireSteward();
        at.post(Desk.value(
                at.agent().steward().say(Notice.newBuilder().setCaretaker(said).build()), ""));
    }

    @Command(
            name = "open",
            mixinStandardHelpOptions = true,
            header = "Take reports, as a steward.",
            description = {
                "Publishes an address for letters under your steward's key, and a name for people. Reports come as sealed letters to all",
                "caretakers: `byway report list` fetches them. Say it again once a year."
            })
    static final class Open implements Callable<Integer> {
        private final Desk desk;

        @Option(names = "--name", paramLabel = "NAME", required = true, description = "What people are to call you.")
        private String name;

        Open(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            String called = NoticeOptions.words("--name", name, NoticeRule.NAME_CHARACTERS);
            if (called.chars().anyMatch(Character::isISOControl)) {
                throw Failure.usage("--name takes one line.", "");
            }
            try (LetterDesk letters = LetterDesk.open(desk)) {
                CareDesk at = CareDesk.of(desk, letters.agent());
                at.requireSteward();
                byte[] index = new byte[Bytes32.SIZE];
                desk.surroundings().random().nextBytes(index);
                Bytes32 found = Bytes32.of(index);
                // As a seller's, for ever: one that ends would take answers to an intent alone.
                Mailbox mailbox = letters.correspondence()
                        .open(found, new Mailbox.Signer(found, 0), letters.nodeKeys(), Long.MAX_VALUE);
                letters.carrier().open(List.of(mailbox)).forEach(trouble -> desk.note(Desk.sentence(trouble)));
                say(
                        at,
                        Caretaker.newBuilder()
                                .setName(called)
                                .setAddress(mailbox.address().wire())
                                .setKey(ByteString.copyFrom(letters.agent()
                                        .keys()
                                        .persona(found)
                                        .publicKey()
                                        .bytes()))
                                .build());
                desk.line(Desk.object().put("name", called).put("state", "open"));
                desk.say("You take reports as " + called + ". `byway report list` fetches them.");
            }
            return Exit.OK;
        }
    }

    @Command(name = "close", mixinStandardHelpOptions = true, header = "Take no more reports.")
    static final class Close implements Callable<Integer> {
        private final Desk desk;

        Close(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (Agent agent = desk.agent()) {
                CareDesk at = CareDesk.of(desk, agent);
                String name = at.care().name(agent.steward().key(), at.now());
                say(at, Caretaker.newBuilder().setName(name).build());
                desk.line(Desk.object().put("state", "closed"));
                desk.say("No more reports come to you. Those that came stay.");
            }
            return Exit.OK;
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, header = "List who takes reports.")
    static final class Who implements Callable<Integer> {
        private final Desk desk;

        Who(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (Agent agent = desk.agent()) {
                CareDesk at = CareDesk.of(desk, agent);
                List<Notices.Known> all = at.care().caretakers(at.now());
                for (Notices.Known each : all) {
                    desk.line(Desk.object()
                            .put("name", each.said().getName())
                            .put("steward", each.steward().hex()));
                    desk.say("%-24s %s".formatted(each.said().getName(), each.steward()));
                }
                if (all.isEmpty()) {
                    desk.say("Nobody yet. A steward begins with: byway care open --name NAME");
                }
            }
            return Exit.OK;
        }
    }

    @Command(
            name = "log",
            mixinStandardHelpOptions = true,
            header = "Show what caretakers did: who, what, why, when.",
            description = {
                "Everybody may read it, at any node: /v1/care/log. Each line rests on a signed record and is checked here; it goes when that",
                "expires, a year after it was said."
            })
    static final class Log implements Callable<Integer> {
        private final Desk desk;

        Log(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (Agent agent = desk.agent()) {
                CareDesk at = CareDesk.of(desk, agent);
                Bytes32 community = at.care().charters().standing().community();
                List<Act> acts = at.care().notices().log(community, at.now());
                acts.forEach(act -> tell(at, act));
                if (acts.isEmpty()) {
                    desk.say("Nothing yet.");
                }
            }
            return Exit.OK;
        }

        private void tell(CareDesk at, Act act) {
            String who =
                    act.what().equals("appealed") ? "its author" : at.care().name(act.by(), at.now());
            ObjectNode line = Desk.object()
                    .put("record", act.record().hex())
                    .put("at", Desk.time(act.at()))
                    .put("what", act.what())
                    .put("by", act.by().hex())
                    .put("name", who)
                    .put("reason", act.notice().reason())
                    .put("words", act.words())
                    .put("notice", act.notice().record().hex());
            ObjectNode about = line.putObject("about");
            NoticeLines.target(act.notice().target(), about);
            desk.line(line);
            desk.say("%s  %-8s  by %s, %s: %s  (%s)"
                    .formatted(
                            Desk.time(act.at()),
                            act.what(),
                            who,
                            act.notice().reason(),
                            act.words(),
                            NoticeLines.about(act.notice().target())));
        }
    }
}
