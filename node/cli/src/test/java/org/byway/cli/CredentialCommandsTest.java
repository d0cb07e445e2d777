package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.byway.agent.letter.Tie;
import org.byway.protocol.wire.Message;
import org.junit.jupiter.api.Test;

/** A caretaker says something of people, and they show it to others, by the command line, over nodes that are killed. */
class CredentialCommandsTest extends OnNodes {
    private ChildNode care;
    private Path alice;
    private String did;

    /** A caretaker with a node, and people who speak by it. */
    private void town() throws IOException {
        care = up("care");
        one(care, "persona", "new", "Caretaker");
        did = one(care, "did", "show", "Caretaker").path("did").asText();
        alice = person("alice");
    }

    private Path person(String name) throws IOException {
        Path home = folder.resolve("home-" + name);
        one(home, "init", "--at", one(care, "invite", "--person").path("link").asText());
        return home;
    }

    private String offer(Path home, String title) throws IOException {
        return one(home, "offer", "post", "--title", title).path("id").asText();
    }

    /** Waits for a letter of that kind at a home; gives its conversation. */
    private String came(Path home, String kind) throws IOException {
        assertTrue(
                Patience.until(
                        PATIENCE_MILLIS,
                        () -> run(home, "inbox") == Exit.OK && typed.out().contains("\"kind\":\"" + kind + "\"")),
                () -> "no " + kind + ": " + typed.out() + typed.err());
        String conversation = lines().stream()
                .filter(line -> kind.equals(line.path("kind").asText()))
                .findFirst()
                .orElseThrow()
                .path("conversation")
                .asText();
        all(home, "message", "show", conversation);
        return conversation;
    }

    /** Lets the caretaker issue a credential to somebody, by letters. */
    private void issue(Path to, String... said) throws IOException {
        String offer = offer(care.home().folder(), "Ask me for a credential");
        one(to, "credential", "ask", offer, "--type", "membership", "--copies", "4");
        String conversation = came(care.home().folder(), "credential-ask");
        List<String> words = new ArrayList<>(List.of("credential", "issue", conversation, "--as", "Caretaker"));
        words.addAll(List.of(said));
        one(care, words.toArray(String[]::new));
        came(to, "credential-given");
        assertEquals("held", one(to, "credential", "list").path("state").asText());
    }

    private JsonNode shown(Path seller, String asked) throws IOException {
        String conversation = came(seller, "message");
        one(
                seller,
                "credential",
                "request",
                conversation,
                "--proof-type",
                "membership",
                "--proof-issuer",
                did,
                "--proof-claim",
                asked);
        one(alice, "credential", "present", came(alice, "proof-ask"));
        came(seller, "proof-shown");
        return one(seller, "credential", "verify", conversation).path("claims");
    }

    @Test
    void oneClaimIsShownToTwoSellersWhoCannotLinkThem() throws IOException {
        town();
        issue(alice, "--claim", "since=2024", "--count", "deals=37", "--count", "people=12");
        assertEquals(JSON.readTree("{\"since\":2024,\"deals\":20,\"people\":10}"), claims());
        care.kill();
        up(care);

        Path first = person("first");
        one(alice, "message", "send", offer(first, "Table"), "Is it still there?");
        JsonNode toFirst = shown(first, "since");
        Path second = person("second");
        one(alice, "message", "send", offer(second, "Chair"), "Is it still there?");
        JsonNode toSecond = shown(second, "since");

        assertEquals(2024, toFirst.path("since").asInt());
        assertFalse(toFirst.has("deals") || toFirst.has("people"), toFirst::toString);
        assertEquals(toFirst.path("since"), toSecond.path("since"));
        assertNotEquals(toFirst.path("cnf"), toSecond.path("cnf"));
        assertNotEquals(toFirst.path("status"), toSecond.path("status"));
        assertEquals(2, one(alice, "credential", "list").path("left").asInt());

        String id = one(care, "credential", "list", "--issued").path("id").asText();
        assertEquals(
                "revoked", one(care, "credential", "revoke", id).path("state").asText());
        String conversation =
                all(second, "message", "list").get(0).path("conversation").asText();
        assertEquals(Exit.FAILED, run(second, "credential", "verify", conversation));
        assertTrue(typed.err().contains("\"stale\""), typed.err());
    }

