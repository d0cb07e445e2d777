package org.byway.protocol.community;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.CharterStatement;
import org.byway.protocol.wire.DroppedNode;

/** Makes Charters of a community with the stewards ana, bo and cy, of whom two must sign, and the nodes north and south. */
public final class Chartering {
    public static final long NOON = 1_790_000_000_000L / Limits.HOUR_MILLIS * Limits.HOUR_MILLIS;
    public static final SigningKey ANA = key("ana");
    public static final SigningKey BO = key("bo");
    public static final SigningKey CY = key("cy");
    public static final SigningKey NORTH = key("north");
    public static final SigningKey SOUTH = key("south");
    public static final SignedRecord FIRST = first();

    private Chartering() {}

    public static SigningKey key(String name) {
        return SigningKey.ofSeed(
                Sha256.of(name.getBytes(StandardCharsets.UTF_8)).bytes());
    }

    public static ByteString bytes(SigningKey key) {
        return bytes(key.publicKey());
    }

    public static ByteString bytes(Bytes32 value) {
        return ByteString.copyFrom(value.bytes());
    }

    private static SignedRecord first() {
        CharterStatement statement = CharterStatement.newBuilder()
                .setName("Lindenau")
                .addAllStewards(List.of(bytes(ANA), bytes(BO), bytes(CY)))
                .setThreshold(2)
                .addAllNodes(List.of(bytes(NORTH), bytes(SOUTH)))
                .setEntropy(ByteString.copyFromUtf8("entropy"))
                .build();
        byte[] content = Charter.write(statement, List.of(ANA, BO));
        Bytes32 lineage = Lineage.of(Limits.NEVER, new byte[Lineage.RANDOM_BYTES]);
        return sealed(ANA, new Envelope.Place(ANA.publicKey(), 0, null, lineage, null), content);
    }

    /** The next one behind that one, which says the same but for the change. */
    public static SignedRecord next(
            SignedRecord before, SigningKey author, Consumer<CharterStatement.Builder> change, SigningKey... by) {
        CharterStatement.Builder statement = statement(before).toBuilder()
                .setSequence(before.envelope().revision() + 1)
                .setPrevious(bytes(before.id()))
                .clearDisputed();
        change.accept(statement);
        return behind(before, author, Charter.write(statement.build(), List.of(by)));
    }

    /** A Charter with that content behind that one. */
    public static SignedRecord behind(SignedRecord before, SigningKey author, byte[] content) {
        Bytes32 lineage = Charter.lineage(Sha256.of(content));
        return sealed(
                author, new Envelope.Place(author.publicKey(), 0, FIRST.id(), lineage, before.envelope()), content);
    }

    public static SignedRecord called(SignedRecord before, String name, SigningKey... by) {
        return next(before, by[0], statement -> statement.setName(name), by);
    }

    /** Leaves the node south out, whose postmarks are taken up to that time. */
    public static SignedRecord without(SignedRecord before, long lastPostmark) {
        return next(before, ANA, statement -> leaveOut(statement, lastPostmark), ANA, BO);
    }

    private static void leaveOut(CharterStatement.Builder statement, long lastPostmark) {
        statement
                .clearNodes()
                .addNodes(bytes(NORTH))
                .addDropped(DroppedNode.newBuilder().setNode(bytes(SOUTH)).setLastPostmark(lastPostmark));
    }

    private static SignedRecord sealed(SigningKey author, Envelope.Place place, byte[] content) {
        Envelope envelope =
                Envelope.write(place, Kind.CHARTER, NOON, Limits.NEVER, content).orThrow();
        return new SignedRecord(envelope, content, Signed.seal(author, author.publicKey(), envelope.id()), 0, null, 0);
    }

    public static CharterStatement statement(SignedRecord record) {
        try {
            return CharterStatement.parseFrom(
                    org.byway.protocol.wire.Charter.parseFrom(record.content()).getStatement());
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    public static Charter charter(SignedRecord record) {
        return Charter.held(record.envelope(), record.content()).orThrow();
    }
}
