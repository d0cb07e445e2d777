package org.byway.protocol.mail;

import java.util.function.Supplier;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.mail.Mark.Origin;

/**
 * What a post office is.
 *
 * @param node the node's key, which the charter names
 * @param origins the community, and the charter in force that names the node
 * @param secret 32 bytes of which the community makes block tags; not to be changed
 * @param mostBytes what all letters that are kept may take
 */
public record Terms(SigningKey node, Supplier<Origin> origins, byte[] secret, long mostBytes) {
    /** By which community, and under which charter, letters enter now. */
    Origin origin() {
        return origins.get();
    }

    /** Nothing of what is secret. */
    @Override
    public String toString() {
        return "Terms[" + node + "]";
    }
}
