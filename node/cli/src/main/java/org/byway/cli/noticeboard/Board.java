package org.byway.cli.noticeboard;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.byway.cli.noticeboard.Notice.Section;

/**
 * Gathers notices, newest first, and gives each section its places: an equal share, and of what others leave as much as it needs.
 * Notices that cannot be shown are only counted, so a board takes no more memory than a page.
 */
public final class Board {
    static final int COLUMNS = 3;
    static final int ROWS = 15;
    private static final int PLACES = COLUMNS * ROWS;

    private final Map<Section, List<Notice>> shown = new EnumMap<>(Section.class);
    private final Map<Section, Long> all = new EnumMap<>(Section.class);

    public Board() {
        for (Section section : Section.values()) {
            shown.put(section, new ArrayList<>());
            all.put(section, 0L);
        }
    }

    public void add(Notice notice) {
        all.merge(notice.section(), 1L, Long::sum);
        List<Notice> notices = shown.get(notice.section());
        if (notices.size() < PLACES) {
            notices.add(notice);
        }
    }

    /** How many there are, shown or not. */
    public long count(Section section) {
        return all.get(section);
    }

    /** A place on the page. */
    sealed interface Place {
        record Heading(Section section, long left) implements Place {}

        record Filled(Notice notice) implements Place {}
    }

    /** The columns of the page, each of at most {@link #ROWS} places. A heading is the last of its column only where it has nothing. */
    List<List<Place>> columns() {
        return columns(shares());
    }

    private List<List<Place>> columns(Map<Section, Integer> shares) {
        List<List<Place>> columns = new ArrayList<>();
        columns.add(new ArrayList<>());
        for (Section section : Section.values()) {
            int share = shares.get(section);
            long left = count(section) - share;
            append(columns, new Place.Heading(section, left), share > 0 ? 2 : 1);
            shown.get(section).stream().limit(share).forEach(notice -> append(columns, new Place.Filled(notice), 1));
        }
        return columns;
    }

    private static void append(List<List<Place>> columns, Place place, int roomWanted) {
        if (columns.get(columns.size() - 1).size() + roomWanted > ROWS) {
            columns.add(new ArrayList<>());
        }
        columns.get(columns.size() - 1).add(place);
    }

    /** How many notices of each section are shown: one more for each in turn, as long as all find a place. */
    private Map<Section, Integer> shares() {
        Map<Section, Integer> shares = new EnumMap<>(Section.class);
        for (Section section : Section.values()) {
            shares.put(section, 0);
        }
        boolean given = true;
        while (given) {
            given = false;
            for (Section section : Section.values()) {
                int share = shares.get(section);
                if (share < shown.get(section).size()) {
                    shares.put(section, share + 1);
                    boolean fits = columns(shares).size() <= COLUMNS;
                    shares.put(section, fits ? share + 1 : share);
                    given |= fits;
                }
            }
        }
        return shares;
    }
}
