package org.byway.protocol.peer;

import org.byway.protocol.blob.BlobTimer;
import org.byway.protocol.community.Address;
import org.byway.protocol.mail.MailTimer;
import org.byway.protocol.record.Bytes32;

/** What has become due. A timer that no longer matters is ignored when it fires. */
public sealed interface Timer {
    /** A whole UTC hour has passed. */
    record Hour() implements Timer {}

    /** The greeting must be over by now. */
    record Greeting(long session) implements Timer {}

    /** Is the other side still there, and does it acknowledge? */
    record Watch(long session) implements Timer {}

    /** Time to compare sets again. */
    record Compare(long session) implements Timer {}

    /** The session has its turn again: everybody else was heard meanwhile. */
    record Turn(long session) implements Timer {}

    /** The budgets of the session are level again. */
    record Resume(long session) implements Timer {}

    /** The next slice of a community's sketch is to be worked out. */
    record Grow(Bytes32 community) implements Timer {}

    record Redial(Address address) implements Timer {}

    /** Is there somebody else to be dialled? */
    record Outlook() implements Timer {}

    /** Try the failed commit again. */
    record Retry() implements Timer {}

    /** Of the post office. */
    record Mail(MailTimer timer) implements Timer {}

    /** Of the exchange of blobs. */
    record Blob(BlobTimer timer) implements Timer {}

    /** What was gathered is to be announced over that session. */
    record Tell(long session) implements Timer {}

    /** Did what was announced come? */
    record Look() implements Timer {}

    /** Is the node's announcement still good? */
    record Announce() implements Timer {}
}
