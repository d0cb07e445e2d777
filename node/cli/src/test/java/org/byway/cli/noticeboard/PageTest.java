package org.byway.cli.noticeboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.byway.agent.catalogue.Listed;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.wire.Exchange;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.Money;
import org.byway.protocol.wire.Offer;
import org.junit.jupiter.api.Test;

/** Other people's words are text on the page, and nothing else. */
class PageTest {
    private static final long NOW = Instant.parse("2030-05-01T12:00:00Z").toEpochMilli();
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final Set<String> TAGS = Set.of(
            "<!DOCTYPE html>",
            "<html lang=\"und\">",
            "<head>",
            "<meta charset=\"utf-8\">",
            "<meta name=\"referrer\" content=\"no-referrer\">",
            "<title>",
            "</title>",
            "<style>",
            "</style>",
            "</head>",
            "<body>",
            "<header>",
            "<div>",
            "<h1 dir=\"auto\">",
            "</h1>",
            "<p>",
            "</p>",
            "</div>",
            "</header>",
            "<main>",
            "<section>",
            "<h2>",
            "<small>",
            "</small>",
            "</h2>",
            "<article>",
            "<p class=\"title\" dir=\"auto\">",
            "<p dir=\"auto\">",
            "<p class=\"terms\">",
            "<em>",
            "</em>",
            "<b>",
            "</b>",
            "<figure>",
            "</figure>",
            "<figcaption>",
            "</figcaption>",
            "<footer>",
            "</footer>",
            "</article>",
            "</section>",
            "</main>",
            "</body>",
            "</html>",
            "</svg>");
    private static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>",
            "</title><script src=//evil.example></script>",
            "</style><img src=x onerror=alert(1)>",
            "\"><svg/onload=alert(1)>",
            "' onmouseover='alert(1)",
            "<!-- ",
            "-->",
            "]]>",
            "<![CDATA[",
            "&lt;b&gt; &amp; &#x3c;script&#x3e;",
            "javascript:alert(1)",
            "{{7*7}} ${7*7} <%= 7*7 %>",
            "\u202egnirts desrever",
            "Z\u0351\u036b\u0343\u036a\u0302A\u0328\u0325\u0320L\u0320\u0358G\u030dO",
            "\u0000\u0007\u001b[31m",
            "ﷺﷺﷺﷺﷺﷺ",
            "x".repeat(200),
            "<" + "b".repeat(199),
            "@import url(//evil.example);",
            "<base href=//evil.example>",
            "<link rel=prefetch href=//evil.example>",
            "<meta http-equiv=refresh content=0>");

    private static String page(String community, List<String> titles) {
        Board board = new Board();
        for (String title : titles) {
            board.add(new Notice(Notice.Section.OFFERING, title, title, title, title, true));
        }
        return Page.of(community, board, Paper.A4, Optional.of("byway:join/abc"), NOW);
    }

    @Test
    void noWordMakesATag() {
        String page = page(HOSTILE.get(1), HOSTILE);
        Set<String> tags = new TreeSet<>();
        for (Matcher tag = TAG.matcher(page); tag.find(); ) {
            tags.add(tag.group());
        }
        tags.removeIf(tag -> TAGS.contains(tag)
                || tag.startsWith("<meta http-equiv=\"Content-Security-Policy\"")
                || tag.matches(
                        "<svg viewBox=\"0 0 \\d+ \\d+\" shape-rendering=\"crispEdges\" role=\"img\" aria-label=\"Invite\">")
                || tag.matches("<path d=\"[Mhvz0-9 -]+\"/>"));
        assertEquals(Set.of(), tags);
        assertFalse(page.chars().anyMatch(c -> c != '\n' && Character.isISOControl(c)));
    }

    @Test
    void everyWordIsThere() {
        String page = page("Riverside", HOSTILE);
        for (String title : HOSTILE) {
            assertTrue(page.contains("<p class=\"title\" dir=\"auto\">" + Page.escaped(title) + "</p>"), title);
        }
        assertEquals("&lt;a href=&quot;x&quot;&gt;&amp;&#39;", Page.escaped("<a href=\"x\">&'"));
    }

    @Test
    void thePageNeedsNothingAndRunsNothing() {
        String page = page("Riverside", List.of("Table"));
        assertFalse(
                page.contains("<script") || page.contains("src=") || page.contains("href=") || page.contains("url("));
        assertTrue(page.contains("default-src 'none'; style-src 'sha256-"), page);
    }

    @Test
    void theWeekIsThatOfTheMoment() {
        assertTrue(page("Riverside", List.of()).contains("<p>Week 18, 29 April to 5 May 2030</p>"));
    }

    @Test
    void withoutAnInviteThereIsNoPicture() {
        assertFalse(Page.of("Riverside", new Board(), Paper.A4, Optional.empty(), NOW)
                .contains("<svg"));
        assertFalse(Page.of("Riverside", new Board(), Paper.A4, Optional.of("x".repeat(5_000)), NOW)
                .contains("<svg"));
    }

    @Test
    void whatCostsNothingIsFree() throws InvalidProtocolBufferException {
        Money nothing = Money.newBuilder().setAmount("0.00").setCurrency("EUR").build();
        Money five = Money.newBuilder().setAmount("5.00").setCurrency("EUR").build();
        Offer sofa = Offer.newBuilder().setTitle("Sofa").setPrice(nothing).build();
        assertEquals("free", notice(Kind.OFFER, sofa.toByteArray(), 1).asked());
        Offer gift = sofa.toBuilder().addExchange(Exchange.GIFT).build();
        assertEquals("free", notice(Kind.OFFER, gift.toByteArray(), 1).asked());
        Offer range = sofa.toBuilder().setPriceMax(five).build();
        assertEquals("0.00–5.00 EUR", notice(Kind.OFFER, range.toByteArray(), 1).asked());
        Intent wish = Intent.newBuilder().setTitle("Sofa").setBudgetMax(nothing).build();
        assertEquals("free", notice(Kind.INTENT, wish.toByteArray(), 1).asked());
    }

    @Test
    void aSectionWithNothingInItHasNoHeading() {
        String page = page("Riverside", List.of("Table"));
        assertTrue(page.contains("<h2>Offering"), page);
        assertFalse(page.contains("Wanted") || page.contains("Lending"), page);
    }

    @Test
    void aNoticeSaysAgainstWhatAndUntilWhen() throws InvalidProtocolBufferException {
        Money ten = Money.newBuilder().setAmount("10.00").setCurrency("EUR").build();
        Money twelve = Money.newBuilder().setAmount("12.00").setCurrency("EUR").build();
        Offer range = Offer.newBuilder()
                .setTitle("Table")
                .setPrice(ten)
                .setPriceMax(twelve)
                .build();
        assertEquals(
                "10.00–12.00 EUR", notice(Kind.OFFER, range.toByteArray(), 1).asked());
        Offer loan = Offer.newBuilder()
                .setTitle("Ladder")
                .addExchange(Exchange.LOAN)
                .addExchange(Exchange.GIFT)
                .build();
        Notice lent = notice(Kind.OFFER, loan.toByteArray(), 8);
        assertEquals(Notice.Section.LENDING, lent.section());
        assertEquals("on loan · free", lent.asked());
        assertEquals("until 9 May", lent.until());
        assertFalse(lent.fresh());
        Intent bike = Intent.newBuilder().setTitle("Bike").setBudgetMax(ten).build();
        Notice wanted = notice(Kind.INTENT, bike.toByteArray(), 6);
        assertEquals("up to 10.00 EUR", wanted.asked());
        assertEquals(Notice.Section.WANTED, wanted.section());
        assertTrue(wanted.fresh());
    }

    private static Notice notice(Kind kind, byte[] content, int daysOld) throws InvalidProtocolBufferException {
        long created = NOW - daysOld * Limits.DAY_MILLIS;
        Bytes32 lineage = Lineage.of(NOW + 10 * Limits.DAY_MILLIS, new byte[Lineage.RANDOM_BYTES]);
        Envelope.Place place = new Envelope.Place(new Bytes32(1, 2, 3, 4), 0, new Bytes32(5, 6, 7, 8), lineage, null);
        Envelope envelope = Envelope.write(place, kind, created, NOW + 8 * Limits.DAY_MILLIS, content)
                .orThrow();
        return Notice.of(new Listed(envelope, content), NOW);
    }
}
