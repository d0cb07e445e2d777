package org.byway.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.byway.agent.node.NodePort;
import org.byway.agent.node.Reply;
import org.byway.protocol.community.Charter;
import org.byway.protocol.community.Members;
import org.byway.protocol.community.Membership;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;

/** Who is a member of a community, by the records that a node gave, every signature checked here. */
public final class CommunityMembers {
    private static final int PAGE = 200;

    private CommunityMembers() {}

    /** All who are spoken of, at that moment in milliseconds. */
    public static Reply<List<Members.Known>> read(NodePort node, CommunityCharters charters, long now) {
        Charter standing = charters.standing();
        Members members = new Members();
        Verification verification = new Verification(new StrictEd25519());
        String cursor = null;
        do {
            Reply<NodePort.Listing> page =
                    node.list(new NodePort.Query(Kind.MEMBERSHIP, standing.community(), PAGE, cursor));
            if (!(page instanceof Reply.Got<NodePort.Listing>(NodePort.Listing listing))) {
                return page.map(never -> List.of());
            }
            for (JsonNode item : listing.items()) {
                Bytes32 id = Bytes32.ofHex(item.path("id").asText());
                if (node.record(id) instanceof Reply.Got<byte[]>(byte[] bundle)
                        && verification.bundle(bundle) instanceof Checked.Ok<List<SignedRecord>>(var records)) {
                    note(members, records.get(0), charters);
                }
            }
            cursor = listing.next();
        } while (cursor != null);
        return new Reply.Got<>(members.all(standing.revision().admission(), now));
    }

    private static void note(Members members, SignedRecord record, CommunityCharters charters) {
        if (record.content() == null || record.postmark() == null) {
            return;
        }
        Charter under = charters.succession().path().stream()
                .filter(each -> each.id().equals(record.postmarkStatement().charter()))
                .findFirst()
                .orElse(null);
        if (under != null
                && under.hasNode(record.postmarkStatement().node())
                && Membership.read(record.envelope(), record.content(), new StrictEd25519())
                        instanceof Checked.Ok<Membership>(Membership said)) {
            members.note(record.envelope(), said, under);
        }
    }
}
