package org.byway.agent.care;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.byway.agent.CommunityCharters;
import org.byway.agent.node.NodePort;
import org.byway.agent.node.Reply;
import org.byway.protocol.care.NoticeRule;
import org.byway.protocol.care.Notices;
import org.byway.protocol.care.Standing;
import org.byway.protocol.community.Charter;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;
import org.byway.protocol.wire.Notice;

/**
 * The notices of a community, and what was said to them, by the records that a node gave; every signature is checked here, and that
 * stewards said what only stewards may say.
 */
public record CommunityCare(CommunityCharters charters, Notices notices) {
    private static final int PAGE = 200;
    private static final int MOST = 65_536;

    public static Reply<CommunityCare> read(NodePort node, CommunityCharters charters) {
        Notices notices = new Notices();
        Verification verification = new Verification(new StrictEd25519());
        String cursor = null;
        int seen = 0;
        do {
            // Appeals are of the communities of those who make them: all are asked for.
            Reply<NodePort.Listing> page = node.list(new NodePort.Query(Kind.NOTICE, null, PAGE, cursor));
            if (!(page instanceof Reply.Got<NodePort.Listing>(NodePort.Listing listing))) {
                return page.map(never -> null);
            }
            for (JsonNode item : listing.items()) {
                Bytes32 id = Bytes32.ofHex(item.path("id").asText());
                if (node.record(id) instanceof Reply.Got<byte[]>(byte[] bundle)) {
                    verification.one(bundle, id).ifPresent(record -> note(notices, record, charters));
                }
            }
            seen += PAGE;
            cursor = listing.next();
        } while (cursor != null && seen < MOST);
        return new Reply.Got<>(new CommunityCare(charters, notices));
    }

    private static void note(Notices notices, SignedRecord record, CommunityCharters charters) {
        if (record.content() == null
                || record.postmark() == null
                || !record.envelope().is(Kind.NOTICE)) {
            return;
        }
        if (NoticeRule.read(record.envelope(), record.content()) instanceof Checked.Ok<Notice>(Notice said)
                && (said.hasAppeal() || isStewards(record, charters))) {
            notices.note(record.envelope(), record.content());
        }
    }

    private static boolean isStewards(SignedRecord record, CommunityCharters charters) {
        Bytes32 named = record.postmarkStatement().charter();
        Charter under = charters.succession().path().stream()
                .filter(each -> each.id().equals(named))
                .findFirst()
                .orElse(null);
        return under != null
                && under.community().equals(record.envelope().home())
                && under.hasNode(record.postmarkStatement().node())
                && under.hasSteward(record.envelope().author());
    }

    /** The notices of this community, the latest first. */
    public List<Standing> all(long now) {
        List<Standing> all = new ArrayList<>(notices.all(now).stream()
                .filter(each ->
                        each.given().community().equals(charters.standing().community()))
                .toList());
        all.sort((one, other) ->
                Long.compare(other.given().created(), one.given().created()));
        return all;
    }

    /** Stewards in force who take reports. */
    public List<Notices.Known> caretakers(long now) {
        Charter standing = charters.standing();
        return notices.caretakers(standing.community(), now).stream()
                .filter(each -> standing.hasSteward(each.steward()))
                .toList();
    }

    /** The name under which a steward takes reports; the key where there is none. */
    public String name(Bytes32 steward, long now) {
        return notices.caretakers(charters.standing().community(), now).stream()
                .filter(each -> each.steward().equals(steward))
                .map(each -> each.said().getName())
                .findFirst()
                .orElse(steward.hex());
    }
}
