package org.byway.protocol.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/**
 * Words that mean the same to a community. Each line of its file has words that stand for each other, {@code bike,
 * bicycle, cycle}, or words that are found too when the first is asked for, {@code laptop => computer, notebook}. What
 * follows a {@code #} is a remark.
 */
public final class Synonyms {
    public static final int MOST_LINES = 10_000;
    public static final int MOST_WORDS = 16;

    public static final Synonyms NONE = new Synonyms(new TreeMap<>());

    /** By each stem of a word, the words that it stands for. */
    private final TreeMap<String, Set<String>> meanings;

    private Synonyms(TreeMap<String, Set<String>> meanings) {
        this.meanings = meanings;
    }

    /** The refusal names the line, counted from 1. */
    public static Checked<Synonyms> parse(String file) {
        TreeMap<String, Set<String>> meanings = new TreeMap<>();
        List<String> lines = file.lines().limit(MOST_LINES + 1L).toList();
        if (lines.size() > MOST_LINES) {
            return refuse(MOST_LINES + 1, "a file of synonyms has at most " + MOST_LINES + " lines");
        }
        for (int i = 0; i < lines.size(); i++) {
            int remark = lines.get(i).indexOf('#');
            String line = (remark < 0 ? lines.get(i) : lines.get(i).substring(0, remark)).strip();
            String fault = line.isEmpty() ? null : add(line, meanings);
            if (fault != null) {
                return refuse(i + 1, fault);
            }
        }
        return new Checked.Ok<>(new Synonyms(meanings));
    }

    private static <T> Checked<T> refuse(int line, String why) {
        return Refusal.of(Reason.MALFORMED, "line " + line + ": " + why);
    }

    private static String add(String line, TreeMap<String, Set<String>> meanings) {
        int arrow = line.indexOf("=>");
        List<String> from = new ArrayList<>();
        List<String> to = new ArrayList<>();
        String fault = words(arrow < 0 ? line : line.substring(0, arrow), from);
        if (fault == null) {
            fault = words(arrow < 0 ? line : line.substring(arrow + 2), to);
        }
        if (fault == null && arrow < 0 && from.size() < 2) {
            fault = "a word has a synonym beside it, as in bike, bicycle";
        }
        if (fault == null) {
            for (String word : from) {
                for (String stem : Stems.of(word, Language.ALL)) {
                    meanings.computeIfAbsent(stem, any -> new TreeSet<>()).addAll(to);
                }
            }
        }
        return fault;
    }

    private static String words(String list, List<String> to) {
        for (String part : list.split(",", -1)) {
            List<String> words = Words.of(part);
            if (words.size() != 1) {
                return "synonyms are single words with commas between them, not \"" + part.strip() + "\"";
            }
            to.add(words.get(0));
        }
        return to.size() > MOST_WORDS ? "at most " + MOST_WORDS + " words stand for each other" : null;
    }

    /** What else the word means, by any of its forms, in a fixed order and at most {@link #MOST_WORDS}. */
    public Set<String> of(String word) {
        Set<String> stems = Stems.of(word, Language.ALL);
        Set<String> found = new TreeSet<>();
        for (String stem : stems) {
            found.addAll(meanings.getOrDefault(stem, Set.of()));
        }
        found.removeIf(other -> Stems.of(other, Language.ALL).stream().anyMatch(stems::contains));
        return found.stream().limit(MOST_WORDS).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
