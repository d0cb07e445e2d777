package org.byway.agent.letter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.byway.agent.node.MailPort;
import org.byway.agent.node.Reply;
import org.byway.protocol.record.Bytes32;

/** For which of a person's devices letters wait, at each node that keeps mailboxes. Used by one thread at a time. */
public final class Devices {
    private static final String NO_MAILBOX = "unknown-mailbox";

    private final Letterbook book;
    private final Carrier.Hand who;
    private final SortedMap<Bytes32, MailPort> nodes = new TreeMap<>();

    Devices(Letterbook book, Carrier.Hand who, List<MailPort> reachable) {
        this.book = book;
        this.who = who;
        reachable.forEach(node -> nodes.put(node.node(), node));
    }

    /**
     * What nodes said.
     *
     * @param byNode every node that was reached
     * @param unreached nodes that keep mailboxes and were not
     * @param troubles what did not work, for people
     */
    public record Kept(
            SortedMap<Bytes32, SortedSet<String>> byNode, SortedSet<Bytes32> unreached, List<String> troubles) {
        public SortedSet<String> all() {
            SortedSet<String> all = new TreeSet<>();
            byNode.values().forEach(all::addAll);
            return all;
        }
    }

    /** This device, 16 bytes in hex. */
    public String own() {
        return who.device();
    }

    public Kept ask() {
        return visit(List.of(), List.of());
    }

    /** Lets nothing more wait for a device, in any mailbox: at each it is this one for which letters wait. */
    public Kept forget(String device) {
        if (device.equals(own())) {
            throw new IllegalArgumentException("this is the device that asks");
        }
        return visit(List.of(own()), List.of(device));
    }

    /** In an order by chance, as when letters are fetched. */
    private Kept visit(List<String> devices, List<String> gone) {
        Kept kept = new Kept(new TreeMap<>(), new TreeSet<>(), new ArrayList<>());
        nodes.keySet().forEach(node -> kept.byNode().put(node, new TreeSet<>()));
        long now = who.circumstances().clock().millis();
        List<Mailbox> mailboxes = new ArrayList<>(book.mailboxes());
        Collections.shuffle(mailboxes, who.circumstances().random());
        for (Mailbox mailbox : mailboxes) {
            if (mailbox.expires() > now) {
                long expires = Math.min(now + Carrier.KEPT_MILLIS, mailbox.expires());
                visit(mailbox, new MailPort.Bounds(expires, devices, gone), kept);
            }
        }
        return kept;
    }

    private void visit(Mailbox mailbox, MailPort.Bounds bounds, Kept kept) {
        for (Bytes32 key : mailbox.address().nodes()) {
            MailPort node = nodes.get(key);
            if (node == null) {
                kept.unreached().add(key);
                continue;
            }
            switch (node.open(who.owner(mailbox), mailbox.address().tag(), bounds)) {
                case Reply.Got<List<String>>(List<String> named) ->
                    kept.byNode().get(key).addAll(named);
                case Reply.Refused<List<String>>(String code, String message) -> {
                    if (!code.equals(NO_MAILBOX)) {
                        kept.troubles().add("node " + key + ": " + message);
                    }
                }
                case Reply.Unreachable<List<String>>(String why) -> {
                    kept.unreached().add(key);
                    kept.troubles().add(why);
                }
            }
        }
    }
}
