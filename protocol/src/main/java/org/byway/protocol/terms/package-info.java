/**
 * Terms: what an individual, as first party, asks of whoever it deals with, by a text that both can name by its hash.
 *
 * <p>{@link org.byway.protocol.terms.TermsCourse} is the one function from a {@link org.byway.protocol.terms.TermsState} and a {@link
 * org.byway.protocol.step.Step} to the next state or a refusal; {@link org.byway.protocol.terms.TermsStatus} names the states as the
 * W3C's vocabulary does.
 *
 * <p>Invariants, beside those of {@link org.byway.protocol.step}: who proffers is the first party, and stays it; the second party accepts,
 * chooses one other text of the same roster, once, or declines; purpose, data and end are the first party's own in any case; what is
 * agreed is signed by both over the same bytes, and nothing that is said later takes that away. No text's meaning is known here.
 *
 * <p>Sources: IEEE 7012-2025 (MyTerms); W3C DPV, extension P7012.
 */
package org.byway.protocol.terms;
