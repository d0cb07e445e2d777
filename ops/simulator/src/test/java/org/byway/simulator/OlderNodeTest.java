package org.byway.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.Hello;
import org.junit.jupiter.api.Test;

/** Three towns in a line, whose programs are of different ages. Whoever is older carries what it does not know. */
class OlderNodeTest extends Towns {
    private static final int LATER_KIND = 777;
    /** What came after the first version, each named by a feature. */
    private static final Set<Frame.BodyCase> LATER = EnumSet.of(
            Frame.BodyCase.ANNOUNCE,
            Frame.BodyCase.GRAFT,
            Frame.BodyCase.PRUNE,
            Frame.BodyCase.SKETCH_WANT,
            Frame.BodyCase.SKETCH,
            Frame.BodyCase.BLOB_WANT,
            Frame.BodyCase.BLOB_PART,
            Frame.BodyCase.PACKED);

    private final Map<Frame.BodyCase, Integer> toTheMiddle = new EnumMap<>(Frame.BodyCase.class);

    /** Sessions begin anew, now that somebody speaks in another way. */
    private void beginAnew() {
        cluster.network().channels().forEach(channel -> channel.cut("begins anew"));
        cluster.run(10 * SECOND);
    }

    private SignedRecord ofLaterKind(Host host) throws InvalidProtocolBufferException {
        Dice dice = new Dice(3, "later");
        SigningKey key = SigningKey.ofSeed(dice.bytes(SigningKey.SEED_BYTES));
        long end = host.clock() + 20 * Limits.DAY_MILLIS;
        Bytes32 lineage = Lineage.of(end, dice.bytes(Lineage.RANDOM_BYTES));
        byte[] content = dice.bytes(300);
        Envelope.Place place =
                new Envelope.Place(key.publicKey(), 0, host.community().id(), lineage, null);
        Envelope known =
                Envelope.write(place, Kind.OFFER, host.clock(), end, content).orThrow();
        byte[] later = org.byway.protocol.wire.Envelope.parseFrom(known.bytes()).toBuilder()
                .setKind(LATER_KIND)
                .build()
                .toByteArray();
        Envelope envelope = Envelope.parse(later).orThrow();
        return new SignedRecord(envelope, content, Signed.seal(key, key.publicKey(), envelope.id()), 0, null, 0);
    }

    @Test
    void anOlderNodeInTheMiddleIsToldNothingThatItDoesNotKnowAndCarriesAll() throws InvalidProtocolBufferException {
        found("older", Shape.line(3, 3), 5);
        start();
        Host a = cluster.host(0);
        Host c = cluster.host(2);
        cluster.host(1).turn(frame -> {
            Hello.Builder hello = frame.getHello().toBuilder().clearFeatures();
            Frame older = frame.hasHello() ? Frame.newBuilder().setHello(hello).build() : frame;
            return LATER.contains(frame.getBodyCase()) ? Frame.getDefaultInstance() : older;
        });
        for (Host end : List.of(a, c)) {
            end.turn(frame -> {
                toTheMiddle.merge(frame.getBodyCase(), 1, Integer::sum);
                return frame;
            });
        }
        beginAnew();
        List<SignedRecord> posted = post(a, cluster.people().settle(a, false), 20);
        SignedRecord later = ofLaterKind(a);
        cluster.people().post(a, List.of(later));
        cluster.run(60 * SECOND);
        assertEquals(posted.size(), held(c, posted));
        assertArrayEquals(later.content(), c.store().get(later.id()).content());
        assertTrue(toTheMiddle.get(Frame.BodyCase.RECORDS) > 0, toTheMiddle.toString());
        toTheMiddle.keySet().retainAll(LATER);
        assertEquals(Map.of(), toTheMiddle);
    }

    @Test
    void whatANewerNodeSaysBesidesIsPassedOver() {
        found("newer", Shape.line(3, 3), 5);
        start();
        Host a = cluster.host(0);
        Host b = cluster.host(1);
        UnknownFieldSet more = UnknownFieldSet.newBuilder()
                .addField(
                        2_000,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFromUtf8("later"))
                                .build())
                .build();
        a.turn(frame -> {
            Hello.Builder hello = frame.getHello().toBuilder()
                    .addVersions(2)
                    .addFeatures("later")
                    .setUnknownFields(more);
            Frame.Builder newer = frame.toBuilder().setUnknownFields(more);
            return frame.hasHello() ? newer.setHello(hello).build() : newer.build();
        });
        beginAnew();
        for (int i = 0; i < 50; i++) {
            a.say(Frame.newBuilder().setUnknownFields(more).build());
        }
        cluster.run(SECOND);
        List<SignedRecord> posted = post(a, cluster.people().settle(a, false), 20);
        cluster.run(60 * SECOND);
        assertEquals(posted.size(), held(b, posted));
        assertEquals(posted.size(), held(cluster.host(2), posted));
        assertEquals(2, b.ends().size(), "nobody is dropped for it");
    }
}
