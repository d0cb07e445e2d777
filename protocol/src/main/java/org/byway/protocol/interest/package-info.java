/**
 * Standing interests: what somebody wants to be told of as it arrives.
 *
 * <p>What is announced is a function of the records in the order in which they were taken in, and of the interests: {@link
 * org.byway.protocol.market.Match} decides and gives the reasons, of each record and each interest by itself. {@link
 * org.byway.protocol.interest.InterestIndex} only spares asking about the many that cannot fit; a test holds it against
 * asking about all.
 *
 * <p>Source: the presearcher of Lucene's monitor, which files each query under one rare term that every match must have.
 */
package org.byway.protocol.interest;
