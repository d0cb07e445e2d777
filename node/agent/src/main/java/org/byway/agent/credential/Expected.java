package org.byway.agent.credential;

/**
 * What a verifier asks of a presentation.
 *
 * @param nonce the word that the holder's signature must name; null where none was given
 * @param audience for whom the holder must have signed; null where nobody was named
 * @param nowMillis the verifier's clock
 */
public record Expected(String nonce, String audience, long nowMillis) {
    /** Whether the holder must have signed. */
    boolean isBound() {
        return nonce != null || audience != null;
    }

    long nowSeconds() {
        return Math.floorDiv(nowMillis, 1_000L);
    }
}
