package org.byway.cli;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.Admission;
import org.byway.protocol.wire.CharterStatement;
import org.byway.protocol.wire.HouseRules;
import org.byway.protocol.wire.Sanction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code byway community revise}. */
@Command(
        name = "revise",
        mixinStandardHelpOptions = true,
        header = "Change the charter: its name, who may post, house rules.",
        description = {
            "What is not named stays as it is; an empty text takes something out. Where one steward's signature is not enough, it",
            "prints a draft, which the others sign by `byway community endorse`. Where two charters dispute, the new one settles it."
        })
final class CommunityReviseCommand implements Callable<Integer> {
    private final Desk desk;

    @Option(names = "--name", paramLabel = "NAME", description = "What to call the community.")
    private String name;

    @Option(names = "--threshold", paramLabel = "N", description = "How many stewards must sign a charter.")
    private Integer threshold;

    @Option(
            names = "--admission",
            paramLabel = "WHO",
            description =
                    "Who may post: open (anybody), invite (members, by an invite) or stewards (members whom a steward let in).")
    private String admission;

    @Option(names = "--place", paramLabel = "CELL", description = "Where it is, as a geohash.")
    private String place;

    @Option(names = "--language", paramLabel = "TAG", description = "A language, such as pt-BR. May be repeated.")
    private List<String> languages;

    @Option(names = "--currency", paramLabel = "CODE", description = "A currency, such as EUR. May be repeated.")
    private List<String> currencies;

    @Option(
            names = "--daily-posts",
            paramLabel = "N",
            description = "How many records a member may post in a day; 0: no rule.")
    private Integer dailyPosts;

    @Option(
            names = "--anonymous-posts",
            paramLabel = "N",
            description =
                    "How many posts a member may make in a day that nobody can tell from other members'; 0: none.")
    private Integer anonymousPosts;

    @Option(
            names = "--retention-days",
            paramLabel = "N",
            description = "For how long nodes keep traces of posts; 0: no rule.")
    private Integer retentionDays;

    @Option(
            names = "--roster",
            paramLabel = "DIGEST",
            description = "A text of conditions that members may ask for. May be repeated.")
    private List<String> roster;

    @Option(
            names = "--forbid",
            paramLabel = "SCHEME:CODE",
            description = "A kind of thing that has no place here. May be repeated.")
    private List<String> forbidden;

    @Option(
            names = "--adults",
            paramLabel = "SCHEME:CODE",
            description = "A kind of thing for adults only. May be repeated.")
    private List<String> ageLimited;

    @Option(names = "--minimum-age", paramLabel = "YEARS", description = "How old members are at least; 0: no rule.")
    private Integer minimumAge;

    @Option(names = "--contact", paramLabel = "TEXT", description = "How the caretakers are reached.")
    private String contact;

    @Option(
            names = "--sanction",
            paramLabel = "STEP",
            description = "A step of the ladder, ascending: remind, limit, pause, remove. May be repeated.")
    private List<String> ladder;

    @Option(names = "--appeal", paramLabel = "TEXT", description = "To whom one appeals, and how.")
    private String appeal;

    @Option(
            names = "--rule",
            paramLabel = "TEXT",
            description = "The house rules in words, a line each. May be repeated.")
    private List<String> rules;

    CommunityReviseCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        try (CharterDesk at = CharterDesk.open(desk)) {
            CharterStatement unchanged = at.charters().next().build();
            CharterStatement.Builder changed = unchanged.toBuilder();
            apply(changed);
            if (changed.build().equals(unchanged) && !at.charters().succession().isDisputed()) {
                throw Failure.usage("Nothing is changed.", "byway community revise --help tells what can be.");
            }
            return at.change(this::apply);
        }
    }

    private void apply(CharterStatement.Builder next) {
        if (name != null) {
            next.setName(name.strip());
        }
        CommunityCommands.setThreshold(next, threshold);
        if (admission != null) {
            next.setAdmission(admission(admission));
        }
        if (place != null) {
            next.setCell(place.strip());
        }
        if (languages != null) {
            next.clearLanguages().addAllLanguages(Hosting.languages(said(languages)));
        }
        if (currencies != null) {
            next.clearCurrencies().addAllCurrencies(said(currencies));
        }
        if (dailyPosts != null) {
            next.setDailyPosts(number("--daily-posts", dailyPosts));
        }
        if (anonymousPosts != null) {
            next.setAnonymousPosts(number("--anonymous-posts", anonymousPosts));
        }
        if (retentionDays != null) {
            next.setRetentionDays(number("--retention-days", retentionDays));
        }
        if (roster != null) {
            next.clearRoster();
            said(roster).stream()
                    .map(Bytes32::parse)
                    .map(Desk::argument)
                    .forEach(text -> next.addRoster(ByteString.copyFrom(text.bytes())));
        }
        HouseRules.Builder house = next.getRules().toBuilder();
        apply(house);
        if (!house.build().equals(next.getRules())) {
            next.setRules(house);
        }
    }

    private void apply(HouseRules.Builder house) {
        if (forbidden != null) {
            house.clearForbidden().addAllForbidden(said(forbidden));
        }
        if (ageLimited != null) {
            house.clearAgeLimited().addAllAgeLimited(said(ageLimited));
        }
        if (minimumAge != null) {
            house.setMinimumAge(number("--minimum-age", minimumAge));
        }
        if (contact != null) {
            house.setContact(contact.strip());
        }
        if (ladder != null) {
            house.clearLadder();
            said(ladder).forEach(step -> house.addLadder(sanction(step)));
        }
        if (appeal != null) {
            house.setAppeal(appeal.strip());
        }
        if (rules != null) {
            house.setText(String.join("\n", said(rules)));
        }
    }

    private static List<String> said(List<String> typed) {
        return typed.stream().map(String::strip).filter(each -> !each.isEmpty()).toList();
    }

    private static int number(String option, int number) {
        if (number < 0) {
            throw Failure.usage(option + " takes a number from 0 on.", "");
        }
        return number;
    }

    private static Admission admission(String word) {
        return switch (word) {
            case "open" -> Admission.OPEN_ADMISSION;
            case "invite" -> Admission.BY_INVITE;
            case "stewards" -> Admission.BY_STEWARDS;
            default -> throw Failure.usage("--admission takes open, invite or stewards.", "");
        };
    }

    private static Sanction sanction(String word) {
        for (Sanction step : List.of(Sanction.REMIND, Sanction.LIMIT, Sanction.PAUSE, Sanction.REMOVE)) {
            if (step.name().toLowerCase(Locale.ROOT).equals(word)) {
                return step;
            }
        }
        throw Failure.usage("--sanction takes remind, limit, pause or remove.", "");
    }
}
