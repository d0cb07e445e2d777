package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a person reads may be anybody's words. */
class DeskTest {
    @Test
    void aTerminalObeysNothingThatATitleSays() {
        Typed typed = new Typed();
        typed.desk(Path.of("home")).say("Table\u001b]0;mine\u0007\u202egnirts\r\nنی‌خواهم");
        assertEquals("Table\uFFFD]0;mine\uFFFD\uFFFDgnirts\uFFFD\nنی‌خواهم\n", typed.out());
    }

    @Test
    void norWhatANodeAnswers() {
        Typed typed = new Typed();
        typed.desk(Path.of("home")).note("refused: \u001b[2J");
        assertEquals("refused: \uFFFD[2J\n", typed.err());
    }
}
