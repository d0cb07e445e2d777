package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.Consumer;
import org.byway.agent.Agent;
import org.byway.agent.CharterDraft;
import org.byway.agent.CommunityCharters;
import org.byway.agent.Delivery;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.node.HttpNode;
import org.byway.agent.node.NodePort;
import org.byway.protocol.community.Charter;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.CharterStatement;

/** Where a steward works at the community's Charter: what is in force, by the node; drafts; and the posting of what enough have signed. */
final class CharterDesk implements AutoCloseable {
    private final Desk desk;
    private final Agent agent;
    private final HttpNode node;
    private final CommunityCharters charters;

    private CharterDesk(Desk desk, Agent agent, HttpNode node, CommunityCharters charters) {
        this.desk = desk;
        this.agent = agent;
        this.node = node;
        this.charters = charters;
    }

    static CharterDesk open(Desk desk) throws IOException {
        Agent agent = desk.agent();
        try {
            HttpNode node = desk.httpNode();
            Bytes32 community = agent.community().orElseThrow();
            return new CharterDesk(desk, agent, node, Desk.value(CommunityCharters.read(node, community)));
        } catch (IOException | RuntimeException e) {
            agent.close();
            throw e;
        }
    }

    CommunityCharters charters() {
        return charters;
    }

    Agent agent() {
        return agent;
    }

    HttpNode node() {
        return node;
    }

    /** Ends the command unless the person is one of the stewards in force. */
    void requireSteward() {
        requireSteward(agent, charters);
    }

    /** Likewise, by what that node holds: what anybody else signs for the community is good for nothing. */
    static void requireSteward(Agent agent, NodePort node) {
        requireSteward(
                agent,
                Desk.value(
                        CommunityCharters.read(node, agent.steward().community().orElseThrow())));
    }

    private static void requireSteward(Agent agent, CommunityCharters charters) {
        if (!charters.standing().hasSteward(agent.steward().key())) {
            throw Failure.failed(
                    "no_steward",
                    "You are no steward of this community.",
                    "Its stewards can make you one: byway community steward add "
                            + agent.steward().key());
        }
    }

    /** Signs a change; posts it where that is enough, else tells who else is to sign. */
    int change(Consumer<CharterStatement.Builder> change) throws IOException {
        requireSteward();
        CharterStatement.Builder next = charters.next();
        change.accept(next);
        return settle(agent.steward().draft(next.build()));
    }

    /** Adds the person's signature to a draft of another steward. */
    int endorse(CharterDraft draft) throws IOException {
        CharterStatement said = draft.statement();
        CharterStatement next = charters.next().build();
        boolean current = said.getSequence() == next.getSequence()
                && said.getPrevious().equals(next.getPrevious())
                && said.getDisputedList().containsAll(next.getDisputedList());
        if (!current) {
            throw Failure.failed(
                    "stale",
                    "The charter has changed since this draft was made.",
                    "Whoever made it makes it again: byway community revise");
        }
        boolean mine = charters.standing().hasSteward(agent.steward().key())
                || said.getStewardsList().stream()
                        .anyMatch(key -> CharterLines.hex(key)
                                .equals(agent.steward().key().hex()));
        if (!mine) {
            requireSteward();
        }
        return settle(agent.steward().endorse(draft));
    }

    private int settle(CharterDraft draft) throws IOException {
        int lacking = charters.lacking(draft);
        CharterLines.changes(charters.statement(), draft.statement()).forEach(desk::say);
        if (lacking > 0) {
            desk.line(
                    Desk.object().put("state", "draft").put("lacking", lacking).put("draft", draft.text()));
            desk.say(draft.text());
            desk.say((lacking == 1 ? "One more steward signs it" : lacking + " more stewards sign it")
                    + " at home, the last one posts it: byway community endorse DRAFT");
            return Exit.OK;
        }
        Bytes32 previous = Bytes32.of(draft.statement().getPrevious().toByteArray());
        Waiting sealed = Desk.value(agent.steward().publish(draft, charters.envelope(previous)), "");
        Refusal refusal =
                Desk.value(new Delivery(agent, node).post(sealed)).refused().get(0);
        if (refusal != null) {
            throw Desk.refused(refusal, "");
        }
        tell(sealed.entries().get(0).id(), draft.statement());
        return Exit.OK;
    }

    private void tell(Bytes32 id, CharterStatement said) {
        ObjectNode line =
                Desk.object().put("state", "in-force").put("charter", id.hex()).put("sequence", said.getSequence());
        desk.line(line);
        desk.say("In force: charter " + said.getSequence() + ", " + id + ".");
        Charter before = charters.standing();
        boolean lost = before.stewards().stream()
                .anyMatch(key -> said.getStewardsList().stream()
                        .noneMatch(kept -> CharterLines.hex(kept).equals(key.hex())));
        if (lost) {
            desk.note(
                    "Links that a former steward signed have ended with it: `byway federation list` tells which are left.");
        }
    }

    @Override
    public void close() throws IOException {
        agent.close();
    }
}
