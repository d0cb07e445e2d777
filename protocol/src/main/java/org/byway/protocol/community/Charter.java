package org.byway.protocol.community;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
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
 * @param revision what ties it to those before it
 */
public record Charter(
        Bytes32 community,
        Bytes32 id,
        int sequence,
        String name,
        List<Bytes32> stewards,
        int threshold,
        List<Bytes32> nodes,
        Revision revision) {
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
            Revision revision = Revision.read(wire, statement);
            if (revision == null) {
                return Refusal.of(Reason.BAD_CHARTER, "what it drops or settles is more than a charter may name");
            }
            Charter charter = new Charter(
                    envelope.home(),
                    envelope.id(),
                    statement.getSequence(),
                    statement.getName(),
                    stewards == null ? List.of() : stewards,
                    statement.getThreshold(),
                    nodes == null ? List.of() : nodes,
                    revision);
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
        if (sequence != 0 && !isPlacedBehind(envelope)) {
            return new Refusal(Reason.BAD_CHARTER, "a later charter names the one before and has a lineage of its own");
        }
        if (sequence == 0
                && !(revision.disputed().isEmpty() && revision.dropped().isEmpty())) {
            return new Refusal(Reason.BAD_CHARTER, "a first charter drops and settles nothing");
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
        if (!hasSteward(envelope.author()) && !revision.endorsers().contains(envelope.author())) {
            return new Refusal(Reason.BAD_CHARTER, "a charter is published by a steward who has it or signed it");
        }
        return CharterText.fault(statement);
    }

    /** Its lineage is of its content, so that none takes the place of another: earlier ones stay, since postmarks name them. */
    private boolean isPlacedBehind(Envelope envelope) {
        return envelope.previous().equals(revision.previous())
                && !revision.disputed().contains(revision.previous())
                && envelope.lineage().equals(lineage(envelope.contentDigest()));
    }

    /** In which lineage a later Charter with that content stands. */
    public static Bytes32 lineage(Bytes32 contentDigest) {
        return Lineage.of(Limits.NEVER, Arrays.copyOf(contentDigest.bytes(), Lineage.RANDOM_BYTES));
    }

    /** Why that Charter cannot follow this one, by what this one's stewards signed; null if it can. */
    public Refusal faultOf(Charter next) {
        return Revision.fault(this, next);
    }

    private boolean isSigned(byte[] content, SignatureCheck signatures) {
        try {
            var wire = org.byway.protocol.wire.Charter.parseFrom(content);
            return sequence == 0 ? signed(wire, signatures) == threshold : isSignedByAll(wire, signatures);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("it was read before", e);
        }
    }

    /** In a later one every signature holds, so that those of the stewards before need not be checked again. */
    private boolean isSignedByAll(org.byway.protocol.wire.Charter wire, SignatureCheck signatures) {
        byte[] message = message(wire.getStatement());
        boolean distinct = revision.endorsers().size() == wire.getEndorsementsCount();
        long own = revision.endorsers().stream().filter(this::hasSteward).count();
        return distinct
                && own >= threshold
                && wire.getEndorsementsList().stream()
                        .allMatch(each -> signatures.verify(
                                Bytes32.of(each.getSteward().toByteArray()),
                                message,
                                each.getSignature().toByteArray()));
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
        stewards.forEach(steward -> out.addEndorsements(endorse(bytes, steward)));
        return out.build().toByteArray();
    }

    /** A steward's signature under a statement, as it stands. */
    public static Endorsement endorse(ByteString statement, SigningKey steward) {
        return Endorsement.newBuilder()
                .setSteward(ByteString.copyFrom(steward.publicKey().bytes()))
                .setSignature(ByteString.copyFrom(steward.sign(message(statement))))
                .build();
    }

    /** Whether an endorsement holds for that statement. */
    public static boolean isEndorsed(ByteString statement, Endorsement by, SignatureCheck signatures) {
        return by.getSteward().size() == Bytes32.SIZE
                && signatures.verify(
                        Bytes32.of(by.getSteward().toByteArray()),
                        message(statement),
                        by.getSignature().toByteArray());
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
