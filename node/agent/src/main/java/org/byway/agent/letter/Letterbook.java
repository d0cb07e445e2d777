package org.byway.agent.letter;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.byway.agent.pay.PayBook;
import org.byway.protocol.letter.LetterAddress;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Reason;
import org.byway.protocol.wire.HeadsCame;
import org.byway.protocol.wire.HeadsSent;
import org.byway.protocol.wire.LetterArrived;
import org.byway.protocol.wire.LetterBody;
import org.byway.protocol.wire.LetterDeclined;
import org.byway.protocol.wire.LetterEntry;
import org.byway.protocol.wire.LetterPost;
import org.byway.protocol.wire.LetterPosted;
import org.byway.protocol.wire.LetterRead;
import org.byway.protocol.wire.LetterWritten;
import org.byway.protocol.wire.MailboxFetched;
import org.byway.protocol.wire.MailboxKept;
import org.byway.protocol.wire.NodeKept;
import org.byway.protocol.wire.SenderBlocked;
import org.byway.protocol.wire.TieKept;

/** All that is known of letters: entries of the vault, folded. Used by one thread at a time. */
public final class Letterbook implements Shelf.Taker {
    private final Function<MailboxKept, LetterAddress> addresses;
    private final SortedMap<String, Mailbox> mailboxes = new TreeMap<>();
    private final Map<String, SortedSet<Bytes32>> places = new HashMap<>();
    private final SortedMap<Bytes32, Tie> ties = new TreeMap<>();
    private final Map<Bytes32, Sent> letters = new HashMap<>();
    private final SortedSet<Bytes32> blocked = new TreeSet<>();
    private final SortedMap<Fetched, Long> positions = new TreeMap<>();
    private final SortedSet<Bytes32> declined = new TreeSet<>();
    private int unqualified;
    private final SortedMap<Bytes32, KnownNode> known = new TreeMap<>();
    private final StockBook stock = new StockBook();
    private final PayBook pay = new PayBook();

    private record Fetched(String tag, Bytes32 node) implements Comparable<Fetched> {
        @Override
        public int compareTo(Fetched other) {
            int order = tag.compareTo(other.tag);
            return order == 0 ? node.compareTo(other.node) : order;
        }
    }

    /** The addresses of mailboxes come from the keys, which are not kept here. */
    Letterbook(Function<MailboxKept, LetterAddress> addresses) {
        this.addresses = addresses;
    }

    @Override
    public void take(LetterEntry entry) {
        switch (entry.getEntryCase()) {
            case MAILBOX -> take(entry.getMailbox());
            case TIE -> take(entry.getTie());
            case WRITTEN -> take(entry.getWritten());
            case POSTED -> take(entry.getPosted());
            case ARRIVED -> take(entry.getArrived());
            case CAME -> tie(entry.getCame().getRelationship().toByteArray()).came(entry.getCame());
            case HEADS -> take(entry.getHeads());
            case HEADS_SENT -> take(entry.getHeadsSent());
            case READ -> take(entry.getRead());
            case FETCHED -> take(entry.getFetched());
            case BLOCKED -> take(entry.getBlocked());
            case DECLINED -> take(entry.getDeclined());
            case NODE -> take(entry.getNode());
            case STOCK -> stock.take(entry.getStock());
            case PAY_POLICY -> pay.take(entry.getPayPolicy());
            case USAGE -> pay.take(entry.getUsage());
            case ENTRY_NOT_SET -> {
                // A later version keeps something that this one does not know.
            }
        }
    }

    /** Nothing is written in any tie before its other side has answered that question. */
    @Override
    public void restored(long question) {
        ties.values()
                .forEach(tie ->
                        tie.replace(tie.kept().toBuilder().setRestored(question).build()));
    }

    private void take(MailboxKept kept) {
        Mailbox mailbox = Mailbox.of(kept, addresses.apply(kept));
        mailboxes.put(mailbox.address().tag(), mailbox);
        places.computeIfAbsent(mailbox.address().tag(), none -> new TreeSet<>())
                .addAll(mailbox.address().nodes());
    }

    private void take(TieKept kept) {
        Bytes32 relationship = Bytes32.of(kept.getRelationship().toByteArray());
        Tie tie = ties.get(relationship);
        if (tie == null) {
            ties.put(relationship, new Tie(kept));
        } else {
            tie.replace(kept);
        }
    }

