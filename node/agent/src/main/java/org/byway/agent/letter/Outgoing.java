package org.byway.agent.letter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.byway.agent.keys.PersonaSigner;
import org.byway.agent.node.MailPort;
import org.byway.agent.node.Reply;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.LetterArrived;
import org.byway.protocol.wire.LetterEntry;
import org.byway.protocol.wire.LetterMark;
import org.byway.protocol.wire.LetterPost;
import org.byway.protocol.wire.LetterPosted;

/** Brings letters to nodes, the first that takes them, and asks what became of them. Used by one thread at a time. */
final class Outgoing {
    /** With these a node says that the letter itself is wrong. */
    private static final SortedSet<String> FOR_GOOD =
            new TreeSet<>(List.of("malformed", "too-large", "bad-version", "bad-length", "not-canonical"));

    /** What an agent that stays does not tell with something else by then, it tells by itself. */
    static final long TELL_MILLIS = 1_000;

    private static final long LOOK_MILLIS = 10_000;

    private final Correspondence letters;
    private final Shelf shelf;
    private final Carrier.Hand who;
    private final List<MailPort> order;
    private final boolean stays;
    private final BiConsumer<Mailbox, Carrier.Round> opening;
    private final SortedMap<Bytes32, MailPort> nodes = new TreeMap<>();
    private final SortedSet<Bytes32> asked = new TreeSet<>();
    /** When an agent that stays posted a letter, or asked after it last; and since when it owes others a word. */
    private final Map<Bytes32, Long> looked = new HashMap<>();

    private final Map<Bytes32, Long> owing = new HashMap<>();

    /**
     * @param order the nodes that can be reached, the one to send through first
     * @param stays whether the agent stays, and hears of what it sent by the answer
     * @param opening opens a mailbox at its nodes
     */
    Outgoing(
            Correspondence letters,
            Shelf shelf,
            Carrier.Hand who,
            List<MailPort> order,
            boolean stays,
            BiConsumer<Mailbox, Carrier.Round> opening) {
        this.letters = letters;
        this.shelf = shelf;
        this.who = who;
        this.order = List.copyOf(order);
        this.stays = stays;
        this.opening = opening;
        order.forEach(node -> nodes.put(node.node(), node));
    }

    /** Whether another side is to be told something before long. */
    boolean owes() {
        return !owing.isEmpty();
    }

    private long now() {
        return who.circumstances().clock().millis();
    }

    /** Sends what waits, and tells the other sides how far we have come; how many left. */
    int post(Carrier.Round round) throws IOException {
        int left = 0;
        for (Tie tie : letters.book().ties()) {
            if (tie.isBlocked()) {
                continue;
            }
            letters.withhold(tie);
            for (Sent letter : tie.under()) {
                if (letter.slot != letters.slot()
                        || letter.isRefused()
                        || letter.isAnswered()
                        || !tie.kept().hasCard()) {
                    continue;
                }
                int posted = letter.entered == null ? post(tie, letter, round) : 0;
                left += posted;
                if (stays && !mayLook(letter)) {
                    continue;
                }
                // One that has just left is soon there: that is worth a moment to whoever wrote it.
                if (!look(letter, round, posted == 1 && left == 1 ? 1 : 0)) {
                    // Whoever promised to bring it may be gone for good: it comes once, by however many ways.
                    post(tie, letter, round);
                }
            }
            tell(tie, round, !stays);
        }
        return left;
    }

    /** Tells at once what others are owed, as the agent goes. */
    void goodbye(Carrier.Round round) throws IOException {
        for (Tie tie : letters.book().ties()) {
            if (!tie.isBlocked()) {
                tell(tie, round, true);
            }
        }
    }

    /** An agent that stays soon hears of what it sent by an answer: it asks seldom. */
    private boolean mayLook(Sent letter) {
        Long last = letter.letter == null ? null : looked.putIfAbsent(letter.letter, now());
        boolean may = last != null && now() - last >= LOOK_MILLIS;
        if (may) {
            looked.put(letter.letter, now());
        }
        return may;
    }

