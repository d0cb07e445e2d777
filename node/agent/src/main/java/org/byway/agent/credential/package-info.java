/**
 * Credentials: what an issuer says of a person, of which the person shows no more than is asked (SD-JWT, RFC 9901).
 *
 * <p>{@link org.byway.agent.credential.SdJwtVerification} holds a presentation against its issuer's key and against the occasion,
 * {@link org.byway.agent.credential.ProofVerification} against what was wanted and what its issuer says now. {@link
 * org.byway.agent.credential.Issuing} signs a statement in copies; {@link org.byway.agent.credential.Holder} asks for them, keeps them
 * and shows them; {@link org.byway.agent.credential.CredentialBook} is what the vault tells of both.
 *
 * <p>Invariants: what is read has one meaning, or is refused (one spelling in base64url, no name twice, no digest twice, nothing
 * disclosed that was not signed, no reserved name used otherwise); a verifier decides by itself whether the holder must have signed,
 * never by what it was given; no copy is shown twice, and that it was shown is in the vault before it leaves; time and chance come in.
 */
package org.byway.agent.credential;
