package org.byway.cli.noticeboard;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.byway.cli.noticeboard.Layout.Place;
import org.byway.cli.noticeboard.Notice.Section;

/**
 * Gathers notices, newest first, and lays them out: as large as lets all find a place; where even the smallest size is too large
 * for that, each section gets an equal share, and of what others leave as much as it needs. Notices that cannot be shown are only
 * counted, so a board takes no more memory than a page.
 */
public final class Board {
    static final int COLUMNS = 3;
    /** Two lines of title, one of text and one of terms in letters of 8 points. */
    static final int LEAST_TENTHS = 164;

    private static final int MOST_TENTHS = 440;
    private static final int STEP_TENTHS = 4;
    /** So much smaller notices may get for a column of its own for each section. */
    private static final double APART = 0.75;
    /** More than find a place on any paper. */
    private static final int MOST_NOTICES = 48;

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
        if (notices.size() < MOST_NOTICES) {
            notices.add(notice);
        }
    }

    /** How many there are, shown or not. */
    public long count(Section section) {
        return all.get(section);
    }

    Layout layout(Paper paper) {
        Map<Section, Integer> everything = new EnumMap<>(Section.class);
        shown.forEach((section, notices) -> everything.put(section, notices.size()));
        Optional<Layout> together = largest(paper, everything, false);
        if (together.isEmpty()) {
            return new Setting(paper, LEAST_TENTHS, false).layout(shares(paper));
        }
        return largest(paper, everything, true)
                .filter(apart -> apart.noticeTenths() >= together.get().noticeTenths() * APART)
                .orElse(together.get());
    }

    /** The layout with the largest notices in which all of these find a place, if there is one. */
    private Optional<Layout> largest(Paper paper, Map<Section, Integer> shares, boolean apart) {
        for (int tenths = MOST_TENTHS; tenths >= LEAST_TENTHS; tenths -= STEP_TENTHS) {
            Setting setting = new Setting(paper, tenths, apart);
            Layout layout = setting.layout(shares);
            if (setting.holds(layout)) {
                return Optional.of(layout);
            }
        }
        return Optional.empty();
    }

    /** How many notices of each section are shown: one more for each in turn, as long as all find a place. */
    private Map<Section, Integer> shares(Paper paper) {
        Setting setting = new Setting(paper, LEAST_TENTHS, false);
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
                    boolean fits = setting.holds(setting.layout(shares));
                    shares.put(section, fits ? share + 1 : share);
                    given |= fits;
                }
            }
        }
        return shares;
    }

    /** Notices of one size, one after the other, or each section in a column of its own. */
    private final class Setting {
        private final Paper paper;
        private final int noticeTenths;
        private final boolean apart;

        Setting(Paper paper, int noticeTenths, boolean apart) {
            this.paper = paper;
            this.noticeTenths = noticeTenths;
            this.apart = apart;
        }

        boolean holds(Layout layout) {
            return layout.columns().size() <= COLUMNS
                    && layout.columns().stream()
                            .allMatch(column -> layout.heightTenths(column) <= paper.columnTenths());
        }

        Layout layout(Map<Section, Integer> shares) {
            Layout layout = new Layout(new ArrayList<>(), noticeTenths);
            layout.columns().add(new ArrayList<>());
            for (Section section : Section.values()) {
                if (count(section) == 0) {
                    continue;
                }
                int share = shares.get(section);
                int wanted = Layout.HEADING_TENTHS + (share > 0 ? noticeTenths : 0);
                boolean fresh = apart && !layout.columns().get(0).isEmpty();
                append(layout, new Place.Heading(section, count(section) - share), fresh ? Integer.MAX_VALUE : wanted);
                shown.get(section).stream()
                        .limit(share)
                        .forEach(notice -> append(layout, new Place.Filled(notice), apart ? 0 : noticeTenths));
            }
            return layout;
        }

        private void append(Layout layout, Place place, int tenthsWanted) {
            List<List<Place>> columns = layout.columns();
            int left = paper.columnTenths() - layout.heightTenths(columns.get(columns.size() - 1));
            if (tenthsWanted > left) {
                columns.add(new ArrayList<>());
            }
            columns.get(columns.size() - 1).add(place);
        }
    }
}
