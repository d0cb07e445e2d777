/**
 * Finding offers and intents: an index that is derived from the store and can always be made again.
 *
 * <pre>
 *  store's log ──► IndexKeeper (a thread) ──► SearchIndex (Lucene, in the node's home)
 *                    builds, follows, heals          ▲
 *  HTTP ──► Searches (a few threads) ── SoughtQuery ─┘ RankCollector ──► hits
 * </pre>
 *
 * <p>What is found, and in which order, is what {@link org.byway.protocol.market.Match} says of each record by itself: the
 * index finds the same faster. No score depends on what else is held, on how often a word is used, or on how the index
 * came about, so nodes with the same records answer alike; a test holds the two ways against each other.
 *
 * <p>Invariants: nothing waits for the index, it follows what is on disk already; people's words are looked up as words and
 * never read as a language of queries; every search ends after {@link
 * org.byway.server.search.Searches#MOST_MILLIS} ms; the index names the place in the log up to which it follows, and is
 * thrown away where it is damaged or of another store.
 *
 * <p>Within a segment documents stand in the order of lists, newest first: so a search that has found enough of the best
 * score may stop. Source: Lucene's index sorting and its dynamic pruning of scores.
 */
package org.byway.server.search;
