package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Who belongs to a community posts at each of its nodes, and who was removed at none. */
class MemberCommandsTest extends OnNodes {
    private String invite(ChildNode at) throws IOException {
        return one(at, "community", "member", "invite").path("link").asText();
    }

    private Path member(String name, String invite) throws IOException {
        Path home = folder.resolve(name);
        one(home, "init", "--at", invite);
        return home;
    }

    /** A home of the same member at another node of the community. */
    private void speakBy(Path home, ChildNode node) throws IOException {
        one(home, "move", "--to", "127.0.0.1:" + node.fact("http").replaceAll(".*:", ""));
    }

    private boolean posts(Path home) {
        return run(home, "offer", "post", "--title", "Bread") == Exit.OK;
    }

    private boolean await(java.util.function.BooleanSupplier check) {
        return Patience.until(PATIENCE_MILLIS, check::getAsBoolean);
    }

    private ChildNode second(ChildNode first) throws IOException {
        Path home = folder.resolve("second");
        String person = one(first, "invite", "--person").path("link").asText();
        String node = one(home, "init", "--second", person).path("node").asText();
        one(first, "community", "node", "add", node);
        return up(new ChildNode("second", folder));
    }

    private String state(ChildNode at, String member) throws IOException {
        for (JsonNode each : all(at, "community", "member", "list")) {
            if (each.path("member").asText().equals(member)) {
                return each.path("state").asText();
            }
        }
        return "none";
    }

    @Test
    void aRemovedMemberPostsAtNoNodeOfTheCommunity() throws IOException {
        ChildNode a = up("a");
        ChildNode second = second(a);
        one(a, "community", "revise", "--admission", "invite");
        Path stranger = folder.resolve("stranger");
        one(stranger, "init", "--at", one(a, "invite", "--person").path("link").asText());
        assertEquals(Exit.FAILED, run(stranger, "offer", "post", "--title", "Spam"));
        assertTrue(typed.err().contains("not_a_member"), typed.err());

        String invite = invite(a);
        Path ana = member("ana", invite);
        assertTrue(posts(ana), typed.err());
        assertEquals(Exit.FAILED, run(folder.resolve("thief"), "init", "--at", invite));
        assertTrue(typed.err().contains("used already"), typed.err());
        String key = one(a, "community", "member", "list").path("member").asText();
        assertEquals("member", state(a, key));
        speakBy(ana, second);
        assertTrue(await(() -> posts(ana)), "she posts at the other node too");

        one(a, "community", "member", "pause", key);
        assertTrue(await(() -> !posts(ana)), "at the second node as well");
        one(a, "community", "member", "role", key, "--role", "caretaker");
        assertTrue(await(() -> posts(ana)));
        one(a, "community", "member", "remove", key.substring(0, 12));
        assertEquals("removed", state(a, key));
        assertTrue(await(() -> !posts(ana)), "the second node has heard of it");
        assertTrue(typed.err().contains("removed"), typed.err());
        speakBy(ana, a);
        assertTrue(!posts(ana), "and here it holds from that moment on");
        assertEquals(Exit.FAILED, run(ana, "community", "member", "join", invite(a)), "no invite changes that");
        second.kill();
        up(second);
        speakBy(ana, second);
        assertTrue(!posts(ana), "a start forgets nothing");
        assertEquals(Exit.FAILED, run(ana, "community", "member", "remove", key), "she is no steward");
    }

    @Test
    void stewardsLetPeopleInWhereTheCharterSaysSoAndMembersLeave() throws IOException {
        ChildNode a = up("a");
        one(a, "community", "revise", "--admission", "stewards");
        Path bo = member("bo", invite(a));
        assertTrue(!posts(bo), "he has only asked");
        String key = one(a, "community", "member", "list").path("member").asText();
        assertEquals("asked", state(a, key));
        one(a, "community", "member", "admit", key);
        assertTrue(posts(bo), typed.err());
        one(a, "community", "member", "role", key, "--role", "caretaker");
        String until = one(a, "community", "member", "list").path("until").asText();
        assertEquals(0, one(a, "community", "member", "renew").path("renewed").asInt(), "his word ends in a year");
        assertEquals(
                1,
                one(a, "community", "member", "renew", "--within", "366")
                        .path("renewed")
                        .asInt());
        JsonNode renewed = one(a, "community", "member", "list");
        assertTrue(renewed.path("until").asText().compareTo(until) > 0, renewed.toString());
        assertEquals("caretaker", renewed.path("roles").path(0).asText());
        assertEquals(Exit.FAILED, run(bo, "community", "member", "renew"));
        assertEquals(Exit.USAGE, run(a, "community", "member", "renew", "--within", "0"));
        String id = all(bo, "offer", "list").get(0).path("id").asText();
        one(bo, "community", "member", "leave");
        assertEquals("left", state(a, key));
        assertTrue(!posts(bo));
        assertEquals(Exit.OK, run(bo, "offer", "withdraw", id), "nobody is kept: " + typed.err());
    }

    @Test
    void thirtyInvitesStandOnOnePage() throws IOException {
        ChildNode a = up("a");
        Path sheet = folder.resolve("invites.html");
        JsonNode told = one(a, "community", "member", "invite", "--count", "31", "--sheet", sheet.toString());
        assertEquals(31, told.path("invites").asInt());
        String html = Files.readString(sheet);
        assertEquals(31, html.split("<svg").length - 1);
        assertEquals(2, html.split("<main>").length - 1);
        assertEquals(Exit.USAGE, run(a, "community", "member", "invite", "--count", "0"));
        Path home = folder.resolve("x");
        assertEquals(Exit.USAGE, run(home, "init", "--at", "byway:member/AAAA"));
        assertTrue(Files.notExists(home), "nothing was made");
    }
}
