package org.byway.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.byway.agent.keys.PersonaSigner;
import org.byway.agent.ledger.Entry;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.node.NodePort;
import org.byway.agent.node.Posting;
import org.byway.agent.node.Reply;
import org.byway.agent.node.TokenPort;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/**
 * Brings sealed bundles to a node and notes the receipts. A bundle that was not answered, or was refused for a reason that will
 * pass, keeps waiting with the same bytes.
 */
public final class Delivery {
    /** These say nothing against the record: it is tried again. */
    private static final Set<Reason> PASSING = EnumSet.of(
            Reason.TOO_EARLY,
            Reason.UNKNOWN_CHARTER,
            Reason.UNKNOWN_AUTHOR,
            Reason.CLOCK_OFF,
            Reason.NOT_YET,
            Reason.OVER_BUDGET,
            Reason.STORE_FULL,
            Reason.INTERNAL);

    /** So many records one token is good for. */
    private static final int MOST_BY_TOKEN = 8;

    private final Agent agent;
    private final NodePort node;
    /** Once the node has wanted that; it may be found by several who post at once. */
    private volatile boolean asMember;

    public Delivery(Agent agent, NodePort node) {
        this.agent = agent;
        this.node = node;
    }

    /** What became of all that waited: how many records the node took and which ones it refused; why the rest still waits, or null. */
    public record Outcome(List<Entry> taken, Map<Entry, Refusal> refused, String trouble) {}

    /** Posts all that waits, oldest first, until the node no longer answers. */
    public Outcome all() throws IOException {
        agent.personas().catchUp();
        List<Entry> taken = new ArrayList<>();
        Map<Entry, Refusal> refused = new LinkedHashMap<>();
        String trouble = null;
        for (Waiting bundle : agent.waiting()) {
            switch (send(bundle)) {
                case Reply.Got<Posting>(Posting posting) -> {
                    for (int i = 0; i < bundle.entries().size(); i++) {
                        Entry entry = bundle.entries().get(i);
                        if (posting.refused().containsKey(i)) {
                            refused.put(entry, posting.refused().get(i));
                        } else {
                            taken.add(entry);
                        }
                    }
                }
                case Reply.Refused<Posting>(String code, String message) -> trouble = message;
                case Reply.Unreachable<Posting>(String why) -> {
                    return new Outcome(taken, refused, why);
                }
            }
        }
        return new Outcome(taken, refused, trouble);
    }

    /**
     * Posts one bundle and notes the receipt. What was sealed before it and never answered for, as after a crash, goes
     * first: the bundle may build on it.
     */
    public Reply<Posting> post(Waiting bundle) throws IOException {
        for (Waiting before : agent.waiting()) {
            if (before.at() < bundle.at() && send(before) instanceof Reply.Unreachable<Posting> unreachable) {
                return unreachable;
            }
        }
        return send(bundle);
    }

    private Reply<Posting> send(Waiting bundle) throws IOException {
        byte[] bytes = agent.bytes(bundle);
        return noted(bundle, isByNobody(bundle) ? postedByNobody(bytes) : posted(bytes));
    }

    /** Whether all of it is said under keys that are used once, so that no node need know who says it. */
    private static boolean isByNobody(Waiting bundle) {
        return bundle.entries().size() <= MOST_BY_TOKEN
                && bundle.entries().stream().allMatch(each -> each.keySequence() == 0 && each.persona() != null);
    }

    /** Signed as a member only where the node wants that: otherwise it need not know who posts. */
    Reply<Posting> posted(byte[] bytes) {
        Reply<Posting> answer = asStranger(bytes);
        return answer == null ? node.post(bytes, member()) : answer;
    }

    /** The same; where members alone post, for a token rather than by the member's key. */
    private Reply<Posting> postedByNobody(byte[] bytes) throws IOException {
        Reply<Posting> answer = asStranger(bytes);
        if (answer != null) {
            return answer;
        }
        TokenPort tokens = node.tokens();
        Optional<Reply<Posting>> byToken =
                tokens == null ? Optional.empty() : agent.purse().post(tokens, bytes, member());
        return byToken.isPresent() ? byToken.get() : node.post(bytes, member());
    }

    /** What the node says to somebody whom it does not know; null where it wants members. */
    private Reply<Posting> asStranger(byte[] bytes) {
        Reply<Posting> answer = asMember ? null : node.post(bytes);
        asMember |= wantsMembers(answer) && agent.community().isPresent();
        return asMember ? null : answer;
    }

    private PersonaSigner member() {
        return agent.member(agent.community().orElseThrow());
    }

    private static boolean wantsMembers(Reply<Posting> answer) {
        return answer instanceof Reply.Got<Posting>(Posting posting)
                && posting.refused().values().stream().anyMatch(refusal -> refusal.reason() == Reason.NOT_A_MEMBER);
    }

    /** Another community's node may take it, unless it was moved or withdrawn since. */
    private boolean isElsewhere(Refusal refusal, Entry entry) throws IOException {
        return refusal.reason() == Reason.BAD_COMMUNITY
                && agent.said(entry.id())
                        .filter(said -> said.entry().equals(entry))
                        .isPresent();
    }

    /** Whether the receipt speaks of so many records, and gives a word for what it says was taken. */
    private static boolean answers(Posting posting, int records) {
        return posting.refused().keySet().stream().allMatch(place -> place >= 0 && place < records)
                && (posting.postmarkedAt() > 0 || posting.refused().size() == records);
    }

    /** Notes the answer to a bundle, if it is one; what was refused without need is not in the posting that comes back. */
    Reply<Posting> noted(Waiting bundle, Reply<Posting> answer) throws IOException {
        if (!(answer instanceof Reply.Got<Posting>(Posting posting))) {
            return answer;
        }
        if (!answers(posting, bundle.entries().size())) {
            return new Reply.Unreachable<>("what the node answered is no receipt for what was posted");
        }
        Map<Integer, Refusal> forGood = new HashMap<>();
        Set<Bytes32> ids = new HashSet<>();
        for (Map.Entry<Integer, Refusal> refused : posting.refused().entrySet()) {
            Refusal refusal = refused.getValue();
            Entry entry = bundle.entries().get(refused.getKey());
            if (PASSING.contains(refusal.reason()) || isElsewhere(refusal, entry)) {
                return new Reply.Refused<>(refusal.reason().code(), refusal.detail());
            }
            if (refusal.reason() != Reason.DUPLICATE) {
                forGood.put(refused.getKey(), refusal);
                ids.add(entry.id());
            }
        }
        agent.receipted(bundle, posting.postmarkedAt(), ids, posting.postmarks());
        return new Reply.Got<>(new Posting(posting.postmarkedAt(), forGood, posting.postmarks()));
    }
}
