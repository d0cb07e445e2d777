package org.byway.protocol.letter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.byway.protocol.fuzz.Good;
import org.byway.protocol.fuzz.Spoilt;
import org.byway.protocol.mail.MailRequest;
import org.byway.protocol.mail.MailRequest.Asker;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Letters as nodes see them: one encoding, or refused; and what brings one. */
class LetterFuzzTest {
    static Stream<byte[]> good() {
        return Stream.concat(Good.of("letters", "opened", "letter"), Good.of("letters", "refused", "letter"));
    }

    @MethodSource("good")
    @FuzzTest
    void anyBytes(byte[] bytes) {
        read(bytes);
    }

    @Test
    void spoiltLetters() {
        assertInstanceOf(Checked.Ok.class, SealedLetter.parse(good().findFirst().orElseThrow()));
        Spoilt.each(good(), LetterFuzzTest::read);
    }

    private static void read(byte[] bytes) {
        if (SealedLetter.parse(bytes) instanceof Checked.Ok<SealedLetter>(SealedLetter letter)) {
            assertArrayEquals(bytes, letter.bytes());
        }
        Asker asker = new Asker(Bytes32.ZERO, null);
        if (MailRequest.Post.read(bytes, asker) instanceof Checked.Ok<MailRequest.Post>(MailRequest.Post post)) {
            assertEquals(asker, post.asker());
        }
    }
}
