package org.byway.cli.noticeboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.byway.cli.noticeboard.Notice.Section;
import org.junit.jupiter.api.Test;

/** A page has so many places, whatever is on the board. */
class BoardTest {
    private static Board board(int wanted, int offering, int lending) {
        Board board = new Board();
        int[] counts = {wanted, offering, lending};
        for (Section section : Section.values()) {
            for (int i = 0; i < counts[section.ordinal()]; i++) {
                board.add(new Notice(section, section + " " + i, "", "", false));
            }
        }
        return board;
    }

    private static long shown(Board board, Section section) {
        return board.columns().stream()
                .flatMap(List::stream)
                .filter(place -> place instanceof Board.Place.Filled(Notice notice) && notice.section() == section)
                .count();
    }

    @Test
    void noBoardIsLargerThanThePage() {
        int[] many = {0, 1, 5, 12, 13, 14, 15, 16, 40, 500};
        for (int wanted : many) {
            for (int offering : many) {
                for (int lending : many) {
                    List<List<Board.Place>> columns =
                            board(wanted, offering, lending).columns();
                    String which = wanted + " " + offering + " " + lending;
                    assertTrue(columns.size() <= Board.COLUMNS, which);
                    assertTrue(columns.stream().allMatch(column -> column.size() <= Board.ROWS), which);
                }
            }
        }
    }

    @Test
    void everySectionGetsItsShareAndWhatOthersLeave() {
        Board full = board(500, 500, 500);
        assertEquals(14, shown(full, Section.WANTED));
        assertEquals(14, shown(full, Section.LENDING));
        Board uneven = board(2, 500, 3);
        assertEquals(2, shown(uneven, Section.WANTED));
        assertEquals(3, shown(uneven, Section.LENDING));
        assertEquals(37, shown(uneven, Section.OFFERING), "all places but three headings");
    }

    @Test
    void whatFindsNoPlaceIsCounted() {
        Board.Place first = board(100, 0, 0).columns().get(0).get(0);
        Board.Place.Heading heading = assertInstanceOf(Board.Place.Heading.class, first);
        assertEquals(100 - 42, heading.left());
        assertEquals(100, board(100, 0, 0).count(Section.WANTED));
    }

    @Test
    void aHeadingIsNeverTheLastOfItsColumnButWhereItHasNothing() {
        List<List<Board.Place>> columns = board(13, 20, 4).columns();
        for (List<Board.Place> column : columns) {
            assertFalse(column.get(column.size() - 1) instanceof Board.Place.Heading, column.toString());
        }
    }
}
