/**
 * The picture that {@code byway top} draws: what two samples of a running node's status and figures, some time apart, say about
 * its peers, rates, sets and storage.
 *
 * <p>Invariants: a picture is lines of text that fit a screen of a given size, made of samples alone, so the same samples give the
 * same picture; only {@link org.byway.cli.top.Terminal} touches a terminal, and gives it back as it was; other people's words
 * cannot move the cursor. Source of the sequences: ECMA-48.
 */
package org.byway.cli.top;
