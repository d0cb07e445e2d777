package org.byway.cli.noticeboard;

import java.util.Locale;

/**
 * How a page looks (CSS 2.1, Paged Media 3, Flexible Boxes): a size for everything, so that nothing that stands in it moves
 * anything else. The larger a notice is, the larger are its letters, and the more lines its text has.
 *
 * @param noticeTenths the height of a notice, in tenths of a millimetre
 */
record Sheet(Paper paper, int noticeTenths) {
    private static final double LEAST_POINTS = 8;
    private static final double POINTS_MORE_PER_TENTH = 0.02;
    private static final double TENTHS_PER_POINT = 3.528;
    /** What title, terms and their edges take of a notice, in heights of its letters. */
    private static final double BESIDE_TEXT = 4.4;

    private static final double LINE = 1.25;

    private static final String SIZES = """
            @page { size: %s portrait; margin: 10mm }
            html { font-size: %.2fpt }
            body { width: %.1fmm; height: %.1fmm }
            article { height: %.1fmm }
            article p { -webkit-line-clamp: %d }
            """;

    private static final String LOOK = """
            * { box-sizing: border-box; margin: 0 }
            html { background: #fff; color: #111; line-height: 1.25;
              font-family: "Source Sans 3", "Noto Sans", "Liberation Sans", Arial, sans-serif }
            body { margin: 0 auto; overflow: hidden; display: flex; flex-direction: column }
            header { display: flex; gap: 6mm; align-items: flex-end; height: 37mm; padding-bottom: 3mm; overflow: hidden }
            header div { flex: 1; min-width: 0 }
            h1, h2 { font-family: "Source Serif 4", "Noto Serif", "Liberation Serif", Georgia, serif; font-weight: bold }
            h1, article p { display: -webkit-box; -webkit-box-orient: vertical; overflow: hidden; overflow-wrap: anywhere }
            h1 { font-size: 30pt; line-height: 1.1; letter-spacing: -.01em; -webkit-line-clamp: 2 }
            header p { margin-top: 1.5mm; font-size: 11pt; color: #333 }
            figure { flex: none; display: flex; gap: 3mm; align-items: flex-end }
            figcaption { width: 26mm; font-size: 7.5pt; line-height: 1.3; text-align: right; color: #333 }
            svg { width: 34mm; height: 34mm; display: block }
            main { flex: 1; min-height: 0; display: flex; gap: 5mm }
            section { flex: 0 0 calc((100% - 10mm) / 3); min-width: 0 }
            h2 { display: flex; align-items: baseline; justify-content: space-between; height: 11mm; overflow: hidden;
              border-top: 1mm solid #111; padding-top: 1.6mm; font-size: 16pt; line-height: 1.2; white-space: nowrap }
            h2 small { font-size: 8pt; font-weight: normal; color: #333 }
            article { padding: .8mm 0; border-top: .15mm solid #999; overflow: hidden }
            h2 + article { border-top: .3mm solid #111 }
            article .title { font-weight: bold; font-size: 1.15em; line-height: 1.15; -webkit-line-clamp: 2 }
            article .terms { font-size: .92em; color: #333; -webkit-line-clamp: 1 }
            b { color: #111 }
            em { font-style: normal; font-weight: bold; font-size: .8em; letter-spacing: .04em; text-transform: uppercase;
              background: #111; color: #fff; padding: 0 .4em; border-radius: .25em;
              -webkit-print-color-adjust: exact; print-color-adjust: exact }
            footer { display: flex; justify-content: space-between; height: 7mm; padding-top: 1.5mm;
              border-top: .3mm solid #111; font-size: 7.5pt; color: #333 }
            @media screen {
              html { background: #e8e6e1 }
              body { margin: 8mm auto; border: 10mm solid #fff; box-sizing: content-box; background: #fff }
            }
            """;

    String css() {
        String sizes = String.format(
                Locale.ROOT,
                SIZES,
                paper.word(),
                points(),
                paper.widthTenths() / 10.0,
                paper.heightTenths() / 10.0,
                noticeTenths / 10.0,
                textLines());
        return "\n" + LOOK + sizes;
    }

    private double points() {
        return LEAST_POINTS + (noticeTenths - Board.LEAST_TENTHS) * POINTS_MORE_PER_TENTH;
    }

    /** As many lines of text as stay under two lines of title and over the terms. */
    private int textLines() {
        double letterTenths = points() * TENTHS_PER_POINT;
        return Math.max(1, (int) ((noticeTenths - letterTenths * BESIDE_TEXT) / (letterTenths * LINE)));
    }
}
