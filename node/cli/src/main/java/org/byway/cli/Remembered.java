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
import java.util.List;
import org.byway.agent.Home;
import org.byway.agent.keys.PrivateFiles;

/** What {@code byway serve} was told the last time: {@code serve.json} in the home. */
record Remembered(String listen, String http, List<String> advertised, List<String> hosts) {
    /** This machine alone, on ports that are free; the node asks for the same ones again. */
    private static final String LOOPBACK = "127.0.0.1:0";

    static Remembered read(Home home) throws IOException {
        Path file = file(home);
        try {
            JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(file));
            return new Remembered(
                    json.path("listen").asText(LOOPBACK),
                    json.path("http").asText(LOOPBACK),
                    texts(json.path("advertise")),
                    texts(json.path("host")));
        } catch (NoSuchFileException e) {
            return new Remembered(LOOPBACK, LOOPBACK, List.of(), List.of());
        } catch (JsonProcessingException e) {
            throw Failure.configuration(file + " is no JSON.", "Take it away: it is made anew.");
        }
    }

    /** The same, but for what is given; null and empty: not given. */
    Remembered with(String listen, String http, List<String> advertised, List<String> hosts) {
        return new Remembered(
                listen == null ? this.listen : listen,
                http == null ? this.http : http,
                advertised.isEmpty() ? this.advertised : advertised,
                hosts.isEmpty() ? this.hosts : hosts);
    }

    void write(Home home) throws IOException {
        ObjectNode json = Desk.object().put("listen", listen).put("http", http);
        advertised.forEach(each -> json.withArray("advertise").add(each));
        hosts.forEach(each -> json.withArray("host").add(each));
        PrivateFiles.write(file(home), (json + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static Path file(Home home) {
        return home.folder().resolve("serve.json");
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
