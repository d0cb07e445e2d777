/**
 * Structured field values for HTTP: a bounded, strict reader and the one serialisation that signatures are made over.
 *
 * <p>Of RFC 9651 what the fields of signatures and digests are made of: dictionaries of items and inner lists, with
 * parameters; integers, strings, tokens, byte sequences and booleans. Decimals, dates and display strings stand in none
 * of those fields and are refused.
 *
 * <p>Invariants: what is read and serialised again is read as the same; a value has at most {@link
 * org.byway.protocol.field.Dictionary#MAX_CHARACTERS} characters and never nests deeper than an inner list's items with
 * their parameters; a field that cannot be read as a whole is refused as a whole.
 *
 * <p>Source: RFC 9651 (which takes the place of RFC 8941), sections 3 and 4.
 */
package org.byway.protocol.field;
