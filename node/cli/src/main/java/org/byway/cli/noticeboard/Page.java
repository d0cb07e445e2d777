package org.byway.cli.noticeboard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A board as an HTML document that prints as one page of A4. */
public final class Page {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter LAST_DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final String STYLE = """
            @page { size: A4 portrait; margin: 10mm }
            * { box-sizing: border-box }
            html { background: #fff; color: #111; font: 8pt/1.25 "Source Sans 3", "Noto Sans", "DejaVu Sans", sans-serif }
            body { width: 190mm; height: 276mm; margin: 0 auto; overflow: hidden }
            @media screen { body { margin: 10mm auto } }
            header { height: 38mm; display: flex; gap: 6mm; align-items: flex-start; border-bottom: .6mm solid #111 }
            header div { flex: 1; min-width: 0 }
            h1 { margin: 0; font-size: 22pt; line-height: 1.1; max-height: 2.2em; overflow: hidden; overflow-wrap: anywhere }
            header p { margin: 1mm 0 0; font-size: 11pt }
            svg { width: 36mm; height: 36mm; flex: none }
            main { display: flex; gap: 5mm; padding-top: 2mm }
            section { width: 60mm }
            h2, article { height: 15.6mm; overflow: hidden }
            h2 { margin: 0; padding-top: 5mm; font-size: 14pt; line-height: 1; border-bottom: .3mm solid #111 }
            h2 small { font-size: 8pt; font-weight: normal }
            article { padding-top: 1.1mm; border-bottom: .1mm solid #999 }
            article p { margin: 0; height: 1.25em; overflow: hidden; overflow-wrap: anywhere }
            article .title { font-weight: bold; height: auto; max-height: 2.5em }
            article .terms { color: #444 }
            em { font-style: normal; font-weight: bold; border: .2mm solid #111; padding: 0 .7mm; font-size: 7pt }
            """;

    private final String community;
    private final Board board;
    private final long now;

    private Page(String community, Board board, long now) {
        this.community = community;
        this.board = board;
        this.now = now;
    }

    /** The page of a community's board in the week of that moment; the invite's picture beside the name, where there is one. */
    public static String of(String community, Board board, Optional<String> invite, long now) {
        return new Page(community, board, now).html(invite.flatMap(CodePicture::of));
    }

    private String html(Optional<String> picture) {
        StringBuilder html =
                new StringBuilder("<!DOCTYPE html>\n<html lang=\"und\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-")
                .append(digest())
                .append("'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>")
                .append(escaped(community))
                .append("</title>\n<style>")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<header>\n<div>\n<h1 dir=\"auto\">")
                .append(escaped(community))
                .append("</h1>\n<p>")
                .append(week())
                .append("</p>\n");
        if (picture.isPresent()) {
            html.append("<p>To link your community with this one, scan the invite.</p>\n</div>\n")
                    .append(picture.get())
                    .append('\n');
        } else {
            html.append("</div>\n");
        }
        html.append("</header>\n<main>\n");
        for (List<Board.Place> column : board.columns()) {
            html.append("<section>\n");
            column.forEach(place -> html.append(html(place)));
            html.append("</section>\n");
        }
        return html.append("</main>\n</body>\n</html>\n").toString();
    }

    private String week() {
        LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(now), ZoneOffset.UTC);
        LocalDate monday = today.minusDays(today.getDayOfWeek().getValue() - 1L);
        return "Week " + today.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) + ", " + DAY.format(monday) + " to "
                + LAST_DAY.format(monday.plusDays(6));
    }

    private static String html(Board.Place place) {
        return switch (place) {
            case Board.Place.Heading(Notice.Section section, long left) ->
                "<h2>" + section.heading() + (left > 0 ? " <small>and " + left + " more at the node</small>" : "")
                        + "</h2>\n";
            case Board.Place.Filled(Notice notice) ->
                "<article>\n<p class=\"title\" dir=\"auto\">" + escaped(notice.title()) + "</p>\n"
                        + (notice.text().isBlank()
                                ? ""
                                : "<p dir=\"auto\">" + escaped(notice.text().replaceAll("\\s+", " ")) + "</p>\n")
                        + "<p class=\"terms\">" + (notice.fresh() ? "<em>new</em> " : "") + escaped(notice.terms())
                        + "</p>\n</article>\n";
        };
    }

    /** Text as text, whatever stands in it. */
    static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
            }
        });
        return out.toString();
    }

    /** What the policy allows: this style and no other. */
    private static String digest() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
