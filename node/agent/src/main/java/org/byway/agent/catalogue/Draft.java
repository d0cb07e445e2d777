package org.byway.agent.catalogue;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.byway.protocol.market.Category;
import org.byway.protocol.money.Amount;
import org.byway.protocol.place.Place;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.Exchange;

/**
 * What somebody offers or wants, read and checked, before it is sealed. Texts that were not given are empty, other things null.
 *
 * @param low the price, the lower end of a price range, or the least somebody would pay; null where there is none
 * @param high the upper end of the range; null for a single price
 * @param place already coarse: what the person said more exactly goes no further than the reader
 * @param radiusKm how far around the place; 0 where it was not said
 * @param stock how many there are, or how many are wanted
 * @param seller the name under which it is offered; empty: the home's usual persona
 */
public record Draft(
        String title,
        String text,
        List<Category> categories,
        Amount low,
        Amount high,
        Place place,
        int radiusKm,
        OptionalLong stock,
        OptionalInt expiresDays,
        String seller,
        Details details) {
    public Draft {
        categories = List.copyOf(categories);
    }

    /**
     * What is said less often.
     *
     * @param exchange against what; empty: a price
     * @param language of the texts, a tag of BCP 47
     * @param proof names of what can be shown, or of what is asked for
     * @param fromMillis from when on something is wanted, since 1970; 0 where it was not said
     * @param untilMillis until when; likewise
     */
    public record Details(
            List<Exchange> exchange,
            String language,
            boolean service,
            boolean business,
            List<Bytes32> photos,
            List<String> paymentMethods,
            List<String> proof,
            long fromMillis,
            long untilMillis) {
        public Details {
            exchange = List.copyOf(exchange);
            photos = List.copyOf(photos);
            paymentMethods = List.copyOf(paymentMethods);
            proof = List.copyOf(proof);
        }
    }
}
