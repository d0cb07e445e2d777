package org.byway.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;
import org.byway.agent.Home;
import org.byway.cli.config.Configuration;

/**
 * The home that is looked at.
 *
 * @param running the node's process, if one runs
 * @param status what the running node says of itself, if it answers
 * @param configuration empty where it cannot be read
 * @param now milliseconds since 1970
 */
public record Subject(
        Home home,
        Optional<Home.Running> running,
        Optional<JsonNode> status,
        Optional<Configuration> configuration,
        long now) {

    Path store() {
        return home.nodeFolder().resolve("store");
    }

    Path storeFile() {
        return store().resolve("data.mdb");
    }
}
