package org.byway.protocol.market;

/**
 * What a score is made of. Each word that is looked for gives the most that it is worth anywhere, the place and the kind
 * of thing give theirs, and a score is their sum: whole numbers that depend on the query and the record alone.
 */
public final class Points {
    public static final int TITLE_SAME = 20;
    public static final int TITLE_STEM = 16;
    public static final int TITLE_SYNONYM = 12;
    public static final int TITLE_ALIKE = 6;
    public static final int KIND_NAMED = 10;
    public static final int KIND_SYNONYM = 8;
    public static final int KIND_ALIKE = 4;
    public static final int TEXT_STEM = 8;
    public static final int TEXT_SYNONYM = 6;

    /** For an intent: the offer is of a kind that it names. */
    public static final int CATEGORY = 30;

    /** In the inmost quarter of the radius; one less in each further quarter. */
    public static final int NEAREST = 3;

    private Points() {}

    /** What it is worth to be so near; nothing beyond the radius, where only its own reach brings it into the area. */
    public static int nearness(int metres, Area area) {
        long quarter = 4L * metres / area.radiusMetres();
        return (int) Math.max(0, NEAREST - quarter);
    }
}
