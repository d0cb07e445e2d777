/**
 * A person's side: keys, names, what was said under them, and how it reaches a node.
 *
 * <p>Invariants: private keys and who is behind a persona never leave the home; a node gets sealed bytes through {@link
 * org.byway.agent.node.NodePort} and nothing else; what is posted was written to the ledger first; clocks and randomness come in, so
 * that simulated people run these classes too. Source: DESIGN.md, "Between an agent and its node"; SPEC.md.
 */
package org.byway.agent;
