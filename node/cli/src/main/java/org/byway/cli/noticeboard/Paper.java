package org.byway.cli.noticeboard;

/** What a board is printed on, with margins of 10 mm: the width and the height that are left, in tenths of a millimetre. */
public enum Paper {
    A4(1900, 2760),
    LETTER(1950, 2580);

    /** The head with the name, and the line at the foot. */
    private static final int AROUND_TENTHS = 450;

    private final int widthTenths;
    private final int heightTenths;

    Paper(int widthTenths, int heightTenths) {
        this.widthTenths = widthTenths;
        this.heightTenths = heightTenths;
    }

    /** As style sheets call it (CSS Paged Media). */
    String word() {
        return this == A4 ? "A4" : "Letter";
    }

    int widthTenths() {
        return widthTenths;
    }

    int heightTenths() {
        return heightTenths;
    }

    /** What a column has for notices. */
    int columnTenths() {
        return heightTenths - AROUND_TENTHS;
    }
}
