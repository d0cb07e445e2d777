package org.byway.protocol.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.record.Reason;
import org.byway.protocol.wire.Bundle;
import org.junit.jupiter.api.Test;

/** A catalogue costs one signature, and any part of it still proves itself. */
class BundleTest {
    private static final Bytes32 COMMUNITY = new Bytes32(1, 2, 3, 4);
    private static final long NOON = RecordCases.NOON;
    private final Random random = new Random(11);
    private final StrictEd25519 signatures = new StrictEd25519();
    private final Verification verification = new Verification(signatures);

    private Envelope offer(SigningKey author, byte[] content) {
        byte[] tail = new byte[Lineage.RANDOM_BYTES];
        random.nextBytes(tail);
        Bytes32 lineage = Lineage.of(NOON + 10 * Limits.DAY_MILLIS, tail);
        return Envelope.write(
                        new Envelope.Place(author.publicKey(), 0, COMMUNITY, lineage, null),
                        Kind.OFFER,
                        NOON,
                        NOON + Limits.DAY_MILLIS,
                        content)
                .orThrow();
    }

    private List<SignedRecord> catalogue(SigningKey author, int size, long postmarkTime) {
        byte[] content = "any bytes will do here".getBytes(StandardCharsets.UTF_8);
        List<Envelope> envelopes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            envelopes.add(offer(author, content));
        }
        Bytes32[] ids = envelopes.stream().map(Envelope::id).toArray(Bytes32[]::new);
        Signed seal = Signed.seal(author, author.publicKey(), ids);
        Signed postmark = Signed.postmark(RecordCases.NODE, COMMUNITY, COMMUNITY, postmarkTime, ids);
        List<SignedRecord> records = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            records.add(new SignedRecord(envelopes.get(i), content, seal, i, postmark, i));
        }
        return records;
    }

    private List<SignedRecord> sent(List<SignedRecord> records) {
        return verification.bundle(Bundles.write(records).toByteArray()).orThrow();
    }

    private Reason refusal(Bundle bundle) {
        return ((Checked.Refused<List<SignedRecord>>) verification.bundle(bundle))
                .refusal()
                .reason();
    }

    @Test
    void aWholeCatalogueTravelsWithTwoSignatures() {
        List<SignedRecord> catalogue = catalogue(RecordCases.SELLER, 1000, NOON);
        int bare = catalogue.stream().mapToInt(SignedRecord::sizeBytes).sum();
        Bundle bundle = Bundles.write(catalogue);
        assertTrue(bundle.getSerializedSize() < bare + 9 * 1000 + 400, "the seals cost next to nothing");
        List<SignedRecord> read = verification.bundle(bundle).orThrow();
        assertEquals(2, verification.signaturesChecked());
        assertSame(read.get(0).seal(), read.get(999).seal());
        assertArrayEquals(
                catalogue.get(500).envelope().bytes(), read.get(500).envelope().bytes());
    }

    @Test
    void anyPartInAnyOrderProvesItselfAndCanBeDividedAgain() {
        for (int round = 0; round < 60; round++) {
            List<SignedRecord> all = new ArrayList<>(catalogue(RecordCases.SELLER, 1 + random.nextInt(30), NOON));
            all.addAll(catalogue(RecordCases.NODE, 1 + random.nextInt(30), NOON + 5));
            Collections.shuffle(all, random);
            List<SignedRecord> some = all.subList(0, 1 + random.nextInt(all.size()));
            List<SignedRecord> read = sent(some);
            assertEquals(
                    some.stream().map(SignedRecord::id).toList(),
                    read.stream().map(SignedRecord::id).toList());
            List<SignedRecord> again = sent(read.subList(0, 1 + random.nextInt(read.size())));
            assertEquals(some.get(0).seal().name(), again.get(0).seal().name());
            assertEquals(some.get(0).postmark().name(), again.get(0).postmark().name());
        }
    }

    @Test
    void aHeadTravelsWithoutItsContent() {
        List<SignedRecord> read =
                sent(List.of(catalogue(RecordCases.SELLER, 3, NOON).get(1).withoutContent()));
        assertNull(read.get(0).content());
    }

    @Test
    void aSignatureIsCheckedOnceHoweverManyPartsItComesIn() {
        List<SignedRecord> catalogue = catalogue(RecordCases.SELLER, 64, NOON);
        for (SignedRecord record : catalogue) {
            sent(List.of(record));
        }
        assertEquals(2, verification.signaturesChecked());
    }

    @Test
    void bundlesAreDividedSoThatEachFits() {
        List<SignedRecord> all = catalogue(RecordCases.SELLER, 5000, NOON);
        List<SignedRecord> scattered = new ArrayList<>(all);
        Collections.shuffle(scattered, random);
        for (List<SignedRecord> records : List.of(all, scattered)) {
            List<List<SignedRecord>> runs = Bundles.split(records);
            assertEquals(5000, runs.stream().mapToInt(List::size).sum());
            for (List<SignedRecord> run : runs) {
                assertTrue(Bundles.write(run).getSerializedSize() <= Limits.BUNDLE_BYTES);
                assertTrue(run.size() <= Limits.BUNDLE_RECORDS);
            }
        }
    }

    @Test
    void postmarksLieNearTheCreation() {
        assertEquals(
                1,
                sent(catalogue(RecordCases.SELLER, 1, NOON - Limits.EARLY_MILLIS))
                        .size());
        assertEquals(
                1,
                sent(catalogue(RecordCases.SELLER, 1, NOON + Limits.POSTMARK_MILLIS))
                        .size());
        for (long time : new long[] {NOON - Limits.EARLY_MILLIS - 1, NOON + Limits.POSTMARK_MILLIS + 1}) {
            assertEquals(Reason.BAD_POSTMARK, refusal(Bundles.write(catalogue(RecordCases.SELLER, 2, time))));
        }
    }

    @Test
    void whatIsAddedRemovedOrDoubledIsRefused() {
        Bundle good = Bundles.write(catalogue(RecordCases.SELLER, 3, NOON));
        assertEquals(Reason.MISSING_SEAL, refusal(good.toBuilder().clearSeals().build()));
        assertEquals(
                Reason.BAD_SEAL,
                refusal(good.toBuilder().addSeals(good.getSeals(0)).build()));
        assertEquals(
                Reason.BAD_POSTMARK,
                refusal(good.toBuilder().addPostmarks(good.getPostmarks(0)).build()));
        assertEquals(
                Reason.MISSING_SEAL,
                refusal(good.toBuilder().addRecords(good.getRecords(0)).build()));
        assertEquals(Reason.TOO_LARGE, refusal(Bundle.getDefaultInstance()));
    }

    /** Whatever single bit is flipped, the bundle is refused or says exactly the same. */
    @Test
    void noFlippedBitGoesUnnoticed() {
        List<SignedRecord> records = catalogue(RecordCases.SELLER, 2, NOON);
        byte[] good = Bundles.write(records).toByteArray();
        for (int bit = 0; bit < 8 * good.length; bit += 3) {
            byte[] spoilt = good.clone();
            spoilt[bit / 8] ^= (byte) (1 << bit % 8);
            if (new Verification(signatures).bundle(spoilt)
                    instanceof Checked.Ok<List<SignedRecord>>(List<SignedRecord> read)) {
                for (SignedRecord record : read) {
                    assertTrue(records.stream().anyMatch(known -> known.id().equals(record.id())), "bit " + bit);
                }
            }
        }
        assertNotEquals(0, good.length);
    }
}
