package org.byway.protocol.search;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The languages whose endings are known. A stem is made in steps; in each the first ending that fits is replaced, if
 * enough letters are left before it. All letters are folded ones. The tables are those of SPEC.md.
 */
public enum Language {
    EN(
            """
            a about all am an and any are as at be been but by can do for from had has have he her his how i if in into
            is it its me more my no not of on one or our out she so than that the their them then there they this to
            too up us was we were what when where which who will with you your""",
            new Step("ies-y-2 sses-ss-1 shes-sh-2 ches-ch-2 xes-x-2 oes-o-2 ss-ss-1 us-us-1 is-is-1 s--3"),
            new Step("ing--3 ed--3"),
            new Step("bb-b-2 dd-d-2 ff-f-2 gg-g-2 mm-m-2 nn-n-2 pp-p-2 rr-r-2 tt-t-2 e--3")),
    DE("""
            aber als am an auch auf aus bei bin bis da das dass dem den der des die du durch ein eine einem einen einer
            eines er es fur hat haben ich ihr im in ist ja kein keine man mein meine mit nach nicht noch nur oder sein
            seine sich sie sind so uber um und uns unser von vom vor was wenn wer wie wir zu zum zur""", new Step("ern--3 em--4 en--4 er--4 es--4 e--4 s--4 n--4")),
    ES("""
            al algo como con cual de del desde donde el ella en entre era es esta este esto hay la las le lo los mas mi
            muy no nos o para pero por porque que se si sin sobre su sus te tu un una unas uno unos y ya yo""", new Step("ces-z-2 os--3 as--3 es--3 s--3"), new Step("o--3 a--3 e--3")),
    PT(
            """
            a ao aos as com como da das de do dos e em ela ele entre era essa esse esta este eu foi ha isso ja la lhe
            mais mas me mesmo meu minha muito na nao nas nem no nos o os ou para pela pelo por porque que se sem ser
            seu sua tem um uma umas uns voce""",
            new Step("oes-ao-1 aes-ao-1 ais-al-2 eis-el-2 ois-ol-2 ens-em-2 ns-m-2 res-r-3 zes-z-2 s--3"),
            new Step("a--3 o--3 e--3")),
    FR("""
            a ai au aux avec ce ces cette d dans de des du elle en est et il ils j je l la le les leur lui m ma mais me
            meme mes moi mon n ne nos notre nous on ou par pas plus pour qu que qui s sa sans se ses si son sont sur ta
            te tes toi ton tu un une vos votre vous y""", new Step("eaux-eau-1 aux-al-2 eux-eu-2 s--3"), new Step("ee--3 er--4 e--3"));

    /** All of them: what is taken where nothing is said. */
    public static final Set<Language> ALL = EnumSet.allOf(Language.class);

    private final Set<String> smallWords;
    private final List<Step> steps;

    Language(String smallWords, Step... steps) {
        this.smallWords = Set.of(smallWords.split("\\s+"));
        this.steps = List.of(steps);
    }

    /** The language of a BCP 47 tag such as {@code pt-BR}, or null where its endings are not known. */
    public static Language of(String tag) {
        int hyphen = tag.indexOf('-');
        String word = (hyphen < 0 ? tag : tag.substring(0, hyphen)).toUpperCase(Locale.ROOT);
        for (Language language : values()) {
            if (language.name().equals(word)) {
                return language;
            }
        }
        return null;
    }

    /** Those of the tags that are known; all where none is. */
    public static Set<Language> of(List<String> tags) {
        EnumSet<Language> known = EnumSet.noneOf(Language.class);
        for (String tag : tags) {
            Language language = of(tag);
            if (language != null) {
                known.add(language);
            }
        }
        return known.isEmpty() ? ALL : known;
    }

    /** Whether the word says nothing by itself in some language: an article, a preposition, a single Latin letter. */
    public static boolean isSmall(String word) {
        if (word.length() == 1 && word.charAt(0) < 0x80) {
            return !Character.isDigit(word.charAt(0));
        }
        for (Language language : ALL) {
            if (language.smallWords.contains(word)) {
                return true;
            }
        }
        return false;
    }

    String stem(String word) {
        String stem = word;
        for (Step step : steps) {
            stem = step.apply(stem);
        }
        return stem;
    }

    /** Endings in their order: the ending, what takes its place, and how many letters must stand before it. */
    private static final class Step {
        private final String[] endings;
        private final String[] replacements;
        private final int[] leastLetters;

        Step(String table) {
            String[] rules = table.split(" ");
            endings = new String[rules.length];
            replacements = new String[rules.length];
            leastLetters = new int[rules.length];
            for (int i = 0; i < rules.length; i++) {
                String[] rule = rules[i].split("-");
                endings[i] = rule[0];
                replacements[i] = rule[1];
                leastLetters[i] = Integer.parseInt(rule[2]);
            }
        }

        String apply(String word) {
            for (int i = 0; i < endings.length; i++) {
                int before = word.length() - endings[i].length();
                if (before >= leastLetters[i] && word.endsWith(endings[i])) {
                    return word.substring(0, before) + replacements[i];
                }
            }
            return word;
        }
    }
}
