package org.byway.protocol.community;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.CharterStatement;
import org.byway.protocol.wire.Endorsement;

/**
 * The rules that a community shares, as its stewards signed them.
 *
 * @param community the id of its first Charter
 * @param id the record that holds this one
 * @param stewards raw keys, distinct
 * @param threshold how many of them must have signed
 * @param nodes keys of the nodes that may postmark
 */
public record Charter(
        Bytes32 community,
        Bytes32 id,
        int sequence,
        String name,
        List<Bytes32> stewards,
        int threshold,
        List<Bytes32> nodes) {
    public static final int MOST_STEWARDS = 64;
    public static final int MOST_NODES = 64;
    public static final int NAME_CHARACTERS = 100;
    private static final byte[] DOMAIN = "byway/v1/charter\0".getBytes(StandardCharsets.US_ASCII);

    public boolean hasNode(Bytes32 key) {
        return nodes.contains(key);
    }

    public boolean hasSteward(Bytes32 key) {
        return stewards.contains(key);
    }

    /** Reads a Charter and checks that its own threshold signed it and that one of its stewards published it. */
    public static Checked<Charter> read(Envelope envelope, byte[] content, SignatureCheck signatures) {
        Checked<Charter> held = held(envelope, content);
        boolean unsigned =
                held instanceof Checked.Ok<Charter>(Charter charter) && !charter.isSigned(content, signatures);
        return unsigned ? Refusal.of(Reason.BAD_CHARTER, "fewer stewards signed than its threshold asks for") : held;
    }

    /** Reads a Charter that is held already, or was judged: its signatures were checked then. */
    public static Checked<Charter> held(Envelope envelope, byte[] content) {
        if (!envelope.is(Kind.CHARTER)) {
            return Refusal.of(Reason.BAD_CHARTER, "a record of another kind holds no charter");
        }
        try {
            var wire = org.byway.protocol.wire.Charter.parseFrom(content);
            CharterStatement statement = CharterStatement.parseFrom(wire.getStatement());
            List<Bytes32> stewards = keys(statement.getStewardsList());
            List<Bytes32> nodes = keys(statement.getNodesList());
            Charter charter = new Charter(
                    envelope.home(),
                    envelope.id(),
                    statement.getSequence(),
                    statement.getName(),
                    stewards == null ? List.of() : stewards,
                    statement.getThreshold(),
                    nodes == null ? List.of() : nodes);
            Refusal fault = charter.fault(envelope, statement);
            return fault == null ? new Checked.Ok<>(charter) : new Checked.Refused<>(fault);
        } catch (InvalidProtocolBufferException e) {
            return Refusal.of(Reason.BAD_CHARTER, "not a charter");
        }
    }

    private Refusal fault(Envelope envelope, CharterStatement statement) {
        if (sequence != envelope.revision() || statement.getPrevious().isEmpty() != (sequence == 0)) {
            return new Refusal(Reason.BAD_CHARTER, "sequence, revision and previous charter do not fit together");
        }
        if (sequence != 0) {
            return new Refusal(Reason.NOT_YET, "this version reads first charters only");
        }
        if (name.isBlank() || name.length() > NAME_CHARACTERS || hasControls(name)) {
            return new Refusal(Reason.BAD_CHARTER, "a community has a name of at most 100 characters on one line");
        }
        if (stewards.isEmpty() || stewards.size() > MOST_STEWARDS || nodes.size() > MOST_NODES) {
            return new Refusal(Reason.BAD_CHARTER, "a charter names 1 to 64 distinct stewards and at most 64 nodes");
        }
        if (threshold < 1 || threshold > stewards.size()) {
            return new Refusal(Reason.BAD_CHARTER, "the threshold lies between 1 and the number of stewards");
        }
        return hasSteward(envelope.author())
                ? null
                : new Refusal(Reason.BAD_CHARTER, "a charter is published by one of its stewards");
    }

    private boolean isSigned(byte[] content, SignatureCheck signatures) {
        try {
            return signed(org.byway.protocol.wire.Charter.parseFrom(content), signatures) == threshold;
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("it was read before", e);
        }
    }

    /** How many stewards signed, counted up to the threshold. */
    private int signed(org.byway.protocol.wire.Charter wire, SignatureCheck signatures) {
        if (wire.getEndorsementsCount() > MOST_STEWARDS) {
            return 0;
        }
        byte[] message = message(wire.getStatement());
        List<Bytes32> good = new ArrayList<>();
        for (Endorsement endorsement : wire.getEndorsementsList()) {
            if (good.size() == threshold || endorsement.getSteward().size() != Bytes32.SIZE) {
                break;
            }
            Bytes32 steward = Bytes32.of(endorsement.getSteward().toByteArray());
            boolean counts = hasSteward(steward)
                    && !good.contains(steward)
                    && signatures.verify(
                            steward, message, endorsement.getSignature().toByteArray());
            if (counts) {
                good.add(steward);
            }
        }
        return good.size();
    }

    /** The content of a Charter: the statement with a signature of each steward given. */
    public static byte[] write(CharterStatement statement, List<SigningKey> stewards) {
        ByteString bytes = statement.toByteString();
        var out = org.byway.protocol.wire.Charter.newBuilder().setStatement(bytes);
        for (SigningKey steward : stewards) {
            out.addEndorsements(Endorsement.newBuilder()
                    .setSteward(ByteString.copyFrom(steward.publicKey().bytes()))
                    .setSignature(ByteString.copyFrom(steward.sign(message(bytes)))));
        }
        return out.build().toByteArray();
    }

    /** A first Charter's statement: one steward, one node, open admission. */
    public static CharterStatement statement(String name, Bytes32 steward, List<Bytes32> nodes, byte[] entropy) {
        CharterStatement.Builder out = CharterStatement.newBuilder()
                .setName(name)
                .addStewards(ByteString.copyFrom(steward.bytes()))
                .setThreshold(1)
                .setEntropy(ByteString.copyFrom(entropy));
        nodes.forEach(node -> out.addNodes(ByteString.copyFrom(node.bytes())));
        return out.build();
    }

    private static byte[] message(ByteString statement) {
        byte[] out = new byte[DOMAIN.length + statement.size()];
        System.arraycopy(DOMAIN, 0, out, 0, DOMAIN.length);
        statement.copyTo(out, DOMAIN.length);
        return out;
    }

    private static boolean hasControls(String text) {
        return text.codePoints().anyMatch(Character::isISOControl);
    }

    /** Null where one is not 32 bytes long or stands twice. */
    private static List<Bytes32> keys(List<ByteString> raw) {
        List<Bytes32> keys = new ArrayList<>();
        for (ByteString bytes : raw) {
            if (keys.size() > MOST_STEWARDS || bytes.size() != Bytes32.SIZE) {
                return null;
            }
            Bytes32 key = Bytes32.of(bytes.toByteArray());
            if (keys.contains(key)) {
                return null;
            }
            keys.add(key);
        }
        return List.copyOf(keys);
    }
}