    private void take(LetterWritten written) {
        Tie tie = tie(written.getRelationship().toByteArray());
        try {
            LetterPost post = written.getPost().isEmpty() ? null : LetterPost.parseFrom(written.getPost());
            tie.written(written, body(written.getBody()), post);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the vault holds a letter that is none", e);
        }
        Sent letter = tie.sent(written.getSlot(), written.getNumber());
        if (letter.letter != null) {
            letters.put(letter.letter, letter);
        }
    }

    private void take(LetterPosted posted) {
        Sent letter = letters.get(Mailbox.bytes(posted.getLetter()));
        if (letter == null) {
            return;
        }
        if (posted.getReason().isEmpty()) {
            letter.entered = Mailbox.bytes(posted.getNode());
        } else {
            letter.refused = posted.getReason();
        }
    }

    private void take(LetterArrived arrived) {
        Sent letter = letters.get(Mailbox.bytes(arrived.getLetter()));
        if (letter != null) {
            letter.arrived.put(Mailbox.bytes(arrived.getNode()), arrived.getReason());
        }
    }

    private void take(HeadsCame came) {
        tie(came.getRelationship().toByteArray()).heads(came, came.getSlot());
    }

    private void take(HeadsSent sent) {
        tie(sent.getRelationship().toByteArray()).told(sent);
    }

    private void take(LetterRead read) {
        tie(read.getRelationship().toByteArray()).read(read.getSlot(), read.getNumber());
    }

    private void take(MailboxFetched fetched) {
        Fetched from =
                new Fetched(HexFormat.of().formatHex(fetched.getTag().toByteArray()), Mailbox.bytes(fetched.getNode()));
        positions.merge(from, fetched.getPosition(), Math::max);
    }

    private void take(SenderBlocked entry) {
        Bytes32 tag = Mailbox.bytes(entry.getBlockTag());
        if (entry.getLifted()) {
            blocked.remove(tag);
        } else {
            blocked.add(tag);
        }
    }

    private void take(LetterDeclined entry) {
        if (declined.add(Mailbox.bytes(entry.getLetter()))
                && entry.getReason().startsWith(Reason.UNQUALIFIED.code() + ":")) {
            unqualified++;
        }
    }

    private void take(NodeKept kept) {
        KnownNode node = new KnownNode(Mailbox.bytes(kept.getNode()), kept.getAddress());
        if (kept.getGone()) {
            known.remove(node.node());
        } else {
            known.put(node.node(), node);
        }
    }

    /** Nodes beside the home's own where letters to this person wait. */
    public Collection<KnownNode> nodes() {
        return List.copyOf(known.values());
    }

    private Tie tie(byte[] relationship) {
        Tie tie = ties.get(Bytes32.of(relationship));
        if (tie == null) {
            throw new IllegalStateException("the vault holds a letter of no relationship");
        }
        return tie;
    }

    /** Throws IllegalStateException: what was kept could be read when it was kept. */
    public static LetterBody body(ByteString bytes) {
        try {
            return LetterBody.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the vault holds a body that is none", e);
        }
    }

    /** In the order of their relationships. */
    public Collection<Tie> ties() {
        return List.copyOf(ties.values());
    }

    public Optional<Tie> tie(Bytes32 relationship) {
        return Optional.ofNullable(ties.get(relationship));
    }

    /** In the order of their tags. */
    public Collection<Mailbox> mailboxes() {
        return List.copyOf(mailboxes.values());
    }

    public Optional<Mailbox> mailbox(String tag) {
        return Optional.ofNullable(mailboxes.get(tag));
    }

    /** All nodes where letters to that mailbox may wait: those of now, and those that others were told of before. */
    Collection<Bytes32> places(Mailbox mailbox) {
        return List.copyOf(places.get(mailbox.address().tag()));
    }

    Optional<Mailbox> mailboxAt(Bytes32 index) {
        return mailboxes.values().stream()
                .filter(mailbox -> mailbox.index().equals(index))
                .findFirst();
    }

    boolean isBlocked(Bytes32 blockTag) {
        return blocked.contains(blockTag);
    }

    /** Up to where a mailbox was read at a node; 0 at the beginning. */
    long position(String tag, Bytes32 node) {
        return positions.getOrDefault(new Fetched(tag, node), 0L);
    }

    /** Which payment signals are taken unasked, and what was used. */
    public PayBook pay() {
        return pay;
    }

    /** What deals take of one's own offers. */
    public StockBook stock() {
        return stock;
    }

    /** How many letters were not taken, since something about them was wrong. */
    public int declined() {
        return declined.size();
    }

    /** How many of them answered an intent without showing what it wants. */
    public int unqualified() {
        return unqualified;
    }

    boolean isDeclined(Bytes32 letter) {
        return declined.contains(letter);
    }
}
