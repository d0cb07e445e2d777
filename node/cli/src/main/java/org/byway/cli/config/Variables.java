package org.byway.cli.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads the settings that stand in an environment. An empty variable says nothing. */
public final class Variables {
    private Variables() {}

    public static Said read(Map<String, String> environment) {
        Map<Setting, Stated> stated = new EnumMap<>(Setting.class);
        List<Problem> problems = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            String text = environment.getOrDefault(setting.variable(), "");
            if (!text.isBlank()) {
                Source at = new Source.Environment(setting.variable());
                Value value = value(setting.form(), text.strip());
                if (value == null) {
                    String wanted = setting.form().wanted().replace("a list of", "a list, divided by commas, of");
                    String shown = new Value.Text(text.length() <= 60 ? text : text.substring(0, 59) + "…").toml();
                    problems.add(new Problem(at, setting.key(), "must be " + wanted + ", not " + shown + ".", ""));
                } else {
                    stated.put(setting, new Stated(value, at));
                }
            }
        }
        return new Said(stated, problems);
    }

    /** Null where the text has not that form. */
    private static Value value(Form form, String text) {
        return switch (form) {
            case Form.One one -> one.of(text);
            case Form.Several several ->
                several.of(Arrays.stream(text.split(",", -1)).map(String::strip).toList());
            case Form.Whole whole -> whole.of(number(text));
            case Form.Flag flag -> flag.of(truth(text));
        };
    }

    private static Boolean truth(String text) {
        return text.equals("true") || text.equals("false") ? Boolean.valueOf(text) : null;
    }

    private static Long number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
