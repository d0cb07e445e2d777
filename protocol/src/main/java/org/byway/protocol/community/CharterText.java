package org.byway.protocol.community;

import com.google.protobuf.ByteString;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.CharterStatement;
import org.byway.protocol.wire.HouseRules;
import org.byway.protocol.wire.Sanction;

/** The limits of what a Charter says to people: a stranger's Charter is kept, shown and sent on. */
public final class CharterText {
    public static final int MOST_LANGUAGES = 16;
    public static final int MOST_CURRENCIES = 32;
    public static final int MOST_ROSTER = 64;
    public static final int MOST_CATEGORIES = 64;
    public static final int CONTACT_CHARACTERS = 200;
    public static final int APPEAL_CHARACTERS = 500;
    public static final int TEXT_CHARACTERS = 4_000;
    public static final int MOST_AGE = 120;
    public static final int MOST_DAILY_POSTS = 1_000_000;
    public static final int MOST_ANONYMOUS_POSTS = 10_000;
    public static final int MOST_RETENTION_DAYS = 3_660;
    private static final int LANGUAGE_CHARACTERS = 35;
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern CELL = Pattern.compile("[0-9b-hjkmnp-z]{0,12}");
    private static final Pattern CATEGORY = Pattern.compile("[a-z][a-z0-9-]{0,31}:[!-~]{1,64}");

    private CharterText() {}

    static Refusal fault(CharterStatement said) {
        boolean lists = said.getLanguagesCount() <= MOST_LANGUAGES
                && said.getLanguagesList().stream().allMatch(tag -> isLine(tag, LANGUAGE_CHARACTERS))
                && said.getCurrenciesCount() <= MOST_CURRENCIES
                && said.getCurrenciesList().stream()
                        .allMatch(code -> CURRENCY.matcher(code).matches())
                && CELL.matcher(said.getCell()).matches();
        if (!lists) {
            return new Refusal(
                    Reason.BAD_CHARTER,
                    "a charter names a place by its cell, at most 16 languages and at most 32 currencies");
        }
        boolean numbers = within(said.getDailyPosts(), MOST_DAILY_POSTS)
                && within(said.getAnonymousPosts(), MOST_ANONYMOUS_POSTS)
                && within(said.getRetentionDays(), MOST_RETENTION_DAYS)
                && within(said.getRules().getMinimumAge(), MOST_AGE);
        if (!numbers) {
            return new Refusal(
                    Reason.BAD_CHARTER,
                    "a charter says at most 1000000 posts and 10000 anonymous ones a day, 3660 days of retention and an age of 120");
        }
        if (!isRoster(said.getRosterList())) {
            return new Refusal(
                    Reason.BAD_CHARTER, "a charter's roster has at most 64 texts, each named once by 32 bytes");
        }
        return said.hasRules() ? fault(said.getRules()) : null;
    }

    private static Refusal fault(HouseRules rules) {
        boolean kinds = areCategories(rules.getForbiddenList()) && areCategories(rules.getAgeLimitedList());
        if (!kinds) {
            return new Refusal(Reason.BAD_CHARTER, "house rules name at most 64 kinds of thing each, as scheme:code");
        }
        List<Sanction> ladder = rules.getLadderList();
        for (int i = 0; i < ladder.size(); i++) {
            boolean rises = i == 0 || ladder.get(i).compareTo(ladder.get(i - 1)) > 0;
            if (ladder.get(i) == Sanction.SANCTION_UNSPECIFIED || ladder.get(i) == Sanction.UNRECOGNIZED || !rises) {
                return new Refusal(Reason.BAD_CHARTER, "the ladder of sanctions rises, each step once");
            }
        }
        boolean texts = isLine(rules.getContact(), CONTACT_CHARACTERS)
                && isText(rules.getAppeal(), APPEAL_CHARACTERS)
                && isText(rules.getText(), TEXT_CHARACTERS);
        return texts
                ? null
                : new Refusal(
                        Reason.BAD_CHARTER,
                        "house rules have a contact of 200 characters on one line, an appeal of 500 and a text of 4000");
    }

    private static boolean within(int number, int most) {
        return number >= 0 && number <= most;
    }

    private static boolean isRoster(List<ByteString> roster) {
        return roster.size() <= MOST_ROSTER
                && roster.stream().allMatch(text -> text.size() == Bytes32.SIZE)
                && new HashSet<>(roster).size() == roster.size();
    }

    private static boolean areCategories(List<String> names) {
        return names.size() <= MOST_CATEGORIES
                && names.stream().allMatch(name -> CATEGORY.matcher(name).matches());
    }

    private static boolean isLine(String text, int most) {
        return text.length() <= most && text.codePoints().noneMatch(Character::isISOControl);
    }

    private static boolean isText(String text, int most) {
        return text.length() <= most
                && text.codePoints().noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t');
    }
}
