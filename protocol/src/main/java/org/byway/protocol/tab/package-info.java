/**
 * Tabs: what two sides owe each other, kept by both, without anybody between them (bilateral trustlines).
 *
 * <p>{@link org.byway.protocol.tab.TabCourse} is the one function from a {@link org.byway.protocol.tab.TabState} and a step to the next state
 * or a refusal. What both have signed so far is a {@link org.byway.protocol.tab.TabLedger}.
 *
 * <p>Invariants: what one side owes the other is owed; balances are signed by both, each naming the one before by digest; the two differ
 * by at most one proposed entry; nobody comes to owe more than the other side lets him; nothing grows by itself, as there is no
 * interest; a limit that is lowered calls nothing.
 *
 * <p>Sources: bilateral trustlines as in Ripple's first design and Trustlines Network; hash and time locks as in Lightning.
 */
package org.byway.protocol.tab;
