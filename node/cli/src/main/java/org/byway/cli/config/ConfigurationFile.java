package org.byway.cli.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads a file of settings: TOML 1.0, one key a setting. */
public final class ConfigurationFile {
    private static final int MOST_BYTES = 64 * 1024;
    /** The parser goes down a level with each. */
    private static final int MOST_BRACKETS = 256;

    private static final List<String> KEYS =
            Arrays.stream(Setting.values()).map(Setting::key).toList();

    private final Path file;
    private final Map<Setting, Stated> stated = new EnumMap<>(Setting.class);
    private final List<Problem> problems = new ArrayList<>();

    private ConfigurationFile(Path file) {
        this.file = file;
    }

    /** What the file says; NoSuchFileException where it is not there. */
    public static Said read(Path file) throws IOException {
        ConfigurationFile reading = new ConfigurationFile(file);
        reading.read();
        return new Said(reading.problems.isEmpty() ? reading.stated : Map.of(), reading.problems);
    }

    private void read() throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (Files.isDirectory(file)) {
            problem(1, 1, null, "a folder, not a file.", "");
            return;
        }
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        Optional<String> text = text(bytes);
        if (text.isPresent()) {
            read(text.get());
        }
    }

    private Optional<String> text(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            problem(1, 1, null, "the file is larger than " + MOST_BYTES + " bytes.", "");
            return Optional.empty();
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.chars().filter(c -> c == '[' || c == '{').count() <= MOST_BRACKETS) {
                return Optional.of(text);
            }
            problem(1, 1, null, "the file has more than " + MOST_BRACKETS + " brackets.", "");
        } catch (CharacterCodingException e) {
            problem(1, 1, null, "the file is not UTF-8.", "");
        }
        return Optional.empty();
    }

    private void read(String text) {
        TomlParseResult parsed = Toml.parse(text);
        parsed.errors().forEach(error -> problem(at(error.position()), null, sentence(error.getMessage()), ""));
        if (!problems.isEmpty()) {
            return;
        }
        for (String key : parsed.keySet()) {
            Source.InFile at = at(parsed.inputPositionOf(List.of(key)));
            Setting setting = Setting.of(key);
            if (setting == null) {
                unknown(at, key);
            } else {
                known(setting, parsed.get(List.of(key)), at);
            }
        }
    }

    private void unknown(Source.InFile at, String key) {
        String hint = Nearest.to(key, KEYS)
                .map(near -> "Did you mean \"" + near + "\"?")
                .orElse("There are: " + String.join(", ", KEYS) + ".");
        problem(at, key, "there is no setting " + shown((Object) key) + ".", hint);
    }

    private void known(Setting setting, Object raw, Source.InFile at) {
        Value value = setting.form().of(raw instanceof TomlArray array ? array.toList() : raw);
        if (value != null) {
            stated.put(setting, new Stated(value, at));
        } else if (setting.form() instanceof Form.Several form && raw instanceof TomlArray array) {
            wrong(setting, form, array, at);
        } else {
            wrong(setting, raw, at);
        }
    }

    private void wrong(Setting setting, Form.Several form, TomlArray array, Source.InFile at) {
        if (array.size() > form.most()) {
            problem(
                    at,
                    setting.key(),
                    setting.key() + " takes " + form.most() + " at most, not " + array.size() + ".",
                    "");
            return;
        }
        for (int i = 0; i < array.size(); i++) {
            if (!form.holds(array.get(i))) {
                wrong(setting, array.get(i), at(array.inputPositionOf(i)));
            }
        }
    }

    private void wrong(Setting setting, Object raw, Source.InFile at) {
        String message = setting.key() + " must be " + setting.form().wanted() + ", not " + shown(raw) + ".";
        problem(at, setting.key(), message, "");
    }

    private static String shown(Object raw) {
        return switch (raw) {
            case TomlTable table -> "a table";
            case TomlArray array -> "a list";
            case String text -> new Value.Text(shown(text)).toml();
            default -> shown(raw.toString());
        };
    }

    private static String shown(String text) {
        return text.length() <= 60 ? text : text.substring(0, 59) + "…";
    }

    private static String sentence(String text) {
        String oneLine = text.replaceAll("\\p{Cntrl}", " ");
        return oneLine.endsWith(".") ? oneLine : oneLine + ".";
    }

    private Source.InFile at(TomlPosition position) {
        return new Source.InFile(file, position.line(), position.column());
    }

    private void problem(int line, int column, String key, String message, String hint) {
        problem(new Source.InFile(file, line, column), key, message, hint);
    }

    private void problem(Source.InFile at, String key, String message, String hint) {
        problems.add(new Problem(at, key, message, hint));
    }
}
