package org.byway.cli.noticeboard;

import java.util.List;

/**
 * Where on the page everything stands.
 *
 * @param columns from left to right
 * @param noticeTenths the height of each notice, in tenths of a millimetre
 */
record Layout(List<List<Place>> columns, int noticeTenths) {
    /** A heading's height. */
    static final int HEADING_TENTHS = 110;

    /** A place on the page. */
    sealed interface Place {
        /** Over the notices of a section; so many of them found no place. */
        record Heading(Notice.Section section, long left) implements Place {}

        record Filled(Notice notice) implements Place {}
    }

    /** What a column takes. */
    int heightTenths(List<Place> column) {
        return column.stream()
                .mapToInt(place -> place instanceof Place.Heading ? HEADING_TENTHS : noticeTenths)
                .sum();
    }
}
