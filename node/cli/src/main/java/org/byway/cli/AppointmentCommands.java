package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.byway.agent.letter.Appointments;
import org.byway.agent.letter.Calendar;
import org.byway.agent.letter.Tie;
import org.byway.cli.log.Printable;
import org.byway.protocol.letter.BodyRule;
import org.byway.protocol.wire.Appointment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway appointment}: when and where to meet. */
final class AppointmentCommands {
    private AppointmentCommands() {}

    static CommandLine tree(Desk desk) {
        return Group.of("appointment", "Agree when and where to meet.")
                .addSubcommand(new Propose(desk))
                .addSubcommand("agree", new Answer(desk, Appointment.State.AGREED))
                .addSubcommand("decline", new Answer(desk, Appointment.State.DECLINED))
                .addSubcommand("cancel", new Answer(desk, Appointment.State.CANCELLED))
                .addSubcommand(new Listing(desk));
    }

    @Command(
            name = "propose",
            mixinStandardHelpOptions = true,
            header = "Propose when and where to meet; or, with --move, another time for what there is.",
            footer = {
                "",
                "Example: byway appointment propose 9b12 \"Handing over\" --at 2026-12-01T17:00:00Z --place \"Market\""
            })
    static final class Propose implements Callable<Integer> {
        private final Desk desk;

        @Parameters(index = "0", paramLabel = "CONVERSATION")
        private String named;

        @Parameters(index = "1", paramLabel = "TITLE")
        private String title;

        @Option(names = "--at", paramLabel = "TIME", required = true, description = "As 2026-12-24T18:00:00Z.")
        private String from;

        @Option(names = "--until", paramLabel = "TIME")
        private String until;

        @Option(names = "--place", paramLabel = "TEXT", defaultValue = "")
        private String place;

        @Option(names = "--move", paramLabel = "ID", description = "The appointment that is to be at another time.")
        private String moved;

        Propose(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            Appointment.Builder proposed = Appointment.newBuilder()
                    .setTitle(title)
                    .setPlace(place)
                    .setFrom(MessageCommands.Times.millis("--at", from));
            if (until != null) {
                proposed.setUntil(MessageCommands.Times.millis("--until", until));
            }
            byte[] id = new byte[BodyRule.ID_BYTES];
            desk.surroundings().random().nextBytes(id);
            try (LetterDesk letters = LetterDesk.open(desk)) {
                proposed.setId(moved == null ? ByteString.copyFrom(id) : LetterLines.id(moved));
                say(desk, letters, letters.tie(named), proposed.build());
            }
            return Exit.OK;
        }
    }

    private static void say(Desk desk, LetterDesk letters, Tie tie, Appointment said) throws IOException {
        Appointments.Standing before = Appointments.of(tie).stream()
                .filter(each -> each.said().getId().equals(said.getId()))
                .findFirst()
                .orElse(null);
        Desk.value(Appointments.next(before, said, true), "");
        MessageCommands.write(letters, tie, body -> body.setAppointment(said));
        desk.say("Appointment " + LetterLines.hex(said.getId()) + ".");
    }

    /** Says something about an appointment that there is. */
    @Command(mixinStandardHelpOptions = true, header = "Say so of an appointment that was proposed.")
    static final class Answer implements Callable<Integer> {
        private final Desk desk;
        private final Appointment.State state;

        @Parameters(paramLabel = "ID", description = "As `byway appointment list` shows it.")
        private String id;

        Answer(Desk desk, Appointment.State state) {
            this.desk = desk;
            this.state = state;
        }

        @Override
        public Integer call() throws IOException {
            ByteString wanted = LetterLines.id(id);
            try (LetterDesk letters = LetterDesk.open(desk)) {
                Tie tie = letters.book().ties().stream()
                        .filter(each -> Appointments.of(each).stream()
                                .anyMatch(standing -> standing.said().getId().equals(wanted)))
                        .findFirst()
                        .orElseThrow(() -> Failure.failed("unknown_appointment", "There is no such appointment.", ""));
                say(
                        desk,
                        letters,
                        tie,
                        Appointment.newBuilder().setId(wanted).setState(state).build());
            }
            return Exit.OK;
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            header = "List all appointments, or write them for a calendar.")
    static final class Listing implements Callable<Integer> {
        private final Desk desk;

        @Option(names = "--ics", paramLabel = "FILE", description = "Write them as iCalendar.")
        private Path calendar;

        Listing(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            List<Appointments.Standing> all = new ArrayList<>();
            try (LetterDesk letters = LetterDesk.open(desk)) {
                for (Tie tie : letters.book().ties()) {
                    for (Appointments.Standing standing : Appointments.of(tie)) {
                        tell(tie, standing);
                        all.add(standing);
                    }
                }
            }
            if (all.isEmpty()) {
                desk.say("None yet.");
            }
            if (calendar != null) {
                Files.write(
                        calendar, Calendar.of(all, desk.surroundings().now()).getBytes(StandardCharsets.UTF_8));
            }
            return Exit.OK;
        }

        private void tell(Tie tie, Appointments.Standing standing) {
            Appointment said = standing.said();
            String state = said.getState().name().toLowerCase(Locale.ROOT);
            ObjectNode line = Desk.object();
            line.put("id", LetterLines.hex(said.getId())).put("state", state);
            line.put("title", said.getTitle()).put("place", said.getPlace());
            line.put("starts", Desk.time(said.getFrom()));
            line.put("proposedBy", standing.own() ? "me" : "them");
            line.put("conversation", tie.relationship().hex());
            desk.line(line);
            String place = said.getPlace().isEmpty() ? "" : ", " + Printable.line(said.getPlace());
            desk.say("%s  %-9s %-12s %s%s, with %s"
                    .formatted(
                            LetterLines.hex(said.getId()),
                            state,
                            LetterLines.time(said.getFrom()),
                            Printable.line(said.getTitle()),
                            place,
                            Printable.line(LetterDesk.called(tie))));
        }
    }
}
