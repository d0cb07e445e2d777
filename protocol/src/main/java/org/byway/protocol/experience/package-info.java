/**
 * How it went: what somebody tells of a deal, with a proof that there was one, which does not say which.
 *
 * <p>At the agreement each side signs one {@link org.byway.protocol.experience.Tokens token} for the other, without seeing it. Whoever
 * publishes an experience shows the token: its subject signed it for some deal. {@link
 * org.byway.protocol.experience.TokenStatement} says under which key a subject signs, {@link
 * org.byway.protocol.experience.TokenExchange} how far the tokens of a deal have come, {@link
 * org.byway.protocol.experience.ExperienceRule} what a record must obey, and {@link
 * org.byway.protocol.experience.Testimony} reads a pile of records without asking anybody.
 *
 * <p>Invariants: a token counts for the author and the subject that it was made for, and for nobody else; it counts once; a side signs
 * one in a deal, whatever it is asked; nothing of what a signer has seen is in what is published.
 *
 * <p>Sources: RFC 9474 (blind signatures); Chaum, "Blind signatures for untraceable payments" (1982).
 */
package org.byway.protocol.experience;
