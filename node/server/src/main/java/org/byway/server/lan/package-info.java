/**
 * Nodes of one local network find each other without anybody typing an address: multicast DNS (RFC 6762) and its service
 * discovery (RFC 6763), service {@code _byway._tcp.local.}, with the node's key and its community as text. Off unless the
 * host wants it, since it tells everybody in that network that a node is here.
 *
 * <p>Invariants: what is found is only told on; whether it is dialled is for the peer to say, by the Charters that it knows.
 */
package org.byway.server.lan;
