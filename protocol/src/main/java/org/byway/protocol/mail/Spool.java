package org.byway.protocol.mail;

import java.util.List;
import org.byway.protocol.letter.BlockTag;
import org.byway.protocol.mail.MailRequest.Post;
import org.byway.protocol.mail.MailStore.Shelf;
import org.byway.protocol.mail.Spooled.Destination;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/** The letters that entered here: marked, kept until the nodes of their mailboxes have them, and told of for a while. */
final class Spool {
    private final Office office;
    private final Terms terms;
    private final Counts counts;
    private final Mailboxes mailboxes;
    private final Courier courier;
    private final Allowances<Bytes32> letters = new Allowances<>(MailLimits.MEMBER_LETTERS_AN_HOUR, Limits.HOUR_MILLIS);
    private final Allowances<Bytes32> bytes = new Allowances<>(MailLimits.MEMBER_BYTES_A_DAY, Limits.DAY_MILLIS);
    private final Allowances<String> networks =
            new Allowances<>(MailLimits.NETWORK_LETTERS_AN_HOUR, Limits.HOUR_MILLIS);

    Spool(Office office, Terms terms, Counts counts, Mailboxes mailboxes, Courier courier) {
        this.office = office;
        this.terms = terms;
        this.counts = counts;
        this.mailboxes = mailboxes;
        this.courier = courier;
    }

    /** Null where no such letter entered here, or too long ago. */
    Spooled find(Bytes32 letter) {
        byte[] row = office.get(Shelf.SPOOL, letter.bytes());
        return row == null ? null : Spooled.read(row);
    }

    /** Marks a letter and begins to bring it to its nodes. One that is posted again has the mark that it had. */
    void post(long ticket, Post post, long now) {
        Spooled known = find(post.id());
        List<Bytes32> wanted = wanted(known, post, now);
        Refusal fault = fault(known, wanted, post, now);
        if (fault != null) {
            office.refuse(ticket, fault);
            return;
        }
        Spooled entry = known == null ? entered(post, now) : known;
        if (!wanted.isEmpty()) {
            charge(post, now);
            entry = routed(entry, wanted, post, now);
            office.put(Shelf.SPOOL, post.id().bytes(), entry.write());
        }
        office.answer(ticket, new MailReply.Marked(entry.mark()));
    }

    /** The nodes that are new, and those that refused it before. */
    private static List<Bytes32> wanted(Spooled known, Post post, long now) {
        if (known == null) {
            return post.nodes();
        }
        return known.mark().expires() <= now
                ? List.of()
                : post.nodes().stream()
                        .filter(node -> known.at(node) == null || known.at(node).state() == LetterState.REFUSED)
                        .toList();
    }

    private Refusal fault(Spooled known, List<Bytes32> wanted, Post post, long now) {
        Bytes32 member = post.asker().member();
        if (known != null && !known.member().equals(member)) {
            return new Refusal(Reason.NOT_YOURS, "somebody else posted this letter");
        }
        if (post.receiver() != null
                && !post.tags().block().equals(BlockTag.of(terms.secret(), member, post.receiver()))) {
            return new Refusal(Reason.BAD_TAG, "the block tag is not the one of this sender for that receiver");
        }
        if (wanted.isEmpty()) {
            return null;
        }
        long fresh = wanted.stream()
                .filter(node -> known == null || known.at(node) == null)
                .count();
        if (known != null && known.destinations().size() + fresh > MailLimits.DESTINATIONS) {
            return new Refusal(Reason.TOO_LARGE, "a letter waits at 4 nodes at most");
        }
        return overBudget(wanted, post, now);
    }

