/**
 * What a person's agent has sealed and what was receipted: the memory from which a revision finds its lineage and its key, an
 * import that died goes on, and nothing is said twice.
 *
 * <p>Two append-only parts of a {@link org.byway.agent.ledger.Binder}. {@code BUNDLES} holds the sealed bytes, exactly as they were or will be posted. {@code LINES}
 * tells about them, a line each: {@code persona} (a name and the index of its key), {@code record}, {@code bundle} (closes the
 * records before it and says where their bytes are) and {@code receipt}.
 *
 * <p>Invariants: sealed bytes are durable before the lines that name them, and those before the bytes are posted, so what a node
 * has is always in the ledger; records without their {@code bundle} line, and bytes that no line names, are what a crash left
 * behind and are cut off; nothing else is ever changed. A bundle without a receipt waits, and is posted again with the same bytes:
 * posting is idempotent. Several processes may share a ledger: whoever writes reads first what others wrote.
 *
 * <p>There are no keys in here, but who wants what under which one-time persona is: the agent of a home gives it a binder that seals.
 */
package org.byway.agent.ledger;
