package org.byway.protocol.market;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/**
 * Reads the two forms of a taxonomy's file, line by line. A line that begins with {@code #} is a remark. What a class is
 * within is told by its path, and must stand before it.
 */
final class TaxonomyReader {
    private static final String HEAD = "taxonomy ";
    private static final String USUAL_SCHEME = "google";
    private static final int MOST_LANGUAGES = 64;

    private final Map<String, Taxonomy.Heading> headings = new LinkedHashMap<>();
    private final Map<String, String> codes = new LinkedHashMap<>();
    private String scheme;
    private List<String> languages = List.of();
    private boolean own;

    TaxonomyReader(String scheme) {
        this.scheme = scheme == null ? USUAL_SCHEME : scheme;
    }

    Checked<Taxonomy> read(String file) {
        if (file.length() > Taxonomy.FILE_BYTES) {
            return Refusal.of(Reason.TOO_LARGE, "a taxonomy has at most " + Taxonomy.FILE_BYTES + " bytes");
        }
        List<String> lines = file.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            String fault = line.isEmpty() || line.startsWith("#") ? null : line(line);
            if (fault != null) {
                return Refusal.of(Reason.MALFORMED, "line " + (i + 1) + ": " + fault);
            }
        }
        if (Category.of(scheme, "x") instanceof Checked.Refused<Category> refused) {
            return refused.as();
        }
        return headings.isEmpty()
                ? Refusal.of(Reason.MALFORMED, "there is no category in it")
                : new Checked.Ok<>(new Taxonomy(scheme, languages, headings));
    }

    private String line(String line) {
        if (headings.isEmpty() && !own && line.startsWith(HEAD)) {
            return head(line);
        }
        return own ? own(line) : foreign(line);
    }

    private String head(String line) {
        List<String> words = Arrays.asList(line.substring(HEAD.length()).strip().split("\\s+"));
        own = true;
        scheme = words.get(0);
        languages = words.subList(1, words.size());
        return languages.isEmpty() || languages.size() > MOST_LANGUAGES
                ? "a taxonomy begins with its scheme and the languages of its names, as in taxonomy byway en pt"
                : null;
    }

    /** {@code food/bread | Bread | Pão}: the code is the last part of the path. */
    private String own(String line) {
        String[] parts = line.split("\\|", -1);
        String path = parts[0].strip();
        int slash = path.lastIndexOf('/');
        List<String> names = Arrays.stream(parts).skip(1).map(String::strip).toList();
        if (names.size() != languages.size()) {
            return "a path and " + languages.size() + " names stand between bars";
        }
        return add(path, path.substring(slash + 1), slash < 0 ? null : path.substring(0, slash), names);
    }

    /** {@code 443 - A > B > C}: the path stands behind the code. */
    private String foreign(String line) {
        int dash = line.indexOf(" - ");
        if (dash < 1) {
            return "a line is id - A > B > C";
        }
        String path = String.join(
                ">",
                Arrays.stream(line.substring(dash + 3).split(">", -1))
                        .map(String::strip)
                        .toList());
        int above = path.lastIndexOf('>');
        return add(
                path,
                line.substring(0, dash).strip(),
                above < 0 ? null : path.substring(0, above),
                List.of(path.substring(above + 1)));
    }

    private String add(String path, String code, String above, List<String> names) {
        String parent = above == null ? null : codes.get(above);
        if (Category.of(scheme, code) instanceof Checked.Refused<Category>(Refusal refusal)) {
            return refusal.detail();
        }
        for (String name : names) {
            if (name.isEmpty() || name.length() > Taxonomy.NAME_CHARACTERS) {
                return "a name has 1 to " + Taxonomy.NAME_CHARACTERS + " characters";
            }
        }
        if (above != null && parent == null) {
            return "what it is within, " + above + ", does not stand before it";
        }
        if (path.chars().filter(each -> each == (own ? '/' : '>')).count() >= Taxonomy.MOST_DEPTH) {
            return "at most " + Taxonomy.MOST_DEPTH + " stand within one another";
        }
        if (headings.containsKey(code) || codes.containsKey(path)) {
            return code + " stands there twice";
        }
        if (headings.size() == Taxonomy.MOST_HEADINGS) {
            return "at most " + Taxonomy.MOST_HEADINGS + " categories are read";
        }
        headings.put(code, new Taxonomy.Heading(code, parent, names, new ArrayList<>()));
        codes.put(path, code);
        if (parent != null) {
            headings.get(parent).children().add(code);
        }
        return null;
    }
}
