/**
 * Measures how fast a node takes records in, catches up and passes on, next to what the machine could do at best.
 *
 * <pre>
 *   Catalogue → Parcels (a file)          distinct offers, sealed and postmarked before any clock runs
 *   NodeProcess                           the real {@code byway serve}, in a process and a home of its own
 *   Neighbour, Sending, Equality          the bench as a node of a linked community, over real sessions
 *   VerifyLimit, StoreLimit               the machine's own limits, measured in the same run
 *   Ingest, Sync, Hop                     one run each; figures come back as records
 * </pre>
 *
 * <p>Invariants: what is timed ends with acknowledgements, which a node gives only for what is on disk; after every run
 * the set that the node holds is compared with what was sent; what a run starts it ends, and its folder goes.
 */
package org.byway.bench;
