package org.byway.server.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.fuzz.Spoilt;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.seal.SignedRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the content of a record says, it is shown as JSON of the contract, or as nothing. */
class ViewFuzzTest {
    private static final SignedRecord OFFER = SampleOffers.offer(1);
    private static final List<Kind> KINDS = List.of(Kind.values());

    /** Contents behind the place of their kind. */
    static Stream<byte[]> good() {
        Stream<byte[]> records = Vectors.cases("records", "records")
                .filter(vector -> vector.path("content").isTextual())
                .map(ViewFuzzTest::vector);
        Stream<byte[]> made = Stream.of(OFFER, SampleOffers.intent(2))
                .map(record -> behind(record.envelope().kind(), record.content()));
        return Stream.concat(records, made).filter(bytes -> bytes.length > 1);
    }

    private static byte[] vector(JsonNode vector) {
        byte[] content = HexFormat.of().parseHex(vector.get("content").asText());
        try {
            byte[] envelope = HexFormat.of().parseHex(vector.get("envelope").asText());
            return behind(org.byway.protocol.wire.Envelope.parseFrom(envelope).getKind(), content);
        } catch (InvalidProtocolBufferException e) {
            return new byte[0];
        }
    }

    private static byte[] behind(int kind, byte[] content) {
        byte[] all = new byte[1 + content.length];
        Kind known = Kind.of(kind);
        all[0] = (byte) (known == null ? 0 : KINDS.indexOf(known));
        System.arraycopy(content, 0, all, 1, content.length);
        return all;
    }

    @MethodSource("good")
    @FuzzTest
    void anyBytes(byte[] bytes) {
        read(bytes);
    }

    @Test
    void spoiltContents() {
        assertTrue(view(good().filter(each -> each[0] == KINDS.indexOf(Kind.OFFER))
                        .findFirst()
                        .orElseThrow())
                .all()
                .containsKey("title"));
        Spoilt.each(good(), ViewFuzzTest::read);
    }

    private static ContentView view(byte[] bytes) {
        Kind kind = KINDS.get((bytes[0] & 0xff) % KINDS.size());
        byte[] content = Arrays.copyOfRange(bytes, 1, bytes.length);
        return ContentView.of(envelope(kind), content);
    }

    /** Only the kind of it is looked at. */
    private static Envelope envelope(Kind kind) {
        try {
            byte[] bytes = org.byway.protocol.wire.Envelope.parseFrom(
                            OFFER.envelope().bytes())
                    .toBuilder()
                    .setKind(kind.number())
                    .build()
                    .toByteArray();
            return Envelope.known(bytes, OFFER.id());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static void read(byte[] bytes) {
        if (bytes.length > 1 && view(bytes).all() != null) {
            assertFalse(view(bytes).all().encode().isEmpty());
        }
    }
}
