package org.byway.agent.letter;

import org.byway.agent.node.MailPort;
import org.byway.agent.node.Reply;
import org.byway.protocol.wire.LetterPage;

/**
 * One mailbox at one node, and what that says.
 *
 * @param opening null where the mailbox is known to stand there
 * @param first null where it could not be opened
 */
record Visit(Mailbox mailbox, MailPort node, Reply<Boolean> opening, Reply<LetterPage> first) {
    /** Another for each mailbox at each node. */
    static String name(Mailbox mailbox, MailPort node) {
        return node.node() + mailbox.address().tag();
    }

    String name() {
        return name(mailbox, node);
    }

    boolean answered() {
        return first instanceof Reply.Got<LetterPage>;
    }
}
