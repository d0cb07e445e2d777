package org.byway.agent.letter;

import java.io.IOException;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.LetterBody;

/** Who may begin a conversation at a mailbox. */
public interface Qualified {
    /** Anybody may. */
    Qualified ANYBODY = (mailbox, body, now) -> null;

    /** What a stranger's first letter lacks, or null. IOException is a broken disk. */
    Refusal lacks(Mailbox mailbox, LetterBody body, long nowMillis) throws IOException;
}
