package org.byway.protocol.seal;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.Bundle;
import org.byway.protocol.wire.Offer;

/** The cases of vectors/bundles.json: batches whole and in parts, their postmarks, and what spoils them. */
final class BundleCases {
    private static final long NOON = RecordCases.NOON;
    private static final Bytes32 COMMUNITY = Sha256.of("a community".getBytes(StandardCharsets.US_ASCII));
    private static final HexFormat HEX = HexFormat.of();

    /** One line of the table; the reason is empty where the bundle is valid. */
    record Case(String name, byte[] bundle, List<String> ids, String reason) {
        String json() {
            return "{\"name\":\"%s\",\"bundle\":\"%s\",\"ids\":[%s],\"valid\":%s,\"reason\":\"%s\"}"
                    .formatted(
                            name,
                            HEX.formatHex(bundle),
                            ids.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(",")),
                            reason.isEmpty(),
                            reason);
        }
    }

    private final List<Case> cases = new ArrayList<>();
    private final List<SignedRecord> seven = batch(RecordCases.SELLER, 7, RecordCases.NODE, NOON + 1000);
    private final List<SignedRecord> two = batch(RecordCases.key("other seller"), 2, RecordCases.NODE, NOON + 2000);

    private BundleCases() {
        good("a whole batch of seven under one seal and one postmark", seven);
        good("the first of seven", seven.subList(0, 1));
        good("the last of seven", seven.subList(6, 7));
        good("second, third and sixth of seven", List.of(seven.get(1), seven.get(2), seven.get(5)));
        good("two batches, mixed", List.of(seven.get(3), two.get(1), seven.get(0), two.get(0)));
        good("a head without its content", List.of(seven.get(2).withoutContent()));
        good(
                "as it is posted, without a postmark",
                List.of(two.get(0).postmarked(null, 0), two.get(1).postmarked(null, 0)));
        spoilt();
    }

    static List<Case> all() {
        return new BundleCases().cases;
    }

    private static List<SignedRecord> batch(SigningKey author, int size, SigningKey node, long time) {
        List<Envelope> envelopes = new ArrayList<>();
        byte[] content = Offer.newBuilder().setTitle("Rye bread").build().toByteArray();
        for (int i = 0; i < size; i++) {
            byte[] name = (author.publicKey().hex() + i).getBytes(StandardCharsets.US_ASCII);
            byte[] tail = Arrays.copyOf(Sha256.of(name).bytes(), Lineage.RANDOM_BYTES);
            Bytes32 lineage = Lineage.of(NOON + 90 * Limits.DAY_MILLIS, tail);
            Envelope.Place place = new Envelope.Place(author.publicKey(), 0, COMMUNITY, lineage, null);
            envelopes.add(Envelope.write(place, Kind.OFFER, NOON, NOON + 7 * Limits.DAY_MILLIS, content)
                    .orThrow());
        }
        Bytes32[] ids = envelopes.stream().map(Envelope::id).toArray(Bytes32[]::new);
        Signed seal = Signed.seal(author, author.publicKey(), ids);
        Signed postmark = Signed.postmark(node, COMMUNITY, COMMUNITY, time, ids);
        List<SignedRecord> records = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            records.add(new SignedRecord(envelopes.get(i), content, seal, i, postmark, i));
        }
        return records;
    }

    private void spoilt() {
        Bundle good = Bundles.write(seven);
        bad("no records", Bundle.getDefaultInstance(), "too-large");
        bad("no seal", good.toBuilder().clearSeals().build(), "missing-seal");
        bad(
                "a record that the seal does not cover",
                good.toBuilder().addRecords(good.getRecords(0)).build(),
                "missing-seal");
        bad("one seal twice", good.toBuilder().addSeals(good.getSeals(0)).build(), "bad-seal");
        bad(
                "one postmark twice",
                good.toBuilder().addPostmarks(good.getPostmarks(0)).build(),
                "bad-postmark");
        var mark = good.getPostmarks(0).toBuilder();
        bad(
                "another time",
                good.toBuilder().setPostmarks(0, mark.setTime(NOON + 1001)).build(),
                "bad-postmark");
        mark = good.getPostmarks(0).toBuilder();
        bad(
                "another charter",
                good.toBuilder()
                        .setPostmarks(0, mark.setCharter(bytes(Bytes32.ZERO)))
                        .build(),
                "bad-postmark");
        mark = good.getPostmarks(0).toBuilder();
        bad(
                "another community",
                good.toBuilder()
                        .setPostmarks(0, mark.setCommunity(bytes(Bytes32.ZERO)))
                        .build(),
                "bad-postmark");
        mark = good.getPostmarks(0).toBuilder();
        bad(
                "another node",
                good.toBuilder()
                        .setPostmarks(0, mark.setNode(bytes(RecordCases.STEWARD.publicKey())))
                        .build(),
                "bad-postmark");
        Bundle.Builder swapped =
                good.toBuilder().setRecords(0, good.getRecords(1)).setRecords(1, good.getRecords(0));
        bad("two leaves in each other's place", swapped.build(), "bad-seal");
        timed("postmarked 900 s before the creation", NOON - Limits.EARLY_MILLIS, "");
        timed("postmarked earlier than that", NOON - Limits.EARLY_MILLIS - 1, "bad-postmark");
        timed("postmarked 24 h after the creation", NOON + Limits.POSTMARK_MILLIS, "");
        timed("postmarked later than that", NOON + Limits.POSTMARK_MILLIS + 1, "bad-postmark");
        cases.add(new Case("bytes that are no bundle", new byte[] {(byte) 0xff}, List.of(), "malformed"));
    }

    private void timed(String name, long time, String reason) {
        List<SignedRecord> records = batch(RecordCases.SELLER, 2, RecordCases.NODE, time);
        if (reason.isEmpty()) {
            good(name, records);
        } else {
            bad(name, Bundles.write(records), reason);
        }
    }

    private void good(String name, List<SignedRecord> records) {
        List<String> ids = records.stream().map(record -> record.id().hex()).toList();
        cases.add(new Case(name, Bundles.write(records).toByteArray(), ids, ""));
    }

    private void bad(String name, Bundle bundle, String reason) {
        cases.add(new Case(name, bundle.toByteArray(), List.of(), reason));
    }

    private static ByteString bytes(Bytes32 value) {
        return ByteString.copyFrom(value.bytes());
    }
}
