package org.byway.server.http;

import java.util.concurrent.CompletionStage;
import org.byway.protocol.mail.Bytes16;
import org.byway.protocol.mail.MailRequest;
import org.byway.protocol.mail.MailRequest.Asker;
import org.byway.protocol.mail.MailRequest.Opener;
import org.byway.protocol.mail.Mailbox;
import org.byway.protocol.mail.Mark;
import org.byway.protocol.mail.Spooled;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.wire.LetterPage;

/**
 * What the HTTP interface asks of its node about letters. Every method may be called from any thread, returns at once and
 * never blocks; a stage may complete on any thread. What changes something completes once that is on disk.
 */
public interface MailService {
    /** Marks a letter and begins to bring it to its nodes. The body is a LetterPost. */
    CompletionStage<Checked<Mark>> post(Asker asker, byte[] body);

    /** What became of a letter, as soon as no node is waited for any more or the time is up. */
    CompletionStage<Checked<Spooled>> letter(Bytes32 member, Bytes32 letter, long waitMillis);

    /** What a letter of that member to that receiver carries, so that it can be blocked. */
    Bytes32 blockTag(Bytes32 member, Bytes32 receiver);

    /** Opens a mailbox, renews it, or changes its devices; the first key that asks for a tag owns it. */
    CompletionStage<Checked<Mailbox>> keep(MailRequest.Keep asked);

    /** What waits in a mailbox, as soon as anything does or the time is up. */
    CompletionStage<Checked<LetterPage>> page(Opener opener, Wanted wanted);

    /** The device has everything up to there. */
    CompletionStage<Checked<Void>> acknowledge(Opener opener, Bytes16 device, long position);

    CompletionStage<Checked<Void>> giveUp(Opener opener);

    /**
     * Which part of a mailbox.
     *
     * @param after the position behind which it begins
     * @param most letters, at least 1
     */
    record Wanted(long after, int most, long waitMillis) {}
}
