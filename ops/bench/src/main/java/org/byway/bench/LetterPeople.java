package org.byway.bench;

import com.google.protobuf.ByteString;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.letter.OpenedLetter;
import org.byway.protocol.letter.SealedLetter;
import org.byway.protocol.letter.SealingKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.LetterPost;

/** Members who write, and the mailboxes to which they do. Each letter is sealed for itself, of the smallest size. */
final class LetterPeople {
    private static final int BODY_BYTES = 200;
    private static final int TAG_BYTES = 16;
    private static final long KEPT_DAYS = 30;
    private static final String DEVICE = "01".repeat(TAG_BYTES);
    private static final HexFormat HEX = HexFormat.of();

    private final List<SigningKey> senders = new ArrayList<>();
    private final List<Box> boxes = new ArrayList<>();
    private final RandomGenerator random;

    /** A mailbox: its tag, its key, and the key to which its letters are sealed. */
    record Box(byte[] tag, SigningKey key, SealingKey sealing) {
        String path() {
            return "/v1/mailboxes/" + HEX.formatHex(tag);
        }
    }

    LetterPeople(int senders, int receivers, RandomGenerator random) {
        this.random = random;
        for (int i = 0; i < senders; i++) {
            this.senders.add(SendingCommunity.key(random));
        }
        for (int i = 0; i < receivers; i++) {
            boxes.add(new Box(bytes(TAG_BYTES), SendingCommunity.key(random), SealingKey.ofSeed(bytes(32))));
        }
    }

    /** The same senders, and mailboxes in which nothing is yet. */
    LetterPeople withOtherBoxes(int receivers) {
        LetterPeople others = new LetterPeople(0, receivers, random);
        others.senders.addAll(senders);
        return others;
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    List<SigningKey> senders() {
        return senders;
    }

    List<Box> boxes() {
        return boxes;
    }

    /** Opens all mailboxes at the node. */
    void open(LetterClient at) throws BenchFailure {
        String body = "{\"expires\":\"" + Instant.now().plusSeconds(TimeUnit.DAYS.toSeconds(KEPT_DAYS))
                + "\",\"devices\":[\"" + DEVICE + "\"]}";
        for (Box box : boxes) {
            Asker.Answer answer = at.send(
                            at.prepare(box.key(), HttpMethod.PUT, box.path(), ascii(body), "application/json"))
                    .await();
            if (!answer.isGood()) {
                throw new BenchFailure("node", "A mailbox was refused: " + answer.problem(), "");
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The letter of that number, sealed and its request signed: from one sender after the other to one box after the other. */
    LetterClient.Prepared letter(int number, LetterClient at, Bytes32 mailboxNode) {
        SigningKey sender = senders.get(number % senders.size());
        Box box = boxes.get(number % boxes.size());
        SealedLetter.Address to =
                new SealedLetter.Address(box.sealing().publicKey(), box.tag(), Bytes32.of(bytes(Bytes32.SIZE)));
        byte[] letter = SealedLetter.seal(
                        to, sender, new OpenedLetter.Text(Bytes32.ZERO, number + 1L, bytes(BODY_BYTES)), bytes(32))
                .orThrow()
                .bytes();
        byte[] post = LetterPost.newBuilder()
                .setLetter(ByteString.copyFrom(letter))
                .addNodes(ByteString.copyFrom(mailboxNode.bytes()))
                .build()
                .toByteArray();
        return at.prepare(sender, HttpMethod.POST, "/v1/letters", post, "application/octet-stream");
    }

    static LetterClient.Prepared poll(Box box, LetterClient at, long after, int waitSeconds) {
        String target = box.path() + "/letters?after=" + after + "&limit=256&wait=" + waitSeconds;
        return at.prepare(box.key(), HttpMethod.GET, target, new byte[0], "");
    }

    static LetterClient.Prepared acknowledgement(Box box, LetterClient at, long position) {
        String body = "{\"device\":\"" + DEVICE + "\",\"position\":" + position + "}";
        return at.prepare(
                box.key(), HttpMethod.POST, box.path() + "/acknowledgements", ascii(body), "application/json");
    }
}
