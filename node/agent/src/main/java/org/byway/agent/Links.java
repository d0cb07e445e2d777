package org.byway.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.byway.agent.node.NodePort;
import org.byway.agent.node.Reply;
import org.byway.protocol.community.Link;
import org.byway.protocol.community.LinkHalf;
import org.byway.protocol.community.LinkScope;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
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

    private record Held(Envelope envelope, Link link) {}

    /**
     * A link that stands.
     *
     * @param expires until when, in milliseconds
     * @param scope what it carries by all that both sides have said
     * @param ours what our side has said of that since; null where it has not
     */
    public record Standing(Link link, long expires, LinkScope scope, LinkScope ours) {
        /** The other community's half. */
        public LinkHalf other(Bytes32 own) {
            return link.other(own);
        }
    }

    /** The links that stand with a community, or with the community of a node, named by id, key or address. */
    public Reply<List<Link>> with(String other) {
        return all().map(all -> all.stream()
                .map(Standing::link)
                .filter(link -> names(link, other))
                .toList());
    }

    /** All that stand. */
    public Reply<List<Standing>> all() {
        List<Held> held = new ArrayList<>();
        String cursor = null;
        do {
            Reply<NodePort.Listing> page = node.list(new NodePort.Query(Kind.FEDERATION_LINK, null, PAGE, cursor));
            if (!(page instanceof Reply.Got<NodePort.Listing>(NodePort.Listing listing))) {
                return page.map(never -> List.of());
            }
            for (JsonNode item : listing.items()) {
                Held link = link(Bytes32.ofHex(item.path("id").asText()));
                if (link != null && link.link().other(community) != null) {
                    held.add(link);
                }
            }
            cursor = listing.next();
        } while (cursor != null);
        return new Reply.Got<>(standing(held));
    }

    private List<Standing> standing(List<Held> held) {
        Map<Bytes32, Held> links = new LinkedHashMap<>();
        Set<Bytes32> ended = new HashSet<>();
        for (Held each : held) {
            Bytes32 name = each.link().joiner().digest();
            if (each.link().ended()) {
                ended.add(name);
            } else if (each.link().scope() == null) {
                links.putIfAbsent(name, each);
            }
        }
        links.keySet().removeAll(ended);
        return links.values().stream().map(each -> standing(each, held)).toList();
    }

    private Standing standing(Held link, List<Held> held) {
        LinkScope ours = said(link.link(), community, held);
        LinkScope theirs = said(link.link(), link.link().other(community).community(), held);
        LinkScope scope = link.link().agreed();
        scope = ours == null ? scope : scope.and(ours);
        scope = theirs == null ? scope : scope.and(theirs);
        return new Standing(link.link(), link.envelope().expires(), scope, ours);
    }

    /** What one side has said last of what a link is to carry; null where it has not. */
    private static LinkScope said(Link link, Bytes32 side, List<Held> held) {
        return held.stream()
                .filter(each -> each.link().scope() != null
                        && each.link().joiner().digest().equals(link.joiner().digest())
                        && each.envelope().community().equals(side))
                .max(Comparator.comparing(each -> each.envelope().created()))
                .map(each -> each.link().scope())
                .orElse(null);
    }

    /** Null where the node's answer holds no link that is valid. */
    private Held link(Bytes32 id) {
        if (node.record(id) instanceof Reply.Got<byte[]>(byte[] bundle)
                && verification.bundle(bundle) instanceof Checked.Ok<List<SignedRecord>>(List<SignedRecord> records)
                && records.get(0).content() != null) {
            SignedRecord record = records.get(0);
            Checked<Link> link = Link.read(record.envelope(), record.content(), new StrictEd25519());
            return link instanceof Checked.Ok<Link>(Link good) ? new Held(record.envelope(), good) : null;
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
