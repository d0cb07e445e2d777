package org.byway.protocol.mail;

import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.mail.Mark.Origin;

/**
 * What a post office is.
 *
 * @param node the node's key, which the charter of the origin names
 * @param secret 32 bytes of which the community makes block tags; not to be changed
 * @param mostBytes what all letters that are kept may take
 */
public record Terms(SigningKey node, Origin origin, byte[] secret, long mostBytes) {
    /** Nothing of what is secret. */
    @Override
    public String toString() {
        return "Terms[" + node + "]";
    }
}
