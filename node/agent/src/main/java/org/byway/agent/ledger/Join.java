package org.byway.agent.ledger;

/**
 * An invite that is to be answered when the node runs again.
 *
 * @param transit whether records of others may be carried over the link too
 */
public record Join(String link, boolean transit) {}
