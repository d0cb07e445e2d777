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

/** A board as an HTML document that prints as one page. */
public final class Page {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter LAST_DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private final String community;
    private final Layout layout;
    private final Sheet sheet;
    private final long now;

    private Page(String community, Layout layout, Sheet sheet, long now) {
        this.community = community;
        this.layout = layout;
        this.sheet = sheet;
        this.now = now;
    }

    /** The page of a community's board in the week of that moment; the invite's picture beside the name, where there is one. */
    public static String of(String community, Board board, Paper paper, Optional<String> invite, long now) {
        Layout layout = board.layout(paper);
        return new Page(community, layout, new Sheet(paper, layout.noticeTenths()), now)
                .html(invite.flatMap(CodePicture::of));
    }

    private String html(Optional<String> picture) {
        StringBuilder html = new StringBuilder(head(community, sheet.css()));
        html.append("<header>\n<div>\n<h1 dir=\"auto\">")
                .append(escaped(community))
                .append("</h1>\n<p>")
                .append(week())
                .append("</p>\n</div>\n");
        picture.ifPresent(svg -> html.append("<figure>\n")
                .append("<figcaption>Scan to link your community with this one</figcaption>\n")
                .append(svg)
                .append("\n</figure>\n"));
        html.append("</header>\n<main>\n");
        for (List<Layout.Place> column : layout.columns()) {
            html.append("<section>\n");
            column.forEach(place -> html.append(html(place)));
            html.append("</section>\n");
        }
        return html.append("</main>\n<footer>\n<p>To answer, search for a notice at your community’s node.</p>\n<p>")
                .append(LAST_DAY.format(today()))
                .append("</p>\n</footer>\n</body>\n</html>\n")
                .toString();
    }

    /** Up to where the body begins: a document that loads nothing, with one style. */
    static String head(String title, String css) {
        return "<!DOCTYPE html>\n<html lang=\"und\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-"
                + digest(css) + "'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>" + escaped(title)
                + "</title>\n<style>" + css + "</style>\n</head>\n<body>\n";
    }

    private LocalDate today() {
        return LocalDate.ofInstant(Instant.ofEpochMilli(now), ZoneOffset.UTC);
    }

    private String week() {
        LocalDate today = today();
        LocalDate monday = today.minusDays(today.getDayOfWeek().getValue() - 1L);
        return "Week " + today.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) + ", " + DAY.format(monday) + " to "
                + LAST_DAY.format(monday.plusDays(6));
    }

    private static String html(Layout.Place place) {
        return switch (place) {
            case Layout.Place.Heading(Notice.Section section, long left) ->
                "<h2>" + section.heading() + (left > 0 ? " <small>and " + left + " more at the node</small>" : "")
                        + "</h2>\n";
            case Layout.Place.Filled(Notice notice) ->
                "<article>\n<p class=\"title\" dir=\"auto\">" + escaped(notice.title()) + "</p>\n"
                        + (notice.text().isBlank()
                                ? ""
                                : "<p dir=\"auto\">" + escaped(notice.text().replaceAll("\\s+", " ")) + "</p>\n")
                        + terms(notice) + "</article>\n";
        };
    }

    private static String terms(Notice notice) {
        String asked = notice.asked().isEmpty() ? "" : "<b>" + escaped(notice.asked()) + "</b> · ";
        return "<p class=\"terms\">" + (notice.fresh() ? "<em>new</em> " : "") + asked + escaped(notice.until())
                + "</p>\n";
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
    private static String digest(String style) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
