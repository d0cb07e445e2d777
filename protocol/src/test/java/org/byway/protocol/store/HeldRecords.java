package org.byway.protocol.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import org.byway.protocol.seal.SignedRecord;

/** What it means that a store gives back what was put. */
final class HeldRecords {
    private HeldRecords() {}

    static void assertHeld(SignedRecord expected, SignedRecord actual) {
        assertNotNull(actual);
        assertArrayEquals(expected.envelope().bytes(), actual.envelope().bytes());
        assertEquals(expected.id(), actual.id());
        assertArrayEquals(expected.content(), actual.content());
        assertVouched(actual);
        assertEquals(expected.seal().statement(), actual.seal().statement());
        assertArrayEquals(expected.seal().signature(), actual.seal().signature());
        assertEquals(expected.seal().tree().root(), actual.seal().tree().root());
        assertEquals(expected.sealPosition(), actual.sealPosition());
        assertEquals(expected.postmarkStatement(), actual.postmarkStatement());
        if (expected.postmark() != null) {
            assertArrayEquals(expected.postmark().signature(), actual.postmark().signature());
            assertEquals(
                    expected.postmark().tree().root(), actual.postmark().tree().root());
        }
    }

    /** The trees know the record at its places. */
    static void assertVouched(SignedRecord record) {
        assertEquals(record.id(), record.seal().tree().idAt(record.sealPosition()));
        if (record.postmark() != null) {
            assertEquals(record.id(), record.postmark().tree().idAt(record.postmarkPosition()));
        }
    }
}
