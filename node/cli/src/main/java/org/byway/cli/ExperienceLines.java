package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.byway.cli.log.Printable;
import org.byway.protocol.experience.Score;
import org.byway.protocol.experience.Testimony;
import org.byway.protocol.experience.Told;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Experience;

/** What others tell, in words and as JSON. */
final class ExperienceLines {
    private static final int MONTHS = 100;

    private final Desk desk;

    ExperienceLines(Desk desk) {
        this.desk = desk;
    }

    /** Tells all of it by subject, each with what it comes to. */
    void tell(List<Told> told) {
        Map<Bytes32, ArrayList<Told>> bySubject = new LinkedHashMap<>();
        told.forEach(each -> bySubject
                .computeIfAbsent(each.subject(), none -> new ArrayList<>())
                .add(each));
        bySubject.forEach((subject, all) -> {
            score(subject, Score.of(all));
            all.forEach(this::tell);
        });
    }

    private void score(Bytes32 subject, Score score) {
        desk.line(Desk.object()
                .put("subject", subject.hex())
                .put("experiences", score.experiences())
                .put("authors", score.authors())
                .put("communities", score.communities())
                .put("raters", score.raters())
                .put("rating", score.raters() == 0 ? null : score.hundredths() / 100.0));
        String rating =
                score.raters() == 0 ? "no rating" : String.format(Locale.ROOT, "%.2f of 5", score.hundredths() / 100.0);
        desk.say(subject + "\n  " + rating + "; " + counted(score.experiences(), "experience") + " of "
                + counted(score.authors(), "person", "people") + " in "
                + counted(score.communities(), "community", "communities"));
    }

    private static String counted(int count, String word) {
        return counted(count, word, word + "s");
    }

    private static String counted(int count, String one, String more) {
        return count + " " + (count == 1 ? one : more);
    }

    private void tell(Told told) {
        Experience said = told.said();
        boolean amended = told.envelope().revision() > 0;
        ObjectNode line = Desk.object()
                .put("id", told.id().hex())
                .put("subject", told.subject().hex())
                .put("author", told.author().hex())
                .put("community", told.community().hex())
                .put("created", Desk.time(told.envelope().created()))
                .put("rating", said.getRating() == 0 ? null : said.getRating())
                .put("text", said.getText())
                .put("manner", manner(said))
                .put("month", said.getMonth() == 0 ? null : month(said))
                .put("amended", amended);
        if (told.answer() != null) {
            line.putObject("reply")
                    .put("id", told.answer().id().hex())
                    .put("text", told.answer().text())
                    .put("earlier", told.answer().earlier());
        }
        desk.line(line);
        LocalDate day = Instant.ofEpochMilli(told.envelope().created())
                .atZone(ZoneId.systemDefault())
                .toLocalDate();
        StringBuilder words = new StringBuilder("  ").append(day).append("  ");
        words.append(said.getRating() == 0 ? "-" : said.getRating() + "/5").append("  ");
        words.append(manner(said) == null ? "" : "[" + manner(said) + "] ");
        words.append(Printable.joined(said.getText()))
                .append(amended ? "  (amended)" : "")
                .append("\n      ")
                .append(told.id());
        if (told.answer() != null) {
            words.append("\n      answered: ")
                    .append(Printable.joined(told.answer().text()));
            words.append(told.answer().earlier() ? "  (to an earlier wording)" : "");
        }
        desk.say(words.toString());
    }

    private static String manner(Experience said) {
        return said.getManner() == Experience.Manner.NOT_SAID
                ? null
                : said.getManner().name().toLowerCase(Locale.ROOT);
    }

    private static String month(Experience said) {
        return String.format(Locale.ROOT, "%04d-%02d", said.getMonth() / MONTHS, said.getMonth() % MONTHS);
    }

    /** Tells what does not hold, and why. */
    void refused(Testimony testimony) {
        testimony.refused().forEach(this::refused);
    }

    private void refused(Bytes32 id, Refusal why) {
        desk.line(Desk.object()
                .put("id", id.hex())
                .put("refused", why.reason().code())
                .put("why", why.detail()));
        desk.say("Does not hold: " + id + ": " + why.detail());
    }

    /** Tells which places of a file hold nothing that can be read. */
    void faults(SortedMap<Integer, Refusal> faults) {
        faults.forEach((place, why) -> {
            desk.line(Desk.object()
                    .put("place", place)
                    .put("refused", why.reason().code())
                    .put("why", why.detail()));
            desk.say("Does not hold: record " + place + " of the file: " + why.detail());
        });
    }
}
