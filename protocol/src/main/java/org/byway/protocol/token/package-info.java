/**
 * Tokens by which somebody may post whom the node cannot tell from all others that it has given tokens to: Privacy Pass by blind RSA
 * (RFC 9576 to 9578, type 2), bound to the one node that gives and takes them.
 */
package org.byway.protocol.token;
