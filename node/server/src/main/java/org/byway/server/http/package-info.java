/**
 * The node's HTTP interface: a contract, {@code openapi.json}, and one handler for each of its operations.
 *
 * <p>The contract decides what exists: requests are routed by its operation ids and checked by its schemas, and
 * operations that it guards want the token of the node's home. Handlers know the node only as {@link
 * org.byway.server.http.NodeService}. All of it runs on one event loop; nothing here blocks, and nothing waits longer,
 * buffers more or takes more connections than {@link org.byway.server.http.HttpLimits} says.
 *
 * <p>A browser is the one program that speaks to this port for strangers. Three rules keep pages of other sites out: the
 * Host header must name this node, or DNS rebinding would make a stranger's page its origin; Fetch Metadata and Origin
 * must not tell of another site; and no answer can be read, framed or run by one.
 *
 * <p>Sources: OpenAPI 3.1, RFC 9110 (HTTP), RFC 9457 (problems), RFC 6750 (bearer tokens), the Fetch Metadata
 * specification of the W3C.
 */
package org.byway.server.http;
