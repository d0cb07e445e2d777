package org.byway.cli.noticeboard;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Invites as a document that prints, thirty on a page: each a code to scan, to be cut out and given to one person. */
public final class InviteSheet {
    public static final int PER_PAGE = 30;

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final String STYLE = """
            @page { size: A4; margin: 10mm }
            body { margin: 0; font: 7pt sans-serif; color: #000; background: #fff }
            main { display: grid; grid-template-columns: repeat(5, 38mm); grid-auto-rows: 46mm; break-after: page }
            main:last-child { break-after: auto }
            article { box-sizing: border-box; padding: 1.5mm; border: 0.2mm dashed #999; text-align: center; overflow: hidden }
            svg { width: 33mm; height: 33mm }
            p { margin: 0; white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
            """;

    private InviteSheet() {}

    /** The sheet of a community's invites, which are good until that moment. */
    public static String of(String community, List<String> invites, long expires) {
        StringBuilder html = new StringBuilder(Page.head(community, STYLE));
        for (int from = 0; from < invites.size(); from += PER_PAGE) {
            html.append("<main>\n");
            invites.subList(from, Math.min(invites.size(), from + PER_PAGE))
                    .forEach(invite -> html.append("<article>\n")
                            .append(CodePicture.of(invite).orElse(""))
                            .append("\n<p dir=\"auto\"><b>")
                            .append(Page.escaped(community))
                            .append("</b></p>\n<p>for one person, until ")
                            .append(DAY.format(Instant.ofEpochMilli(expires)))
                            .append("</p>\n</article>\n"));
            html.append("</main>\n");
        }
        return html.append("</body>\n</html>\n").toString();
    }
}
