/**
 * How it went: makes the tokens of a person's deals in letters, reads what others tell, and carries it along.
 *
 * <p>{@link org.byway.agent.experience.TokenLetters} signs for the other side and asks it to sign; {@link
 * org.byway.agent.experience.Gathering} brings what nodes hold with all that it is believed by; {@link
 * org.byway.agent.experience.CarryFile} is that as a file, which needs no node.
 *
 * <p>Invariants: nothing is kept of a token but letters, and the keys come of the recovery words; in a deal one token is signed at the most,
 * and none that may have been signed before a restore; what is read is checked again, whoever gave it.
 */
package org.byway.agent.experience;
