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
 * </ul>
 *
 * <p>Invariants: every line that comes in has exactly one line of answer, whatever is in it; what cannot be answered
 * has an {@code error} for people; no line is held beyond its limit.
 */
package org.byway.cli.conform;