    /** 1 where a node has taken it. Where answers are to wait is there before. */
    private int post(Tie tie, Sent letter, Carrier.Round round) throws IOException {
        letters.book().mailboxAt(tie.index()).ifPresent(own -> opening.accept(own, round));
        for (MailPort node : order) {
            PersonaSigner member = who.member(node.community());
            LetterPost post = sealed(tie, letter, node, member, round);
            if (post == null) {
                continue;
            }
            List<LetterEntry> entries = new ArrayList<>();
            if (!post.equals(letter.post)) {
                entries.add(letters.sealed(tie, letter, post));
            }
            Reply<LetterMark> reply = node.post(member, post);
            LetterPosted.Builder posted = LetterPosted.newBuilder()
                    .setLetter(Tie.bytes(Sha256.of(post.getLetter().toByteArray())));
            boolean over = false;
            switch (reply) {
                case Reply.Got<LetterMark>(LetterMark mark) -> {
                    entries.add(kept(posted.setNode(Tie.bytes(node.node())).setTime(mark.getTime())));
                    over = true;
                }
                case Reply.Refused<LetterMark>(String code, String message) -> {
                    if (FOR_GOOD.contains(code)) {
                        entries.add(kept(posted.setReason(code)));
                        over = true;
                    } else {
                        round.troubles().add(message);
                    }
                }
                case Reply.Unreachable<LetterMark>(String why) ->
                    round.troubles().add(why);
            }
            keep(entries);
            if (over) {
                return reply instanceof Reply.Got ? 1 : 0;
            }
        }
        return 0;
    }

    private static LetterEntry kept(LetterPosted.Builder posted) {
        return LetterEntry.newBuilder().setPosted(posted).build();
    }

    private void keep(List<LetterEntry> entries) throws IOException {
        try (Shelf.Turn turn = shelf.turn()) {
            turn.keep(entries);
        }
    }

    /** As it goes to that node: sealed anew where a stranger's letter enters through another community than before. */
    private LetterPost sealed(Tie tie, Sent letter, MailPort node, PersonaSigner member, Carrier.Round round) {
        if (tie.isKnown()) {
            return letter.post != null && letter.post.getReceiver().isEmpty()
                    ? letter.post
                    : letters.seal(tie, letter, null);
        }
        Reply<Bytes32> tag = node.blockTag(member, tie.card().key());
        if (!(tag instanceof Reply.Got<Bytes32>(Bytes32 blockTag))) {
            Carrier.done(tag, node, round);
            return null;
        }
        return letter.post != null && Correspondence.carries(letter.post, blockTag)
                ? letter.post
                : letters.seal(tie, letter, blockTag);
    }

    /** Asks the node through which a letter entered what became of it; false where that node is not there. */
    private boolean look(Sent letter, Carrier.Round round, int waitSeconds) throws IOException {
        if (letter.entered == null) {
            return true;
        }
        MailPort node = nodes.get(letter.entered);
        if (node == null) {
            return false;
        }
        Reply<SortedMap<Bytes32, String>> reply = node.fate(who.member(node.community()), letter.letter, waitSeconds);
        if (!(reply instanceof Reply.Got<SortedMap<Bytes32, String>>(SortedMap<Bytes32, String> fate))) {
            Carrier.done(reply, node, round);
            return !(reply instanceof Reply.Unreachable);
        }
        for (Map.Entry<Bytes32, String> each : fate.entrySet()) {
            if (!letter.arrived.containsKey(each.getKey())) {
                keep(List.of(LetterEntry.newBuilder()
                        .setArrived(LetterArrived.newBuilder()
                                .setLetter(Tie.bytes(letter.letter))
                                .setNode(Tie.bytes(each.getKey()))
                                .setReason(each.getValue()))
                        .build()));
            }
        }
        return true;
    }

    private void tell(Tie tie, Carrier.Round round, boolean atOnce) throws IOException {
        if (!letters.owesHeads(tie, !asked.contains(tie.relationship()))) {
            owing.remove(tie.relationship());
            return;
        }
        if (!atOnce && now() - owing.computeIfAbsent(tie.relationship(), none -> now()) < TELL_MILLIS) {
            return;
        }
        asked.add(tie.relationship());
        owing.remove(tie.relationship());
        LetterPost heads = letters.heads(tie);
        for (MailPort node : order) {
            if (Carrier.done(node.post(who.member(node.community()), heads), node, round)) {
                letters.headsSent(tie);
                return;
            }
        }
    }
}
