package org.byway.server.http;

import static org.byway.server.http.Town.Ask.bytes;
import static org.byway.server.http.Town.Ask.json;
import static org.byway.server.http.Town.Ask.of;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.byway.protocol.letter.OpenedLetter;
import org.byway.protocol.letter.SealedLetter;
import org.byway.protocol.letter.SealingKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.token.Challenge;
import org.byway.protocol.token.PostToken;
import org.byway.protocol.token.TokenDraft;
import org.byway.protocol.wire.Admission;
import org.byway.protocol.wire.LetterPost;
import org.byway.server.http.Town.Ask;
import org.byway.server.http.Town.Asker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a member has at a node, and who gets at it: the member, and neither steward nor host. */
class OthersThingsTest {
    private static final byte[] CHUNK = {1, 2, 3};
    private static final String DEVICE = "02".repeat(16);

    @TempDir
    static Path folder;

    private static Town town;
    private static String vault;
    private static String mailbox;
    private static String interest;
    private static String letter;

    @BeforeAll
    static void found() throws Exception {
        town = new Town(
                        folder.resolve("t"),
                        rules -> rules.setAdmission(Admission.BY_INVITE).setAnonymousPosts(9))
                .withMembers();
        String member = town.key(Asker.MEMBER).publicKey().hex();
        vault = "/v1/vaults/" + member;
        mailbox = "/v1/mailboxes/" + member.substring(0, 32);
        assertEquals(204, asMember(bytes("PUT", vault + chunk(), CHUNK)).status());
        assertEquals(200, asMember(keep()).status());
        Wire.Answer added = asMember(json("POST", "/v1/interests", "{\"kind\":\"offers\",\"q\":\"bread\"}"));
        interest = new JsonObject(added.body()).getString("id");
        byte[] sealed = sealed();
        letter = Sha256.of(sealed).hex();
        assertEquals(200, asMember(bytes("POST", "/v1/letters", post(sealed))).status());
    }

    @AfterAll
    static void close() throws IOException {
        town.close();
    }

    private static Wire.Answer asMember(Ask ask) throws IOException {
        return town.ask(Asker.MEMBER, ask);
    }

    private static String chunk() {
        return "/chunks/" + Sha256.of(CHUNK).hex();
    }

    private static Ask keep() {
        String expires = Instant.now().plus(Duration.ofDays(3)).toString();
        return json("PUT", mailbox, "{\"expires\":\"" + expires + "\",\"devices\":[\"" + DEVICE + "\"]}");
    }

    private static byte[] sealed() {
        SealedLetter.Address to = new SealedLetter.Address(
                SealingKey.ofSeed(new byte[32]).publicKey(), new byte[SealedLetter.MAILBOX_TAG_BYTES], Bytes32.ZERO);
        return SealedLetter.seal(
                        to, SampleOffers.key(5), new OpenedLetter.Text(Bytes32.ZERO, 1, new byte[9]), new byte[32])
                .orThrow()
                .bytes();
    }

    private static byte[] post(byte[] sealed) {
        return LetterPost.newBuilder()
                .setLetter(ByteString.copyFrom(sealed))
                .addNodes(ByteString.copyFrom(town.name().bytes()))
                .build()
                .toByteArray();
    }

    private static List<Ask> theirs() {
        return List.of(
                bytes("PUT", vault + chunk(), CHUNK),
                of("GET", vault + chunk()),
                bytes("POST", vault + "/missing", new byte[32]),
                bytes("PUT", vault + "/snapshots/1", CHUNK),
                of("GET", vault + "/snapshots/latest"),
                of("GET", vault + "/snapshots"),
                of("DELETE", vault),
                keep(),
                of("GET", mailbox + "/letters"),
                of("GET", mailbox + "/letters?device=" + DEVICE + "&after=0"),
                json("POST", mailbox + "/acknowledgements", "{\"device\":\"" + DEVICE + "\",\"position\":0}"),
                of("DELETE", mailbox),
                of("GET", "/v1/letters/" + letter),
                of("DELETE", "/v1/interests/" + interest),
                of("GET", "/v1/events?interest=" + interest));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MEMBER")
    void nobodyElseGetsAtThem(Asker asker) throws IOException {
        for (Ask ask : theirs()) {
            Wire.Answer answer = town.ask(asker, ask);
            boolean refused = answer.status() == 401
                    || answer.tells("not-yours")
                    || answer.tells("unknown-interest")
                    || answer.tells("unknown-letter");
            assertTrue(refused, asker + " " + ask.method() + " " + ask.path() + ": " + answer.status() + answer.body());
        }
        assertEquals(200, asMember(of("GET", vault + chunk())).status(), "it is still there");
        assertEquals(200, asMember(of("GET", mailbox + "/letters")).status());
        assertEquals(200, asMember(of("GET", "/v1/letters/" + letter)).status());
        assertEquals(200, asMember(of("GET", "/v1/events?interest=" + interest)).status());
    }

    /** Whoever has a token posts by it, whoever it is: the node cannot know. It is drawn by members alone. */
    @Test
    void aTokenIsGoodForOnePostOfAnybody() throws Exception {
        String token = token();
        byte[] bread = Bundles.write(List.of(town.node.offer("Bread"))).toByteArray();
        Ask ask = new Ask("POST", "/v1/token-posts", "application/octet-stream", bread, "Authorization: " + token);
        Wire.Answer answer = town.ask(Asker.NOBODY, ask);
        assertEquals(200, answer.status(), answer.body());
        assertFalse(answer.body().contains("not-a-member"), answer.body());
        byte[] salt = Bundles.write(List.of(town.node.offer("Salt"))).toByteArray();
        Ask again = new Ask("POST", "/v1/token-posts", "application/octet-stream", salt, "Authorization: " + token);
        assertTrue(town.ask(Asker.NOBODY, again).tells("bad-token"), "and for no second one");
        Ask read = new Ask("GET", "/v1/status", null, new byte[0], "Authorization: " + token);
        assertEquals(401, town.ask(Asker.NOBODY, read).status(), "nor for anything else");
    }

    private static String token() throws Exception {
        var offered = town.node
                .service()
                .tokens()
                .offered()
                .toCompletableFuture()
                .get()
                .orThrow();
        Bytes32 community = town.node.service().facts().community();
        TokenDraft draft = TokenDraft.draw(
                        Challenge.digest(community, town.name()),
                        PostToken.readKey(offered.directory().key()).orThrow(),
                        new Random(4))
                .orThrow();
        byte[] signed = town.node
                .service()
                .tokens()
                .draw(town.key(Asker.MEMBER).publicKey(), draft.request())
                .toCompletableFuture()
                .get()
                .orThrow();
        return "PrivateToken token=\""
                + Base64.getUrlEncoder()
                        .encodeToString(draft.finish(signed).orThrow().bytes()) + "\"";
    }
}
