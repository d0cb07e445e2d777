package org.byway.cli;

import java.io.IOException;
import java.util.List;
import org.byway.agent.Agent;
import org.byway.agent.CommunityCharters;
import org.byway.agent.Delivery;
import org.byway.agent.care.CommunityCare;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.node.HttpNode;
import org.byway.agent.node.Reply;
import org.byway.protocol.care.NoticeKey;
import org.byway.protocol.care.Standing;
import org.byway.protocol.care.Target;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;
import org.byway.protocol.wire.HouseRules;
import org.byway.protocol.wire.Notice;
import org.byway.protocol.wire.NoticeDecision;
import org.byway.protocol.wire.NoticeGiven;

/** Where people and caretakers work at notices: what a node holds of them, held against the Charter; and the posting of more. */
final class CareDesk {
    private static final int SHORTEST = 4;

    private final Desk desk;
    private final Agent agent;
    private final HttpNode node;
    private final CommunityCare care;

    private CareDesk(Desk desk, Agent agent, HttpNode node, CommunityCare care) {
        this.desk = desk;
        this.agent = agent;
        this.node = node;
        this.care = care;
    }

    /** Of the community in which the person speaks. */
    static CareDesk of(Desk desk, Agent agent) throws IOException {
        HttpNode node = desk.httpNode();
        Bytes32 community = agent.community().orElseThrow();
        CommunityCharters charters = Desk.value(CommunityCharters.read(node, community));
        return new CareDesk(desk, agent, node, Desk.value(CommunityCare.read(node, charters)));
    }

    CommunityCare care() {
        return care;
    }

    HttpNode node() {
        return node;
    }

    Agent agent() {
        return agent;
    }

    long now() {
        return desk.surroundings().now();
    }

    void requireSteward() {
        if (!care.charters().standing().hasSteward(agent.steward().key())) {
            throw Failure.failed(
                    "no_steward",
                    "You are no steward of this community.",
                    "Something that should not be there? Tell those who are: byway report ID --reason fraud");
        }
    }

    /** The notice whose id, or the id of whose record, begins so; ends the command where it is none, or several. */
    Standing notice(String named) {
        List<Standing> found = care.all(now()).stream()
                .filter(each -> named.length() >= SHORTEST && isNamed(each, named))
                .toList();
        if (found.isEmpty()) {
            throw Failure.failed(
                    "unknown_notice", "No notice goes by \"" + named + "\".", "`byway notice list` shows them.");
        }
        List<Standing> standing = found.stream().filter(Standing::hides).toList();
        if (found.size() > 1 && standing.size() != 1) {
            throw Failure.failed(
                    "ambiguous", "More than one notice goes by \"" + named + "\".", "Give more of its id.");
        }
        return found.size() == 1 ? found.get(0) : standing.get(0);
    }

    private static boolean isNamed(Standing each, String named) {
        Target target = each.given().target();
        return each.given().record().hex().startsWith(named)
                || (target.record() != null && target.record().hex().startsWith(named))
                || (target.lineage() != null && target.lineage().hex().startsWith(named))
                || (target.author() != null && target.author().hex().startsWith(named))
                || target.blobs().stream().anyMatch(blob -> blob.hex().startsWith(named));
    }

    /** A record of the node's, after a check of what vouches for it. */
    SignedRecord record(Bytes32 id) {
        byte[] bundle = Desk.value(node.record(id));
        return new Verification(new StrictEd25519())
                .one(bundle, id)
                .orElseThrow(
                        () -> Failure.failed("unknown_record", "The node gave another record than " + id + ".", ""));
    }

    /** The id of the notice by which the node hides a record; ends the command where it does not. */
    String hiddenBy(Bytes32 record) {
        return switch (node.hidden(record)) {
            case Reply.Got<Bytes32>(Bytes32 notice) -> notice.hex();
            case Reply.Refused<Bytes32> refused -> record.hex();
            case Reply.Unreachable<Bytes32> unreachable ->
                Desk.value(unreachable).hex();
        };
    }

    /** Posts what a steward, or an author, has sealed; the id of the record. */
    Bytes32 post(Waiting sealed) throws IOException {
        Refusal refusal =
                Desk.value(new Delivery(agent, node).post(sealed)).refused().get(0);
        if (refusal != null) {
            throw Desk.refused(refusal, "");
        }
        return sealed.entries().get(0).id();
    }

    /** Gives a notice. */
    Bytes32 give(NoticeGiven given) throws IOException {
        requireSteward();
        return post(Desk.value(
                agent.steward().say(Notice.newBuilder().setGiven(given).build()), ""));
    }

    /** Decides on one. */
    Bytes32 decide(NoticeKey notice, boolean lifted, String words) throws IOException {
        requireSteward();
        NoticeDecision decision = NoticeDecision.newBuilder()
                .setNotice(notice.wire())
                .setLifted(lifted)
                .setWords(words)
                .build();
        return post(Desk.value(
                agent.steward().say(Notice.newBuilder().setDecision(decision).build()), ""));
    }

    /** What is told with every notice on how to appeal, where nothing else is said. */
    String appeal() {
        HouseRules rules = care.charters().statement().getRules();
        String said = rules.getAppeal().isBlank() ? rules.getContact() : rules.getAppeal();
        return said.isBlank() ? "byway notice appeal, or a word to the caretakers" : said;
    }

    long appealUntil(int days) {
        return now() + days * Limits.DAY_MILLIS;
    }
}
