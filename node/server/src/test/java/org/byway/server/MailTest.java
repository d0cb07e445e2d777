package org.byway.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.letter.OpenedLetter;
import org.byway.protocol.letter.SealedLetter;
import org.byway.protocol.letter.SealingKey;
import org.byway.protocol.mail.Bytes16;
import org.byway.protocol.mail.LetterState;
import org.byway.protocol.mail.MailRequest;
import org.byway.protocol.mail.MailRequest.Asker;
import org.byway.protocol.mail.MailRequest.Opener;
import org.byway.protocol.mail.Spooled;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.LetterPage;
import org.byway.protocol.wire.LetterPost;
import org.byway.server.http.MailService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Letters between real nodes: sockets, TLS, LMDB. */
class MailTest {
    private static final long PATIENCE_SECONDS = 60;
    private static final long WAIT_MILLIS = 20_000;
    private static final Bytes16 PHONE = new Bytes16(1, 1);

    @TempDir
    Path folder;

    private final SecureRandom random = new SecureRandom();
    private final Bytes32 anna = SigningKey.ofSeed(bytes(32)).publicKey();
    private final Opener ben =
            new Opener(Bytes16.of(bytes(16)), SigningKey.ofSeed(bytes(32)).publicKey());

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static <T> T said(CompletionStage<Checked<T>> stage) throws Exception {
        return stage.toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .orThrow();
    }

    private void open(TownNode at) throws Exception {
        long expires = System.currentTimeMillis() + Limits.DAY_MILLIS;
        said(at.service().mail().keep(new MailRequest.Keep(ben, null, expires, List.of(PHONE), List.of())));
    }

    private byte[] post(TownNode at, TownNode... to) throws Exception {
        SealedLetter.Address address = new SealedLetter.Address(
                SealingKey.ofSeed(bytes(32)).publicKey(), ben.tag().bytes(), Bytes32.of(bytes(32)));
        byte[] letter = SealedLetter.seal(
                        address,
                        SigningKey.ofSeed(bytes(32)),
                        new OpenedLetter.Text(Bytes32.ZERO, 1, bytes(9)),
                        bytes(32))
                .orThrow()
                .bytes();
        LetterPost.Builder post = LetterPost.newBuilder().setLetter(ByteString.copyFrom(letter));
        for (TownNode node : to) {
            post.addNodes(ByteString.copyFrom(node.facts().node().bytes()));
        }
        said(at.service().mail().post(new Asker(anna, null), post.build().toByteArray()));
        return letter;
    }

    private LetterPage fetch(TownNode at, long after) throws Exception {
        return said(at.service().mail().page(ben, new MailService.Wanted(after, 10, WAIT_MILLIS)));
    }

    private static byte[] only(LetterPage page) {
        assertEquals(1, page.getLettersCount());
        return page.getLetters(0).getLetter().getLetter().toByteArray();
    }

    private List<LetterState> states(TownNode at, byte[] letter) throws Exception {
        return said(at.service().mail().letter(anna, Sha256.of(letter), WAIT_MILLIS)).destinations().stream()
                .map(Spooled.Destination::state)
                .toList();
    }

    @Test
    void aLetterReachesAMailboxAtALinkedNodeAndAtOneBehindIt() throws Exception {
        try (TownNode a = new TownNode(folder.resolve("a")).start();
                TownNode b = new TownNode(folder.resolve("b")).start();
                TownNode c = new TownNode(folder.resolve("c")).start()) {
            b.join(a);
            c.join(b);
            open(b);
            open(c);
            a.link(b).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            b.link(c).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            // Once something of a is at c, so is a's charter, by which its mark is checked there.
            var offer = a.offer("A bicycle");
            a.post(offer);
            c.arrival(offer.id()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);

            byte[] letter = post(a, b, c);
            assertArrayEquals(letter, only(fetch(b, 0)));
            assertArrayEquals(letter, only(fetch(c, 0)));
            assertEquals(List.of(LetterState.AT_MAILBOX, LetterState.AT_MAILBOX), states(a, letter));
        }
    }

    @Test
    void whatIsPostedWhileTheOtherNodeIsDownArrivesWhenItIsBack() throws Exception {
        try (TownNode a = new TownNode(folder.resolve("a")).start();
                TownNode b = new TownNode(folder.resolve("b")).start()) {
            b.join(a);
            open(b);
            byte[] first = post(a, b);
            LetterPage page = fetch(b, 0);
            assertArrayEquals(first, only(page));
            b.close();
            byte[] second = post(a, b);
            a.close();
            a.start();
            b.start();
            assertArrayEquals(second, only(fetch(b, page.getNext())));
            assertEquals(List.of(LetterState.AT_MAILBOX), states(a, second));
            assertEquals(2, fetch(b, 0).getLettersCount(), "both wait until they are acknowledged");
            said(b.service().mail().acknowledge(ben, PHONE, fetch(b, 0).getNext()));
        }
    }
}
