package org.byway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import org.byway.agent.Host;
import org.byway.agent.node.HttpNode;
import org.byway.cli.config.HostPort;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;

/**
 * By which node somebody may speak: what `byway invite --person` prints, or an address alone.
 *
 * @param address HOST:PORT of its HTTP interface
 * @param node its key; null where it is not known
 */
record HostLink(String address, Bytes32 node) {
    private static final String PREFIX = "byway:host/";

    /** HOST:PORT as it was typed; ends the command where it is none. */
    static String address(String typed) {
        String text = typed.strip();
        if (!isAddress(text)) {
            throw Failure.usage("A node's address is HOST:PORT, not \"" + text + "\".", "");
        }
        return text;
    }

    private static boolean isAddress(String text) {
        HostPort parsed = HostPort.parse(text);
        if (parsed == null || parsed.port() == 0) {
            return false;
        }
        try {
            URI uri = new URI("http://" + text);
            return uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getPath().isEmpty();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Ends the command where it is neither. */
    static HostLink read(String typed) {
        String text = typed.strip();
        String[] parts =
                text.startsWith(PREFIX) ? text.substring(PREFIX.length()).split("/", -1) : new String[] {text};
        Bytes32 key = null;
        boolean good = isAddress(parts[0]) && parts.length <= 2;
        if (good && parts.length == 2) {
            key = Bytes32.parse(parts[1]) instanceof Checked.Ok<Bytes32>(Bytes32 found) ? found : null;
            good = key != null;
        }
        if (!good) {
            throw Failure.usage(
                    "\"" + text + "\" is neither HOST:PORT of a node's HTTP interface nor an invite.",
                    "On that node's machine: byway invite --person");
        }
        return new HostLink(parts[0], key);
    }

    String text() {
        return PREFIX + address + "/" + node.hex();
    }

    /** Asks the node who it is; ends the command where it is not the one that was named. */
    Host host() {
        JsonNode facts = Desk.value(new HttpNode(address, "").facts());
        if (!(Bytes32.parse(facts.path("node").asText()) instanceof Checked.Ok<Bytes32>(Bytes32 key))
                || !(Bytes32.parse(facts.path("community").asText())
                        instanceof Checked.Ok<Bytes32>(Bytes32 community))) {
            throw Failure.failed("no_node", "What answers at " + address + " is no Byway node.", "");
        }
        if (node != null && !node.equals(key)) {
            throw Failure.failed(
                    "wrong_node",
                    "At " + address + " there is another node than the invite names.",
                    "Ask for a new invite.");
        }
        return new Host(key, community, address, "");
    }
}
