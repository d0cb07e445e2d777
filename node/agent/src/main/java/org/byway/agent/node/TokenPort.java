package org.byway.agent.node;

import org.byway.agent.keys.PersonaSigner;
import org.byway.protocol.blind.RsaPublicKey;
import org.byway.protocol.record.Bytes32;

/** A node that may give its members tokens to post by. */
public interface TokenPort {
    /** What a node answers that gives none. */
    String NONE = "no-tokens";

    /**
     * By what tokens are signed now.
     *
     * @param node its key
     * @param until when the last token of the key can be spent, milliseconds
     * @param daily how many a member may draw in a day
     */
    record Offered(Bytes32 node, Bytes32 community, RsaPublicKey key, long until, int daily) {}

    /** Asked by nobody, over a connection of its own: the answer is the same for everybody. */
    Reply<Offered> offered();

    /** Draws tokens: requests, and the answers to them, one behind the other. */
    Reply<byte[]> draw(Bytes32 node, byte[] requests, PersonaSigner member);

    /** Posts for a token, over a connection of its own. */
    Reply<Posting> post(byte[] bundle, byte[] token);
}
