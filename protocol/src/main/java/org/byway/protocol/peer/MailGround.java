package org.byway.protocol.peer;

import org.byway.protocol.mail.MailStore;

/**
 * What a node keeps letters with.
 *
 * @param secret of which the community makes block tags, 32 bytes; not to be changed
 * @param mostBytes what all letters that are kept may take
 */
public record MailGround(MailStore store, byte[] secret, long mostBytes) {}
