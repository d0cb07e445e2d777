package org.byway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.byway.agent.Home;
import org.byway.agent.keys.PrivateFiles;
import org.byway.cli.config.Setting;
import org.byway.cli.config.Source;
import org.byway.cli.config.Stated;
import org.byway.cli.config.Value;

/** What {@code byway serve} was told by options the last time: {@code serve.json} in the home. */
final class Remembered {
    private static final Set<Setting> KEPT = EnumSet.of(
            Setting.LISTEN,
            Setting.HTTP,
            Setting.ADVERTISE,
            Setting.HOST,
            Setting.ORIGIN,
            Setting.STORE_GIB,
            Setting.VAULT_GIB,
            Setting.BLOB_GIB,
            Setting.MAIL_GIB,
            Setting.SEED,
            Setting.LAN,
            Setting.MDNS,
            Setting.SOCKS5,
            Setting.SOCKS5_ALL);

    private Remembered() {}

    static Map<Setting, Stated> read(Home home) throws IOException {
        Path file = file(home);
        Map<Setting, Stated> stated = new EnumMap<>(Setting.class);
        try {
            JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(file));
            for (Setting setting : KEPT) {
                JsonNode said = json.path(setting.key());
                Value value = setting.value(raw(said));
                if (value != null) {
                    stated.put(setting, new Stated(value, new Source.Earlier(file)));
                } else if (!said.isMissingNode()) {
                    throw damaged(file, setting.key() + " must be " + setting.wanted() + ".");
                }
            }
            return stated;
        } catch (NoSuchFileException e) {
            return Map.of();
        } catch (JsonProcessingException e) {
            throw damaged(file, "it is no JSON.");
        }
    }

    private static Failure damaged(Path file, String why) {
        return Failure.configuration(file + " is damaged: " + why, "Take it away: it is made anew.");
    }

    private static Object raw(JsonNode json) {
        if (json.isArray()) {
            List<String> texts = new ArrayList<>();
            json.forEach(each -> texts.add(each.asText()));
            return texts;
        }
        if (json.isBoolean()) {
            return json.booleanValue();
        }
        return json.isIntegralNumber() ? (Object) json.longValue() : json.textValue();
    }

    /** Remembers these options beside those of earlier times. */
    static void write(Home home, Map<Setting, Stated> earlier, Map<Setting, Stated> options) throws IOException {
        Map<Setting, Stated> all = new EnumMap<>(Setting.class);
        all.putAll(earlier);
        all.putAll(options);
        all.keySet().retainAll(KEPT);
        ObjectNode json = Desk.object();
        all.forEach((setting, stated) -> json.set(setting.key(), stated.value().json()));
        PrivateFiles.write(file(home), (json + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static Path file(Home home) {
        return home.folder().resolve("serve.json");
    }
}
