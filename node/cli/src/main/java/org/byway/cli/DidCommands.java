package org.byway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.byway.agent.Agent;
import org.byway.protocol.identity.DidKey;
import org.byway.protocol.identity.DidPeer;
import org.byway.protocol.record.Bytes32;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code byway did}: keys as decentralized identifiers. */
final class DidCommands {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DidCommands() {}

    static CommandLine tree(Desk desk) {
        return Group.of("did", "Keys as decentralized identifiers (DIDs).").addSubcommand(new Show(desk));
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            header = "Show the DID of one of your names, or what a DID says.",
            description = {
                "A did:key names one Ed25519 key. A did:peer of numalgo 4 carries the keys of one relationship; its long form",
                "is shown as a document. Needs no node."
            })
    static final class Show implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "NAME", description = "A name, as in `byway persona list`, or a DID.")
        private String name;

        Show(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            if (name.startsWith("did:peer:")) {
                peer();
            } else if (name.startsWith("did:")) {
                key(name, Desk.argument(DidKey.parse(name)));
            } else {
                try (Agent agent = desk.agent()) {
                    String did = PersonaCommands.did(agent, name);
                    key(did, DidKey.parse(did).orThrow());
                }
            }
            return Exit.OK;
        }

        private void key(String did, Bytes32 key) {
            desk.line(Desk.object().put("did", did).put("key", key.hex()));
            desk.say(did);
            desk.say("Key " + key);
        }

        private void peer() throws IOException {
            DidPeer did = Desk.argument(DidPeer.parse(name));
            JsonNode document = JSON.readTree(Desk.argument(did.resolve(true)));
            ObjectNode line = Desk.object().put("did", did.shortForm());
            line.set("document", document);
            desk.line(line);
            desk.say(did.shortForm());
            desk.say(document.toPrettyString());
        }
    }
}
