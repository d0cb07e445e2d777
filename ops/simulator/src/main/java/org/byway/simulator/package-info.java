/**
 * The seeded cluster: communities with their nodes, their people and the network between them, in virtual time.
 *
 * <pre>
 *   Scenario, seed → Cluster ─┬─ Host      Peer + Store + Inbound: the same classes as a node runs; clock, crash, restart
 *                             ├─ Network   channels with delay, loss, duplication, partition; frames are bytes
 *                             ├─ People    authors who post, revise, withdraw and import, and ask until answered
 *                             ├─ Mischief  lets the scenario's faults happen
 *                             └─ Rules     and Ledger: what must hold at every step
 * </pre>
 *
 * <p>Invariants: one thread runs a cluster; what happens is ordered by time and then by the order in which it was asked
 * for; chance comes from one counter-based generator for each entity. So a seed takes the same course on any machine, and
 * {@link org.byway.simulator.Replay} shows it again. Nothing here sleeps or reads a clock. The approach is that of
 * TigerBeetle's simulator and of iroh-gossip's tests.
 */
package org.byway.simulator;
