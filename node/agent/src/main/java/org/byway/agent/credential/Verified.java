package org.byway.agent.credential;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a credential proves.
 *
 * @param claims all that was signed openly or disclosed, without digests
 */
public record Verified(ObjectNode claims) {
    /** What was said of the holder, without what every credential says. */
    public ObjectNode statement() {
        ObjectNode said = claims.deepCopy();
        return said.remove(Statement.OPEN);
    }
}
