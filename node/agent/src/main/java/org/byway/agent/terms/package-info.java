/**
 * A person's conditions: the texts that are known, what is proffered to whom, and what was agreed.
 *
 * <p>{@link org.byway.agent.terms.TermsShelf} keeps texts by their hashes, {@link org.byway.agent.terms.Roster} reads lists of them, {@link
 * org.byway.agent.terms.Proffers} says the steps, {@link org.byway.agent.terms.TermsJson} and {@link org.byway.agent.terms.Odrl} tell
 * programs how they stand.
 *
 * <p>Invariants: no text's words or meaning are in the program; a form is kept only where its bytes have the hash by which the text
 * names it; nothing is kept of what is agreed but its letters.
 */
package org.byway.agent.terms;
