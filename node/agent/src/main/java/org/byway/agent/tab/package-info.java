/**
 * A person's tabs: what others owe and are owed, kept by both sides in their letters.
 *
 * <p>Invariants: what the person has let go before is completed by the agent itself, and nothing else; what releases an amount that was
 * set aside comes of the person's key alone, so that a restore knows it again.
 */
package org.byway.agent.tab;
