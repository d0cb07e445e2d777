/**
 * {@code byway conform}: this implementation answers questions, so that another can be held against it.
 *
 * <p>One JSON object a line in, one a line out, in order. All bytes are lower-case hex. Operations:
 *
 * <ul>
 *   <li>{@code ed25519-verify {publicKey, message, signature}} → {@code {valid}}: false for anything malformed
 *   <li>{@code record-id {envelope}} → {@code {id}}
 *   <li>{@code record-verify {envelope, content, seal}} → {@code {valid, reason}}: the first verdict, valid(bytes);
 *       content may be left out, as of a bare head; the reason is a code of SPEC.md, null where valid
 *   <li>{@code did-key {publicKey}} → {@code {did}}
 *   <li>{@code did-peer {keys}} → {@code {did, short}}: numalgo 4, the long form and the short one; a key is 64 hex digits
 *       (Ed25519), a did:key, or base58btc of Multibase (Ed25519 or X25519)
 *   <li>{@code did-resolve {did}} → {@code {short, document}}: of a long form, which may be another program's
 *   <li>{@code bip39-seed {words, passphrase}} → {@code {seed}}: words as one string
 *   <li>{@code slip10-ed25519 {seed, path}} → {@code {privateKey, chainCode, publicKey}}
 *   <li>{@code hpke-open {enc, privateKey, info, aad, ciphertext}} → {@code {plaintext}}: base mode, DHKEM(X25519,
 *       HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305
 *   <li>{@code letter-open {letter, privateKey}} → {@code {plaintext, sender, number, relationship}}
 *   <li>{@code key-events {contents}} → {@code {identity, keySequence, key, revoked}}: what the contents of an identity's
 *       key events lead to, in order
 *   <li>{@code sd-jwt-verify {sdJwt, issuerKey, nonce, audience, now}} → {@code {claims}}: issuerKey is a JWK (ES256 or
 *       EdDSA); where nonce or audience is given the holder must have signed; now in milliseconds, that of the clock where
 *       it is not given
 *   <li>{@code http-signature-base {message, input}} → {@code {base}}: what the signature that input announces is made
 *       over; a message is {@code {method, scheme, authority, path, query, fields}} or {@code {status, fields}}, and its
 *       fields are pairs of name and value
 *   <li>{@code http-request-verify {request, body, now}} → {@code {valid, reason, persona}}: whether a persona asks, at
 *       now in milliseconds, of a node that has seen no nonce before; persona is there where it is valid
 *   <li>{@code content-digest {body}} → {@code {field}}, and {@code content-digest {body, field}} → {@code {valid}}
 * </ul>
 *
 * <p>Invariants: every line that comes in has exactly one line of answer, whatever is in it; what cannot be answered
 * has an {@code error} for people; no line is held beyond its limit.
 */
package org.byway.cli.conform;
