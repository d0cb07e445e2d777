package org.byway.cli.config;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All settings, each with who said so. */
public final class Configuration {
    private final Map<Setting, Stated> stated = new EnumMap<>(Setting.class);

    private Configuration() {
        for (Setting setting : Setting.values()) {
            stated.put(setting, new Stated(setting.unsaid(), new Source.Unsaid()));
        }
    }

    /** What these say together, a later one before an earlier one. */
    public static Configuration of(List<Map<Setting, Stated>> weakestFirst) {
        Configuration configuration = new Configuration();
        weakestFirst.forEach(configuration.stated::putAll);
        return configuration;
    }

    public Stated of(Setting setting) {
        return stated.get(setting);
    }

    /** The value of a setting that is one text. */
    public String text(Setting setting) {
        return ((Value.Text) of(setting).value()).text();
    }

    /** The value of a setting that is several texts. */
    public List<String> texts(Setting setting) {
        return ((Value.Texts) of(setting).value()).texts();
    }

    /** The value of a setting that is a number. */
    public long number(Setting setting) {
        return ((Value.Whole) of(setting).value()).number();
    }

    /** The value of a setting that is yes or no. */
    public boolean flag(Setting setting) {
        return ((Value.Flag) of(setting).value()).on();
    }

    /** A file that says the same, with what each setting is for. */
    public String toml() {
        StringBuilder text = new StringBuilder();
        stated.forEach((setting, said) -> {
            text.append("# ").append(setting.about()).append('\n');
            text.append("# Default: ").append(setting.unsaid().toml());
            text.append("   ")
                    .append(setting.variable())
                    .append("   ")
                    .append(setting.option())
                    .append('\n');
            boolean unsaid = said.source() instanceof Source.Unsaid;
            text.append(unsaid ? "# " : "")
                    .append(setting.key())
                    .append(" = ")
                    .append(said.value().toml());
            text.append(unsaid ? "" : "   # " + said.source().words()).append("\n\n");
        });
        return text.toString().stripTrailing();
    }
}
