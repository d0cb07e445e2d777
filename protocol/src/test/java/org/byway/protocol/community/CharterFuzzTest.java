package org.byway.protocol.community;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.byway.protocol.fuzz.Good;
import org.byway.protocol.fuzz.Spoilt;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.CharterStatement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever later Charters say, a community has a history with one Charter in force that its first one leads to. */
class CharterFuzzTest {
    private static final Charter FIRST = Chartering.charter(Chartering.FIRST);

    /** Contents of Charters, some one behind the other. */
    static Stream<byte[]> good() {
        SignedRecord second =
                Chartering.called(Chartering.FIRST, "Lindenau by the river", Chartering.ANA, Chartering.BO);
        SignedRecord rival = Chartering.called(Chartering.FIRST, "Lindenau on the hill", Chartering.BO, Chartering.CY);
        SignedRecord without = Chartering.without(second, Chartering.NOON);
        return Stream.of(
                joined(Chartering.FIRST), joined(second), joined(second, without), joined(second, rival, without));
    }

    private static byte[] joined(SignedRecord... records) {
        return Good.joined(Stream.of(records).map(SignedRecord::content).toList());
    }

    @MethodSource("good")
    @FuzzTest
    void anyBytes(byte[] bytes) {
        read(bytes);
    }

    @Test
    void spoiltCharters() {
        byte[] second = Good.parts(good().skip(1).findFirst().orElseThrow()).get(0);
        assertInstanceOf(Checked.Ok.class, Charter.read(envelope(second), second, Good.BELIEVING));
        Spoilt.each(good(), CharterFuzzTest::read);
    }

    private static void read(byte[] bytes) {
        List<Charter> later = new ArrayList<>();
        for (byte[] content : Good.parts(bytes)) {
            Envelope envelope = envelope(content);
            if (envelope != null
                    && Charter.read(envelope, content, Good.BELIEVING)
                            instanceof Checked.Ok<Charter>(Charter charter)) {
                assertEquals(charter, Charter.held(envelope, content).orThrow());
                later.add(charter);
            }
        }
        later.removeIf(charter -> charter.sequence() == 0);
        Succession history = Succession.of(FIRST, later);
        assertEquals(FIRST, history.path().get(0));
        assertNotNull(history.naming());
        for (Bytes32 node : history.standing().nodes()) {
            history.lets(node, Chartering.NOON);
        }
    }

    /** One that fits what the content says of its place; null where there is none. */
    private static Envelope envelope(byte[] content) {
        try {
            var statement = CharterStatement.parseFrom(
                    org.byway.protocol.wire.Charter.parseFrom(content).getStatement());
            boolean first = statement.getSequence() == 0;
            var wire = org.byway.protocol.wire.Envelope.parseFrom(
                            Chartering.FIRST.envelope().bytes())
                    .toBuilder()
                    .setRevision(statement.getSequence())
                    .setPrevious(statement.getPrevious())
                    .setContentLength(content.length)
                    .setContentDigest(ByteString.copyFrom(Sha256.of(content).bytes()));
            if (!first) {
                wire.setCommunity(Chartering.bytes(FIRST.id()))
                        .setLineage(Chartering.bytes(Charter.lineage(Sha256.of(content))));
            }
            return Envelope.parse(wire.setExpires(Limits.NEVER).build().toByteArray())
                            instanceof Checked.Ok<Envelope>(Envelope envelope)
                    ? envelope
                    : null;
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }
}
