/**
 * The weekly noticeboard: what is wanted, offered and lent, as one printed page of A4.
 *
 * <p>Invariants: other people's words are text and nothing else: every character that HTML knows is written as a reference, the page
 * carries no script and no address to fetch from, and its policy (CSP) allows neither; the page is one page whatever is on the
 * board, since a notice takes a place of fixed size and there are so many places; what finds none is counted.
 */
package org.byway.cli.noticeboard;
