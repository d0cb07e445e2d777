package org.byway.protocol.mail;

import org.byway.protocol.record.Bytes32;

/** What has become due for a post office. */
public sealed interface MailTimer {
    /** What was sent to that node and not answered goes again. */
    record Resend(Bytes32 node) implements MailTimer {}

    /** Others had their turn; there is more to be sent. */
    record Turn() implements MailTimer {}

    /** Try the failed commit again. */
    record Retry() implements MailTimer {}

    /** Let go of what has expired. */
    record Sweep() implements MailTimer {}
}
