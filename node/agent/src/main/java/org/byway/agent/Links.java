package org.byway.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.byway.agent.node.NodePort;
import org.byway.agent.node.Reply;
import org.byway.protocol.community.Link;
import org.byway.protocol.community.LinkHalf;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;

/** The links of our community, as the node holds them. */
public final class Links {
    private static final int PAGE = 200;

    private final Bytes32 community;
    private final NodePort node;
    private final Verification verification = new Verification(new StrictEd25519());

    public Links(Agent agent, NodePort node) {
        this.community = agent.community().orElseThrow();
        this.node = node;
    }

    /** The links that stand with a community, or with the community of a node, named by id, key or address. */
    public Reply<List<Link>> with(String other) {
        Map<Bytes32, Link> standing = new LinkedHashMap<>();
        List<Bytes32> ended = new ArrayList<>();
        String cursor = null;
        do {
            Reply<NodePort.Listing> page = node.list(new NodePort.Query(Kind.FEDERATION_LINK, null, PAGE, cursor));
            if (!(page instanceof Reply.Got<NodePort.Listing>(NodePort.Listing listing))) {
                return page.map(never -> List.of());
            }
            for (JsonNode item : listing.items()) {
                Link link = link(Bytes32.ofHex(item.path("id").asText()));
                if (link != null && names(link, other)) {
                    standing.put(link.joiner().digest(), link);
                    if (link.ended()) {
                        ended.add(link.joiner().digest());
                    }
                }
            }
            cursor = listing.next();
        } while (cursor != null);
        standing.keySet().removeAll(ended);
        return new Reply.Got<>(List.copyOf(standing.values()));
    }

    /** Null where the node's answer holds no link that is valid. */
    private Link link(Bytes32 id) {
        if (node.record(id) instanceof Reply.Got<byte[]>(byte[] bundle)
                && verification.bundle(bundle) instanceof Checked.Ok<List<SignedRecord>>(List<SignedRecord> records)
                && records.get(0).content() != null) {
            SignedRecord record = records.get(0);
            Checked<Link> link = Link.read(record.envelope(), record.content(), new StrictEd25519());
            return link instanceof Checked.Ok<Link>(Link good) ? good : null;
        }
        return null;
    }

    private boolean names(Link link, String other) {
        LinkHalf half = link.other(community);
        return half != null
                && (half.community().hex().equals(other)
                        || half.addresses().stream()
                                .anyMatch(at -> at.node().hex().equals(other)
                                        || at.text().equals(other)));
    }
}
