/**
 * The weekly noticeboard: what is wanted, offered and lent, as one printed page of A4 or Letter.
 *
 * <p>Invariants: other people's words are text and nothing else: every character that HTML knows is written as a reference, the page
 * carries no script and no address to fetch from, and its policy (CSP) allows neither; the page is one page whatever is on the
 * board, since all its notices have one size, the largest in which all find a place; what does not find one in the smallest is counted.
 */
package org.byway.cli.noticeboard;