    private Refusal overBudget(List<Bytes32> wanted, Post post, long now) {
        Bytes32 member = post.asker().member();
        String network = post.asker().network();
        boolean tooMuch = !letters.has(member, 1, now)
                || !bytes.has(member, post.letter().length, now)
                || (network != null && !networks.has(network, 1, now));
        if (tooMuch) {
            return new Refusal(Reason.OVER_BUDGET, "more letters than one member may post in an hour or a day");
        }
        boolean room = counts.room(terms.origin().community(), post.letter().length + MailLimits.MEMORY_BYTES)
                && wanted.stream().allMatch(courier::admits);
        return room ? null : new Refusal(Reason.STORE_FULL, "this node keeps as many letters as it may");
    }

    private void charge(Post post, long now) {
        letters.take(post.asker().member(), 1, now);
        bytes.take(post.asker().member(), post.letter().length, now);
        if (post.asker().network() != null) {
            networks.take(post.asker().network(), 1, now);
        }
    }

    private Spooled entered(Post post, long now) {
        Mark mark = Mark.sign(terms.node(), terms.origin(), now, post.receiver() != null, post.id());
        counts.add(terms.origin().community(), MailLimits.MEMORY_BYTES);
        due(post.id(), mark.expires());
        return new Spooled(0, post.asker().member(), post.letter().length, mark, List.of());
    }

    private void due(Bytes32 letter, long at) {
        byte[] id = letter.bytes();
        office.put(Shelf.EXPIRY, Keys.expiry(at, Keys.Due.SPOOLED, id), id);
    }

    private Spooled routed(Spooled entry, List<Bytes32> wanted, Post post, long now) {
        Spooled next = entry;
        for (Bytes32 node : wanted) {
            next = node.equals(terms.node().publicKey())
                    ? next.with(delivered(post, entry.mark(), now))
                    : queued(next, node, post);
        }
        return next;
    }

    private Destination delivered(Post post, Mark mark, long now) {
        MarkedMail mail = new MarkedMail(post.id(), post.letter(), post.tags().mailbox(), mark);
        Reason refused = mailboxes.deliver(mail, now);
        Bytes32 here = terms.node().publicKey();
        return refused == null
                ? new Destination(here, LetterState.AT_MAILBOX, "")
                : new Destination(here, LetterState.REFUSED, refused.code());
    }

    private Spooled queued(Spooled entry, Bytes32 node, Post post) {
        Spooled next = entry;
        if (!entry.isQueued()) {
            next = entry.with(counts.nextSequence());
            office.put(Shelf.LETTERS, Keys.number(next.sequence()), post.letter());
            counts.add(terms.origin().community(), post.letter().length);
        }
        office.put(Shelf.QUEUE, Keys.queued(node, next.sequence()), post.id().bytes());
        courier.queued(node, next.sequence());
        return next.with(Destination.queued(node));
    }

    /** That node has answered, or will not any more. */
    void settle(Bytes32 letter, Spooled entry, Destination news) {
        Spooled next = entry.with(news);
        office.remove(Shelf.QUEUE, Keys.queued(news.node(), entry.sequence()));
        if (!next.isQueued()) {
            office.remove(Shelf.LETTERS, Keys.number(entry.sequence()));
            counts.add(terms.origin().community(), -entry.sizeBytes());
            office.whenDurable(() -> office.tell(new MailEffect.Settled(letter)));
        }
        office.put(Shelf.SPOOL, letter.bytes(), next.write());
    }

    /** A letter has waited for as long as it may; what became of it is told for a while. */
    void due(byte[] id, long at) {
        Bytes32 letter = Bytes32.of(id);
        Spooled entry = find(letter);
        if (entry == null) {
            return;
        }
        if (!entry.isQueued()) {
            office.remove(Shelf.SPOOL, id);
            counts.add(terms.origin().community(), -MailLimits.MEMORY_BYTES);
            return;
        }
        for (Destination each : entry.destinations()) {
            if (each.state() == LetterState.QUEUED) {
                courier.forget(each.node(), entry.sequence());
                settle(letter, find(letter), new Destination(each.node(), LetterState.EXPIRED, ""));
            }
        }
        due(letter, at + MailLimits.TOLD_MILLIS);
    }
}
