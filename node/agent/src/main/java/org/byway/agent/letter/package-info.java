/**
 * A person's letters: mailboxes, ties to others, what was written and what came.
 *
 * <p>{@link org.byway.agent.letter.Letterbook} is what is known, folded from the entries that the vault keeps.
 * {@link org.byway.agent.letter.Correspondence} decides: it seals, opens, and says which entries are to be kept. Clock and chance
 * are given to it, and it asks no node. {@link org.byway.agent.letter.Carrier} brings letters to nodes and fetches them, through a
 * port that the command line fills with HTTP and tests with nodes in memory.
 *
 * <p>Invariants: a letter is kept before it leaves, so no number is ever given to two different texts; a letter that came is kept
 * before the mailbox is told to let go of it; nothing is taken twice, and what is missing is known by its number and asked for again;
 * in a tie that was restored from an older state nothing is written before the other side has told how far we had come.
 */
package org.byway.agent.letter;
