/**
 * Credentials: what an issuer says of a person, of which the person shows no more than is asked (SD-JWT, RFC 9901).
 *
 * <p>{@link org.byway.agent.credential.SdJwtVerification} holds a presentation against its issuer's key and against the occasion.
 *
 * <p>Invariants: what is read has one meaning, or is refused (one spelling in base64url, no name twice, no digest twice, nothing
 * disclosed that was not signed, no reserved name used otherwise); a verifier decides by itself whether the holder must have signed,
 * never by what it was given; time comes in.
 */
package org.byway.agent.credential;
