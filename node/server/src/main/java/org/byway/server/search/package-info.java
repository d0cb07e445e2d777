/**
 * Finding offers and intents: an index that is derived from the store and can always be made again.
 *
 * <pre>
 *  store's log ──► IndexKeeper (a thread) ──► SearchIndex (Lucene, in the node's home)
 *                    builds, follows, heals          ▲
 *  HTTP ──► Searches (a few threads) ── SegmentSearch ┘ Ranking ──► hits
 * </pre>
 *
 * <p>What is found, and in which order, is what {@link org.byway.protocol.market.Match} says of each record by itself: the
 * index finds the same faster. No score depends on what else is held, on how often a word is used, or on how the index
 * came about, so nodes with the same records answer alike; a test holds the two ways against each other.
 *
 * <p>Invariants: nothing waits for the index, it follows what is on disk already and gives way
 * to what arrives ({@link org.byway.server.search.Pacing}); people's words are looked up as words and
 * never read as a language of queries; every search ends after a counted number of steps and after {@link
 * org.byway.server.search.Searches#MOST_MILLIS} ms; the index names the place in the log up to which it follows, and is
 * thrown away where it is damaged or of another store.
 *
 * <p>Within a segment documents stand in the order of lists, newest first. What is looked for is taken apart into lists of
 * documents, each worth so many points ({@link org.byway.server.search.Part}), which are laid over each other as bits, a
 * window of documents at a time. Once enough are found, lists that cannot lead to a better score are left unread, and
 * the search ends where none can. Source: Lucene's index sorting; Broder et al., Efficient query evaluation using a
 * two-level retrieval process (2003), for the upper bounds; Turtle and Flood, Query evaluation: strategies and
 * optimizations (1995), for leaving lists unread.
 */
package org.byway.server.search;
