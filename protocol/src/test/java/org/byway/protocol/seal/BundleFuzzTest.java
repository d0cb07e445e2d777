package org.byway.protocol.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.byway.protocol.fuzz.Good;
import org.byway.protocol.fuzz.Spoilt;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Checked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Records in seals and postmarks, taken apart and put together again: the same, whoever made them. */
class BundleFuzzTest {
    static Stream<byte[]> good() {
        return Good.of("bundles", "bundles", "bundle");
    }

    @MethodSource("good")
    @FuzzTest
    void anyBytes(byte[] bytes) {
        read(bytes);
    }

    @Test
    void spoiltBundles() {
        Spoilt.each(good(), BundleFuzzTest::read);
    }

    /** The field of the bits of a signature decides in the other tests: here hardly one that is altered holds. */
    @Test
    void spoiltBundlesUnderTheirRealSignatures() {
        Verification real = new Verification(new StrictEd25519());
        assertInstanceOf(Checked.Ok.class, real.bundle(good().findFirst().orElseThrow()));
        Spoilt.each(good(), 500, real::bundle);
    }

    private static void read(byte[] bytes) {
        Verification verification = new Verification(Good.BELIEVING);
        if (verification.bundle(bytes) instanceof Checked.Ok<List<SignedRecord>>(List<SignedRecord> records)) {
            Checked<List<SignedRecord>> again = verification.bundle(Bundles.write(records));
            assertEquals(ids(records), ids(again.orThrow()));
        }
    }

    private static List<String> ids(List<SignedRecord> records) {
        return records.stream()
                .map(record -> record.id() + " " + (record.content() == null) + " " + (record.postmark() == null))
                .toList();
    }
}
