package org.byway.protocol.market;

import org.byway.protocol.money.AmountRange;
import org.byway.protocol.place.Place;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;

/**
 * Something that was found, as a list shows it.
 *
 * @param category the first of several, or null
 * @param price an offer's price or an intent's budget, or null
 * @param place its cell, or null
 * @param metres from the middle of the area; -1 where no area was asked for
 */
public record Hit(
        Bytes32 id,
        Kind kind,
        Bytes32 community,
        Bytes32 author,
        long created,
        long expires,
        String title,
        Category category,
        AmountRange price,
        Place place,
        int metres,
        int score) {

    public static Hit of(Candidate candidate, Match.Fits fits) {
        return new Hit(
                candidate.id(),
                candidate.kind(),
                candidate.community(),
                candidate.author(),
                candidate.created(),
                candidate.expires(),
                candidate.title(),
                candidate.categories().isEmpty() ? null : candidate.categories().get(0),
                candidate.conditions().price(),
                candidate.whereabouts().place(),
                fits.metres(),
                fits.score());
    }
}
