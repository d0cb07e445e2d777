/**
 * The node's HTTP interface: a contract, {@code openapi.json}, and one handler for each of its operations.
 *
 * <p>The contract decides what exists: requests are routed by its operation ids and checked by its schemas, and
 * operations that it guards want the token of the node's home, or a persona's signature. Handlers know the node only as {@link
 * org.byway.server.http.NodeService}. All of it runs on one event loop; nothing here blocks, and nothing waits longer,
 * buffers more or takes more connections than {@link org.byway.server.http.HttpLimits} says.
 *
 * <p>An operation on a persona's own things says so in the contract, {@code "security": [{"persona": []}]}, and nothing
 * else: its handler is called only for a request that a persona signed, this once, body included, and asks which:
 *
 * <pre>{@code
 * void listInterests(Call call) {
 *     Bytes32 persona = call.persona();
 *     call.with(node.interests(persona), found -> call.answer(Caching.NEVER, view(found)));
 * }
 * }</pre>
 *
 * <p>A browser is the one program that speaks to this port for strangers. Three rules keep pages of other sites out: the
 * Host header must name this node, or DNS rebinding would make a stranger's page its origin; Fetch Metadata and Origin
 * must not tell of another site; and no answer can be read, framed or run by one.
 *
 * <p>Sources: OpenAPI 3.1, RFC 9110 (HTTP), RFC 9457 (problems), RFC 6750 (bearer tokens), RFC 9421
 * and 9530 (signatures and digests, in {@link org.byway.protocol.http}), the Fetch Metadata
 * specification of the W3C.
 */
package org.byway.server.http;
