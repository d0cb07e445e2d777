package org.byway.protocol.market;

import org.byway.protocol.money.AmountRange;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import org.byway.protocol.wire.Exchange;

/**
 * What somebody looks for, as it was said. What is null was not said, and leaves everything in.
 *
 * @param kind offer or intent
 * @param text words of which every one is to be found; empty for none
 * @param category with all that is within it
 * @param price the amounts that overlap it, in its currency
 */
public record Query(
        Kind kind,
        String text,
        Category category,
        Area area,
        AmountRange price,
        Exchange exchange,
        Bytes32 community,
        Sort sort) {
    public static final int TEXT_CHARACTERS = 400;
    public static final int MOST_WORDS = 32;
}
