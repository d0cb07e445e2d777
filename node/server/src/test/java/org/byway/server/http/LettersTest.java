package org.byway.server.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.byway.protocol.http.Fields;
import org.byway.protocol.http.Message;
import org.byway.protocol.http.RequestRule;
import org.byway.protocol.http.RequestSigning;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.letter.OpenedLetter;
import org.byway.protocol.letter.SealedLetter;
import org.byway.protocol.letter.SealingKey;
import org.byway.protocol.mail.Mark;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.LetterMark;
import org.byway.protocol.wire.LetterPage;
import org.byway.protocol.wire.LetterPost;
import org.byway.server.TownNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Letters over HTTP: who may post, open and acknowledge, and how long an answer waits. */
class LettersTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String PHONE = "01".repeat(16);
    private static final String LAPTOP = "02".repeat(16);
    private static final SealingKey RECEIVER = SealingKey.ofSeed(new byte[32]);
    private static final String EXPIRES = "2099-01-01T00:00:00Z";

    @TempDir
    Path folder;

    private final Random random = new Random(5);
    private final SigningKey anna = SampleOffers.key(7);
    private final SigningKey mailboxKey = SampleOffers.key(8);
    private final SigningKey mallory = SampleOffers.key(9);
    private final byte[] tag = bytes(16);
    private final String mailbox = "/v1/mailboxes/" + HEX.formatHex(tag);
    private TownNode town;
    private Served served;
    private int nonce;

    @BeforeEach
    void start() throws Exception {
        town = new TownNode(folder).start();
        served = new Served(town.service(), HttpLimits.STANDARD);
    }

    @AfterEach
    void stop() throws Exception {
        served.close();
        town.close();
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private Bytes32 here() {
        return town.service().facts().node();
    }

    /** A request by that key, for the node named. */
    private HttpRequest.Builder signed(SigningKey by, String method, String path, byte[] body, String node) {
        int question = path.indexOf('?');
        String query = question < 0 ? "" : path.substring(question + 1);
        Fields named = node == null ? Fields.NONE : Fields.NONE.with(RequestRule.NODE_HEADER, node);
        Message.Request request = new Message.Request(
                method,
                "http",
                HostRule.text(served.address),
                question < 0 ? path : path.substring(0, question),
                query,
                named);
        byte[] once =
                ByteBuffer.allocate(RequestSigning.NONCE_BYTES).putInt(++nonce).array();
        HttpRequest.Builder out = served.request(path)
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        RequestSigning.sign(request, body, by, SampleOffers.NOW, once)
                .all()
                .forEach(header -> out.header(header.name(), header.value()));
        return out;
    }

    private HttpResponse<byte[]> ask(SigningKey by, String method, String path, byte[] body, String type) {
        HttpRequest.Builder request = signed(by, method, path, body, here().hex());
        return served.send(body.length == 0 ? request : request.header("content-type", type));
    }

    private HttpResponse<byte[]> json(SigningKey by, String method, String path, JsonObject body) {
        return ask(by, method, path, body.encode().getBytes(StandardCharsets.UTF_8), "application/json");
    }

    private HttpResponse<byte[]> get(SigningKey by, String path) {
        return ask(by, "GET", path, new byte[0], null);
    }

    private HttpResponse<byte[]> keep(SigningKey by, String... devices) {
        JsonArray names = new JsonArray();
        for (String device : devices) {
            names.add(device);
        }
        return json(
                by, "PUT", mailbox, new JsonObject().put("expires", expires()).put("devices", names));
    }

    private static String expires() {
        return Instant.now().plus(Duration.ofDays(30)).toString();
    }

    private byte[] letter(Bytes32 blockTag) {
        SealedLetter.Address to = new SealedLetter.Address(RECEIVER.publicKey(), tag, blockTag);
        OpenedLetter.Text text = new OpenedLetter.Text(Bytes32.ZERO, 1, bytes(20));
        return SealedLetter.seal(to, anna, text, bytes(32)).orThrow().bytes();
    }

    private byte[] letter() {
        return letter(Bytes32.of(bytes(32)));
    }

    private static byte[] post(byte[] letter, Bytes32 node, Bytes32 receiver) {
        LetterPost.Builder post = LetterPost.newBuilder()
                .setLetter(ByteString.copyFrom(letter))
                .addNodes(ByteString.copyFrom(node.bytes()));
        return (receiver == null ? post : post.setReceiver(ByteString.copyFrom(receiver.bytes())))
                .build()
                .toByteArray();
    }

    private HttpResponse<byte[]> send(byte[] letter, Bytes32 receiver) {
        return ask(anna, "POST", "/v1/letters", post(letter, here(), receiver), "application/octet-stream");
    }

    private static Mark mark(HttpResponse<byte[]> answer) throws Exception {
        assertEquals(200, answer.statusCode(), () -> new String(answer.body(), StandardCharsets.UTF_8));
        return Mark.read(LetterMark.parseFrom(answer.body())).orThrow();
    }

    private static LetterPage page(HttpResponse<byte[]> answer) throws Exception {
        assertEquals(200, answer.statusCode(), () -> new String(answer.body(), StandardCharsets.UTF_8));
        return LetterPage.parseFrom(answer.body());
    }

    private HttpResponse<byte[]> acknowledge(SigningKey by, String device, long position) {
        return json(
                by,
                "POST",
                mailbox + "/acknowledgements",
                new JsonObject().put("device", device).put("position", position));
    }

    private static JsonObject destination(HttpResponse<byte[]> answer) {
        return Served.json(answer).getJsonArray("destinations").getJsonObject(0);
    }

    @Test
    void aLetterIsPostedWaitsIsFetchedAndLetGoOf() throws Exception {
        assertEquals(200, keep(mailboxKey, PHONE, LAPTOP).statusCode());
        byte[] letter = letter();
        Mark mark = mark(send(letter, null));
        Bytes32 id = Sha256.of(letter);
        assertTrue(mark.holds(id, new StrictEd25519()));
        assertEquals(here(), mark.node());
        assertFalse(mark.tagged());

        HttpResponse<byte[]> state = get(anna, "/v1/letters/" + id.hex());
        assertEquals("at-mailbox", destination(state).getString("state"));
        assertEquals("unknown-letter", Served.problem(404, get(mallory, "/v1/letters/" + id.hex())));

        LetterPage page = page(get(mailboxKey, mailbox + "/letters"));
        assertEquals(1, page.getLettersCount());
        assertArrayEquals(letter, page.getLetters(0).getLetter().getLetter().toByteArray());
        assertEquals(mark.write(), page.getLetters(0).getLetter().getMark());
        assertEquals(
                0,
                page(get(mailboxKey, mailbox + "/letters?after=" + page.getNext()))
                        .getLettersCount());

        assertEquals(204, acknowledge(mailboxKey, PHONE, page.getNext()).statusCode());
        assertEquals(1, page(get(mailboxKey, mailbox + "/letters")).getLettersCount(), "for the laptop");
        assertEquals(204, acknowledge(mailboxKey, LAPTOP, page.getNext()).statusCode());
        assertEquals(0, page(get(mailboxKey, mailbox + "/letters")).getLettersCount());
        assertEquals(0, Served.json(keep(mailboxKey, PHONE)).getInteger("letters"));
    }

    @Test
    void theNextQuestionSaysWhatADeviceHas() throws Exception {
        keep(mailboxKey, PHONE);
        send(letter(), null);
        long next = page(get(mailboxKey, mailbox + "/letters?wait=20")).getNext();
        String taken = mailbox + "/letters?after=" + next + "&device=";
        assertEquals("unknown-device", Served.problem(404, get(mailboxKey, taken + LAPTOP)));
        assertEquals("not-yours", Served.problem(403, get(mallory, taken + PHONE)));
        assertEquals(1, page(get(mailboxKey, mailbox + "/letters")).getLettersCount());
        assertEquals(0, page(get(mailboxKey, taken + PHONE)).getLettersCount());
        assertEquals(0, page(get(mailboxKey, mailbox + "/letters")).getLettersCount());
    }

    @Test
    void devicesAreAddedAndTakenAwayOneByOne() throws Exception {
        keep(mailboxKey, PHONE);
        JsonObject both = Served.json(keep(mailboxKey, LAPTOP));
        assertEquals(2, both.getJsonArray("devices").size(), "the phone stays");
        send(letter(), null);
        LetterPage page = page(get(mailboxKey, mailbox + "/letters?wait=20"));
        acknowledge(mailboxKey, LAPTOP, page.getNext());
        JsonObject change = new JsonObject()
                .put("expires", expires())
                .put("devices", new JsonArray())
                .put("gone", new JsonArray().add(PHONE));
        JsonObject one = Served.json(json(mailboxKey, "PUT", mailbox, change));
        assertEquals(0, one.getInteger("letters"));
        assertEquals(LAPTOP, one.getJsonArray("devices").getJsonObject(0).getString("device"));
        change.put("gone", new JsonArray().add(LAPTOP));
        assertEquals("malformed", Served.problem(400, json(mailboxKey, "PUT", mailbox, change)));
        change.put("devices", new JsonArray().add(LAPTOP));
        assertEquals("malformed", Served.problem(400, json(mailboxKey, "PUT", mailbox, change)));
    }

    @Test
    void theSameLetterPostedAgainHasTheSameMark() throws Exception {
        keep(mailboxKey, PHONE);
        byte[] letter = letter();
        assertEquals(mark(send(letter, null)).write(), mark(send(letter, null)).write());
        assertEquals(1, page(get(mailboxKey, mailbox + "/letters")).getLettersCount());
    }

    @Test
    void aMailboxIsOpenedByItsKeyAlone() {
        keep(mailboxKey, PHONE);
        assertEquals("not-yours", Served.problem(403, keep(mallory, LAPTOP)));
        assertEquals("not-yours", Served.problem(403, get(mallory, mailbox + "/letters")));
        assertEquals("not-yours", Served.problem(403, acknowledge(mallory, PHONE, 0)));
        assertEquals("not-yours", Served.problem(403, ask(mallory, "DELETE", mailbox, new byte[0], null)));
    }

    @Test
    void aMailboxThatIsNotThereIsUnknown() {
        assertEquals("unknown-mailbox", Served.problem(404, get(mailboxKey, mailbox + "/letters")));
        assertEquals("unknown-mailbox", Served.problem(404, acknowledge(mailboxKey, PHONE, 0)));
        byte[] letter = letter();
        assertEquals(200, send(letter, null).statusCode(), "it is marked all the same");
        JsonObject refused =
                destination(get(anna, "/v1/letters/" + Sha256.of(letter).hex()));
        assertEquals("refused", refused.getString("state"));
        assertEquals("unknown-mailbox", refused.getString("reason"));
        keep(mailboxKey, PHONE);
        assertEquals(204, ask(mailboxKey, "DELETE", mailbox, new byte[0], null).statusCode());
        assertEquals("unknown-mailbox", Served.problem(404, get(mailboxKey, mailbox + "/letters")));
    }

    @Test
    void whatDidNotComeCannotBeAcknowledged() throws Exception {
        keep(mailboxKey, PHONE);
        assertEquals("unknown-letter", Served.problem(404, acknowledge(mailboxKey, PHONE, 9_007_199_254_740_991L)));
        send(letter(), null);
        long next = page(get(mailboxKey, mailbox + "/letters")).getNext();
        assertEquals("unknown-letter", Served.problem(404, acknowledge(mailboxKey, PHONE, next + 1)));
        assertEquals("unknown-device", Served.problem(404, acknowledge(mailboxKey, LAPTOP, next)));
        assertEquals(204, acknowledge(mailboxKey, PHONE, next).statusCode());
        assertEquals(204, acknowledge(mailboxKey, PHONE, next).statusCode(), "again says nothing new");
    }

    @Test
    void aRequestThatWasSignedForAnotherNodeIsNotTaken() {
        keep(mailboxKey, PHONE);
        String other = mallory.publicKey().hex();
        String path = mailbox + "/letters";
        assertEquals(
                "wrong-node", Served.problem(401, served.send(signed(mailboxKey, "GET", path, new byte[0], other))));
        assertEquals("uncovered", Served.problem(401, served.send(signed(mailboxKey, "GET", path, new byte[0], null))));
        HttpRequest.Builder changed =
                signed(mailboxKey, "GET", path, new byte[0], other).setHeader(RequestRule.NODE_HEADER, here().hex());
        assertEquals("wrong-signature", Served.problem(401, served.send(changed)));
        byte[] body = post(letter(), here(), null);
        HttpRequest.Builder post =
                signed(anna, "POST", "/v1/letters", body, other).header("content-type", "application/octet-stream");
        assertEquals("wrong-node", Served.problem(401, served.send(post)));
        assertEquals("unsigned", Served.problem(401, served.get(path)));
    }

    @Test
    void whoWaitsForALetterIsToldAsSoonAsItIsThere() throws Exception {
        keep(mailboxKey, PHONE);
        HttpRequest.Builder wait = signed(mailboxKey, "GET", mailbox + "/letters?wait=20", new byte[0], here().hex());
        CompletableFuture<HttpResponse<byte[]>> waiting = CompletableFuture.supplyAsync(() -> served.send(wait));
        byte[] letter = letter();
        send(letter, null);
        LetterPage page = page(waiting.get(15, TimeUnit.SECONDS));
        assertArrayEquals(letter, page.getLetters(0).getLetter().getLetter().toByteArray());
        assertEquals(1, page(get(mailboxKey, mailbox + "/letters?wait=20")).getLettersCount(), "and at once");
        assertEquals(
                0,
                page(get(mailboxKey, mailbox + "/letters?wait=1&after=" + page.getNext()))
                        .getLettersCount(),
                "where nothing comes the answer is empty");
    }

    @Test
    void aLetterToAStrangerCarriesTheCommunitysTag() throws Exception {
        keep(mailboxKey, PHONE);
        String path = "/v1/block-tags/" + RECEIVER.publicKey().hex();
        Bytes32 blockTag = Bytes32.ofHex(Served.json(get(anna, path)).getString("blockTag"));
        assertTrue(mark(send(letter(blockTag), RECEIVER.publicKey())).tagged());
        assertEquals("bad-tag", Served.problem(422, send(letter(), RECEIVER.publicKey())));
        Bytes32 others = Bytes32.ofHex(Served.json(get(mallory, path)).getString("blockTag"));
        assertEquals("bad-tag", Served.problem(422, send(letter(others), RECEIVER.publicKey())));
    }

    @Test
    void whatIsNoLetterIsRefused() {
        keep(mailboxKey, PHONE);
        assertEquals("malformed", Served.problem(400, posted(new byte[] {1, 2, 3})));
        byte[] letter = letter();
        letter[letter.length - 1] ^= 1;
        letter[0] ^= 8;
        assertTrue(send(letter, null).statusCode() >= 400);
        assertEquals(
                "bad-length",
                Served.problem(
                        422,
                        posted(LetterPost.newBuilder()
                                .setLetter(ByteString.copyFrom(letter()))
                                .build()
                                .toByteArray())));
    }

    private HttpResponse<byte[]> posted(byte[] body) {
        return ask(anna, "POST", "/v1/letters", body, "application/octet-stream");
    }

    @Test
    void aMailboxIsAskedForInTheWordsOfTheContract() {
        JsonArray phone = new JsonArray().add(PHONE);
        JsonObject never = new JsonObject().put("expires", EXPIRES).put("devices", phone);
        assertEquals("bad-time", Served.problem(422, json(mailboxKey, "PUT", mailbox, never)));
        JsonObject nobody = new JsonObject().put("expires", expires()).put("devices", new JsonArray());
        assertEquals("unknown-mailbox", Served.problem(404, json(mailboxKey, "PUT", mailbox, nobody)));
        JsonArray many = new JsonArray();
        for (int i = 0; i < 9; i++) {
            many.add("0" + i + PHONE.substring(2));
        }
        JsonObject crowd = new JsonObject().put("expires", expires()).put("devices", many);
        assertEquals("bad-request", Served.problem(400, json(mailboxKey, "PUT", mailbox, crowd)));
        JsonObject soon = new JsonObject().put("expires", "soon").put("devices", phone);
        assertEquals("bad-request", Served.problem(400, json(mailboxKey, "PUT", mailbox, soon)));
        assertEquals(
                "bad-request", Served.problem(400, get(mailboxKey, "/v1/mailboxes/" + "1".repeat(64) + "/letters")));
        assertEquals("bad-request", Served.problem(400, get(mailboxKey, mailbox + "/letters?wait=21")));
    }
}
