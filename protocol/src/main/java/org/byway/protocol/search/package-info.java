/**
 * Words: what makes two of them the same, of one stem, alike or synonyms.
 *
 * <p>Everything that compares words does it by this package, so that a search, a standing interest, an index and a
 * simulated person agree. Nothing here depends on what else is held: two words are compared by themselves, in the same
 * way on every node.
 *
 * <p>Invariants: a word is folded once and is its own folding; a word is among its own stems and its own reductions; all
 * work is bounded by the length of what is given.
 *
 * <p>Sources: Unicode normalisation forms (UAX 15); J. Savoy's light stemmers for German, Spanish, Portuguese and French
 * (CLEF) and D. Harman's for English, of which the tables here are shorter ones of our own; the neighbourhood of
 * deletions for misspellings (Mor and Fraenkel, 1982).
 */
package org.byway.protocol.search;
