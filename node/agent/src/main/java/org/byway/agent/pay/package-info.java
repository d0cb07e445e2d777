/**
 * A person's payment signals, the policy by which one takes those of others, and the log of what one has used.
 *
 * <p>Invariants: nothing here moves money outside: it is said where it is to go, and a person pays; what is paid by a tab is confirmed by
 * the agent once both have signed it, and nothing else is; policy and log are the person's own and never leave the vault.
 */
package org.byway.agent.pay;
