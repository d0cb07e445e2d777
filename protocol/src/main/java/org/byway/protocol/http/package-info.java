/**
 * HTTP Message Signatures: how a node knows that a persona asks, where that persona's own things are touched.
 *
 * <p>{@link org.byway.protocol.http.MessageSignature} is RFC 9421 for Ed25519: which components a signature covers, the
 * base that is signed, reading and writing the two fields. {@link org.byway.protocol.http.RequestRule} is what Byway
 * demands of a request beside that: which components, a fresh {@code created}, a nonce that one node takes once, and the
 * digest of the body (RFC 9530). {@link org.byway.protocol.http.RequestSigning} makes requests that pass it:
 *
 * <pre>{@code
 * // A person's side. The headers go with the request, just as they are.
 * var request = new Message.Request("POST", "http", "127.0.0.1:7480", "/v1/interests", "", Fields.NONE);
 * Fields headers = RequestSigning.sign(request, body, persona, now, nonce);
 *
 * // A node's side, one rule for as long as it runs.
 * RequestRule rule = new RequestRule(signatures, new Nonces(Nonces.STANDARD_NONCES, startSecond));
 * switch (rule.judge(received, body, now)) {
 *     case RequestVerdict.Signed(Bytes32 persona) -> ...
 *     case RequestVerdict.Refused(RequestFault fault, String detail) -> ...
 * }
 * }</pre>
 *
 * <p>Invariants: a verdict is a function of the message, the clock and the nonces that were taken before; a nonce is
 * taken only by a signature that holds, so nobody uses up another's; a base begins with a quotation mark, so that no
 * signature of a request is one of a seal, a postmark or a charter, which begin with {@code byway/}.
 *
 * <p>Sources: RFC 9421, whose Appendix B is among the vectors; RFC 9530 (digest fields); RFC 8032.
 */
package org.byway.protocol.http;