    private JsonNode claims() throws IOException {
        String id = one(alice, "credential", "list").path("id").asText();
        return one(alice, "credential", "show", id).path("claims");
    }

    @Test
    void onlyTheQualifiedReachWhoeverCastTheIntent() throws IOException {
        town();
        Path qualified = person("qualified");
        Path other = person("other");
        issue(qualified, "--claim", "since=2024");
        String intent = one(
                        alice,
                        "intent",
                        "cast",
                        "--title",
                        "Ladder",
                        "--proof-type",
                        "membership",
                        "--proof-issuer",
                        did,
                        "--proof-claim",
                        "since")
                .path("id")
                .asText();
        care.kill();
        up(care);

        assertEquals(Exit.FAILED, run(other, "message", "send", intent, "I have one."));
        assertTrue(typed.err().contains("\"unqualified\""), typed.err());
        sendAnyway(other, intent);
        one(qualified, "message", "send", intent, "I have one, too.");
        care.kill();
        up(care);

        String conversation = came(alice, "message");
        assertEquals(1, one(alice, "inbox", "--unqualified").path("unqualified").asInt());
        List<JsonNode> conversations = all(alice, "message", "list");
        assertEquals(1, conversations.size(), "nothing of the other is there");
        String text =
                all(alice, "message", "show", conversation).get(0).path("text").asText();
        assertEquals("I have one, too.", text);
        one(alice, "message", "send", conversation, "Tomorrow at ten?");
        came(qualified, "message");
        one(
                qualified,
                "message",
                "send",
                all(qualified, "message", "list").get(0).path("conversation").asText(),
                "Fine.");
        came(alice, "message");
        assertEquals(3, one(qualified, "credential", "list").path("left").asInt(), "it was shown once");
    }

    /** As an agent would that does not tell its person what the intent wants. */
    private void sendAnyway(Path home, String intent) throws IOException {
        Desk desk = typed.desk(home);
        try (LetterDesk letters = LetterDesk.open(desk)) {
            Tie tie = MessageCommands.to(desk, letters, intent);
            Message message = Message.newBuilder()
                    .setText("Never mind the proof.")
                    .addProof("membership")
                    .build();
            var unused = letters.correspondence()
                    .write(tie, body -> body.setMessage(message))
                    .orThrow();
            letters.round();
        }
    }

    @Test
    void aCredentialGoesByFilesAsWell() throws IOException {
        town();
        String ask = folder.resolve("ask.json").toString();
        String given = folder.resolve("given.json").toString();
        one(alice, "credential", "ask", "--type", "hélper", "--out", ask);
        one(care, "credential", "issue", ask, "--as", "Caretaker", "--claim", "since=2024", "--out", given);
        assertEquals(16, one(alice, "credential", "import", given).path("left").asInt());
        assertEquals(Exit.FAILED, run(alice, "credential", "import", given), "it is here already");
        assertEquals(Exit.FAILED, run(person("thief"), "credential", "import", given), "nobody asked for it there");
        assertEquals(Exit.FAILED, run(care, "credential", "issue", ask, "--as", "Caretaker", "--out", given));
        String shown = one(
                        alice, "credential", "present", "--proof-type", "hélper", "--nonce", "n1", "--audience", "door")
                .path("presentation")
                .asText();
        Path file = folder.resolve("shown");
        Files.writeString(file, shown);
        JsonNode claims = one(alice, verify(file, "n1", "door")).path("claims");
        assertEquals("hélper", claims.path("vct").asText());
        assertFalse(claims.has("since"));
        assertEquals(Exit.FAILED, run(alice, verify(file, "n2", "door")));
        assertEquals(Exit.FAILED, run(alice, verify(file, "n1", "window")));
        assertEquals(15, one(alice, "credential", "list").path("left").asInt());
        assertEquals(Exit.USAGE, run(alice, "credential", "ask", "--type", "hélper"));
        assertEquals(Exit.FAILED, run(alice, "credential", "show", "0123456789"));
    }

    private String[] verify(Path file, String nonce, String audience) {
        return new String[] {
            "credential",
            "verify",
            "--file",
            file.toString(),
            "--proof-type",
            "hélper",
            "--proof-issuer",
            did,
            "--nonce",
            nonce,
            "--audience",
            audience
        };
    }
}
