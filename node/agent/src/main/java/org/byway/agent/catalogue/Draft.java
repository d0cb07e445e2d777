package org.byway.agent.catalogue;

import java.util.OptionalInt;
import org.byway.protocol.market.Category;
import org.byway.protocol.money.Amount;
import org.byway.protocol.place.Place;

/**
 * What somebody offers or wants, read and checked, before it is sealed. Texts that were not given are empty, other things null.
 *
 * @param low the price, the lower end of a price range, or the least somebody would pay; null where there is none
 * @param high the upper end of the range; null for a single price
 * @param place already coarse: what the person said more exactly goes no further than the reader
 * @param radiusKm how far around the place; 0 where it was not said
 * @param seller the name under which it is offered; empty: the home's usual persona
 */
public record Draft(
        String title,
        String text,
        Category category,
        Amount low,
        Amount high,
        Place place,
        int radiusKm,
        OptionalInt stock,
        OptionalInt expiresDays,
        String seller) {}
