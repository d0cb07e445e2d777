package org.byway.simulator;

import java.io.IOException;

/** The seeds over which a test of people goes: a few, or as many as a campaign asks for, from the one that it names on. */
final class Seeds {
    private static final long FIRST = Long.getLong("byway.first", 0);

    private Seeds() {}

    /** One course; how many letters were written in it, or steps said. */
    interface Course {
        int run(long seed) throws IOException;
    }

    /** Letters of all courses of the campaign of people. A violation tells the first seed that fails. */
    static int each(String what, int usual, Course course) throws IOException {
        return each("people", what, usual, course);
    }

    /** Likewise of another campaign. */
    static int each(String campaign, String what, int usual, Course course) throws IOException {
        long count = Long.getLong("byway.seeds", usual);
        int letters = 0;
        for (long seed = FIRST; seed < FIRST + count; seed++) {
            try {
                letters += course.run(seed);
            } catch (Violation found) {
                throw new Violation(what + ", seed " + seed + ": " + found.getMessage() + " (again: ops/soak "
                        + campaign + " 1 " + seed + ")");
            }
        }
        System.out.println("soak: " + campaign + ": " + what + ": " + count + " seeds, " + letters + " letters");
        return letters;
    }
}
