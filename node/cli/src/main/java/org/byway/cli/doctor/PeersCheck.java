package org.byway.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.byway.cli.log.Printable;

/** Whether the node is in touch with others. */
final class PeersCheck implements Check {
    @Override
    public String what() {
        return "peers";
    }

    @Override
    public Seen look(Subject subject) {
        if (subject.status().isEmpty()) {
            return new Seen(what(), "not known while no node runs", List.of());
        }
        List<Finding> findings = new ArrayList<>();
        int linked = 0;
        int all = 0;
        for (JsonNode peer : subject.status().get().path("peers")) {
            all++;
            if (peer.path("state").asText().equals("linked")) {
                linked++;
            } else if (peer.path("reason").isTextual()) {
                findings.add(Finding.warning(
                        "peer_unreachable",
                        "The peer at " + peer.path("address").asText("an unknown address") + " is not linked: "
                                + Printable.line(peer.path("reason").asText()) + ".",
                        "Ask its host whether it runs and where. If it is gone: `byway peer remove "
                                + peer.path("address").asText("NODE") + "`."));
            }
        }
        if (all == 0) {
            findings.add(Finding.note(
                    "alone",
                    "The node has no peers: it shows what was posted here, and nobody else sees that.",
                    "`byway invite` makes an invite for another community; `byway join LINK` takes theirs."));
        }
        return new Seen(what(), linked + " linked of " + all, findings);
    }
}
