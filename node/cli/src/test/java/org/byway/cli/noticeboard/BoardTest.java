package org.byway.cli.noticeboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.byway.cli.noticeboard.Layout.Place;
import org.byway.cli.noticeboard.Notice.Section;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A page is one page, whatever is on the board, and as easy to read as it can be. */
class BoardTest {
    private static Board board(int wanted, int offering, int lending) {
        Board board = new Board();
        int[] counts = {wanted, offering, lending};
        for (Section section : Section.values()) {
            for (int i = 0; i < counts[section.ordinal()]; i++) {
                board.add(new Notice(section, section + " " + i, "", "", "", false));
            }
        }
        return board;
    }

    private static long shown(Board board, Section section) {
        return board.layout(Paper.A4).columns().stream()
                .flatMap(List::stream)
                .filter(place -> place instanceof Place.Filled(Notice notice) && notice.section() == section)
                .count();
    }

    @ParameterizedTest
    @EnumSource
    void noBoardIsLargerThanThePage(Paper paper) {
        int[] many = {0, 1, 5, 12, 13, 14, 15, 16, 40, 500};
        for (int wanted : many) {
            for (int offering : many) {
                for (int lending : many) {
                    Layout layout = board(wanted, offering, lending).layout(paper);
                    String which = wanted + " " + offering + " " + lending;
                    assertTrue(layout.columns().size() <= Board.COLUMNS, which);
                    for (List<Place> column : layout.columns()) {
                        assertTrue(layout.heightTenths(column) <= paper.columnTenths(), which);
                    }
                }
            }
        }
    }

    @Test
    void everySectionGetsItsShareAndWhatOthersLeave() {
        Board full = board(500, 500, 500);
        assertEquals(13, shown(full, Section.WANTED));
        assertEquals(13, shown(full, Section.LENDING));
        Board uneven = board(2, 500, 3);
        assertEquals(2, shown(uneven, Section.WANTED));
        assertEquals(3, shown(uneven, Section.LENDING));
        assertEquals(34, shown(uneven, Section.OFFERING), "all places but what three headings take");
    }

    @Test
    void whatFindsNoPlaceIsCounted() {
        Board much = board(100, 0, 0);
        Place first = much.layout(Paper.A4).columns().get(0).get(0);
        Place.Heading heading = assertInstanceOf(Place.Heading.class, first);
        assertEquals(100, heading.left() + shown(much, Section.WANTED));
        assertTrue(heading.left() > 0);
        assertEquals(100, much.count(Section.WANTED));
    }

    @Test
    void theFewerThereAreTheLargerTheyAre() {
        int few = board(2, 3, 1).layout(Paper.A4).noticeTenths();
        int some = board(8, 9, 7).layout(Paper.A4).noticeTenths();
        int many = board(500, 500, 500).layout(Paper.A4).noticeTenths();
        assertTrue(few > some && some > many, few + " " + some + " " + many);
        assertEquals(Board.LEAST_TENTHS, many);
    }

    @Test
    void sectionsOfAboutTheSameLengthHaveAColumnEach() {
        Layout layout = board(5, 6, 4).layout(Paper.LETTER);
        assertEquals(Board.COLUMNS, layout.columns().size());
        for (List<Place> column : layout.columns()) {
            assertInstanceOf(Place.Heading.class, column.get(0));
            assertEquals(
                    1, column.stream().filter(Place.Heading.class::isInstance).count());
        }
    }

    @Test
    void aHeadingIsNeverTheLastOfItsColumnButWhereItHasNothing() {
        for (int offering = 1; offering < 60; offering++) {
            for (List<Place> column : board(13, offering, 4).layout(Paper.A4).columns()) {
                assertFalse(column.get(column.size() - 1) instanceof Place.Heading, column.toString());
            }
        }
    }
}
