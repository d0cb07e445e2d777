package org.byway.protocol.seal;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.byway.protocol.community.Charter;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.Envelope;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.KeyEvent;
import org.byway.protocol.wire.Money;
import org.byway.protocol.wire.Offer;
import org.byway.protocol.wire.Seal;

/**
 * The cases of vectors/records.json: one good record of each kind and every way to spoil one. Envelopes are written by
 * protobuf's own encoder and spoilt by hand, so that the strict reader is held against something that is not itself.
 */
final class RecordCases {
    static final long NOON = 1_790_000_000_000L;
    static final SigningKey STEWARD = key("steward");
    static final SigningKey SELLER = key("seller");
    static final SigningKey NODE = key("node");
    private static final HexFormat HEX = HexFormat.of();

    /** One line of the table; the reason is empty where the record is valid. Content null: the head alone. */
    record Case(String name, byte[] envelope, byte[] content, byte[] seal, String reason) {
        String json() {
            return "{\"name\":\"%s\",\"envelope\":\"%s\",\"content\":%s,\"seal\":\"%s\",\"id\":\"%s\",\"valid\":%s,\"reason\":\"%s\"}"
                    .formatted(
                            name,
                            HEX.formatHex(envelope),
                            content == null ? "null" : "\"" + HEX.formatHex(content) + "\"",
                            HEX.formatHex(seal),
                            Sha256.of(envelope).hex(),
                            reason.isEmpty(),
                            reason);
        }
    }

    private final List<Case> cases = new ArrayList<>();
    private final Bytes32 community;
    private final byte[] offer = Offer.newBuilder()
            .setTitle("Rye bread")
            .setPrice(Money.newBuilder().setAmount("4.50").setCurrency("EUR"))
            .setCell("u33db")
            .setStock(12)
            .build()
            .toByteArray();

    private RecordCases() {
        byte[] charter = Charter.write(
                Charter.statement(
                        "Lindenau",
                        STEWARD.publicKey(),
                        List.of(NODE.publicKey()),
                        "entropy".getBytes(StandardCharsets.US_ASCII)),
                List.of(STEWARD));
        Envelope.Builder first = envelope(STEWARD, Kind.CHARTER, charter, Limits.NEVER)
                .clearCommunity()
                .setExpires(Limits.NEVER);
        community = Sha256.of(first.build().toByteArray());
        good("charter", first, charter, STEWARD);
        goodOnes();
        spoiltBytes();
        spoiltFields();
        spoiltTimes();
        spoiltSeals();
    }

    static List<Case> all() {
        return new RecordCases().cases;
    }

    static SigningKey key(String name) {
        return SigningKey.ofSeed(Sha256.of(("byway vector " + name).getBytes(StandardCharsets.US_ASCII))
                .bytes());
    }

    private void goodOnes() {
        good("offer", offer(), offer, SELLER);
        good("offer without its content", offer(), offer, SELLER, true);
        byte[] intent =
                Intent.newBuilder().setTitle("A bicycle for a child").build().toByteArray();
        good("intent", envelope(SELLER, Kind.INTENT, intent, NOON + 30 * Limits.DAY_MILLIS), intent, SELLER);
        byte[] first = offer().build().toByteArray();
        good(
                "second revision",
                offer().setRevision(1).setCreated(NOON + 60_000).setPrevious(bytes(Sha256.of(first))),
                offer,
                SELLER);
        good(
                "revision after a gap",
                offer().setRevision(Integer.MAX_VALUE).setPrevious(bytes(Sha256.of(first))),
                offer,
                SELLER);
        good("withdrawal", withdrawal(first), new byte[0], SELLER);
        byte[] inception = KeyEvent.newBuilder()
                .setKey(bytes(SELLER.publicKey()))
                .setNextDigest(bytes(Sha256.of(key("next").publicKey().bytes())))
                .setEntropy(ByteString.copyFromUtf8("mine"))
                .build()
                .toByteArray();
        good("inception of an identity", inception(inception), inception, SELLER);
        good(
                "offer of an identity",
                offer().setAuthor(bytes(Sha256.of(inception))).setKeySequence(1),
                offer,
                SELLER);
        good("kind that is reserved", offer().setKind(4000), offer, SELLER);
        good("expires at its horizon, after 90 days", offer().setExpires(NOON + 90 * Limits.DAY_MILLIS), offer, SELLER);
        bad("inception that is not its author's", inception(inception).setAuthor(bytes(SELLER.publicKey())), "bad-key");
        bad("inception without a key sequence", inception(inception).clearKeySequence(), "bad-key");
        bad(
                "key event in another lineage",
                inception(inception).setLineage(bytes(new Bytes32(Limits.NEVER, 0, 0, 2))),
                "bad-horizon");
    }

    private void spoiltBytes() {
        byte[] envelope = offer().build().toByteArray();
        raw("empty envelope", new byte[0], "malformed");
        raw("cut short", Arrays.copyOf(envelope, envelope.length - 1), "malformed");
        raw("513 bytes", Arrays.copyOf(envelope, Limits.ENVELOPE_BYTES + 1), "too-large");
        raw(
                "unknown field",
                offer().setUnknownFields(UnknownFieldSet.newBuilder()
                                .addField(
                                        13,
                                        UnknownFieldSet.Field.newBuilder()
                                                .addVarint(1)
                                                .build())
                                .build())
                        .build()
                        .toByteArray(),
                "unknown-field");
        raw("a field twice", join(envelope, HEX.parseHex("5001")), "not-canonical");
        raw(
                "fields out of order",
                join(HEX.parseHex("0801"), HEX.parseHex("5806"), slice(envelope, 2)),
                "not-canonical");
        raw("a group", join(envelope, HEX.parseHex("6364")), "malformed");
        raw("version as a long varint", join(HEX.parseHex("088100"), slice(envelope, 2)), "bad-version");
        raw("key sequence as a long varint", insertAfterAuthor(envelope, "188100"), "not-canonical");
        raw("key sequence zero written out", insertAfterAuthor(envelope, "1800"), "not-canonical");
        raw("number of more than 64 bits", insertAfterAuthor(envelope, "18ffffffffffffffffff7f"), "malformed");
        raw("length beyond the end", join(slice(envelope, 0, 2), HEX.parseHex("1220aabb")), "malformed");
        raw("length of 2^31 - 1", join(slice(envelope, 0, 2), HEX.parseHex("12ffffffff07aabb")), "bad-length");
    }

    private void spoiltFields() {
        ByteString short31 = ByteString.copyFrom(new byte[31]);
        bad("no version", offer().clearVersion(), "malformed");
        bad("version 2", offer().setVersion(2), "bad-version");
        bad("no author", offer().clearAuthor(), "bad-length");
        bad("author of 31 bytes", offer().setAuthor(short31), "bad-length");
        bad("community of 31 bytes", offer().setCommunity(short31), "bad-length");
        bad("no community", offer().clearCommunity(), "bad-community");
        bad("lineage of 31 bytes", offer().setLineage(short31), "bad-length");
        bad("no lineage", offer().clearLineage(), "bad-length");
        bad("no content digest", offer().clearContentDigest(), "bad-length");
        bad("no kind", offer().clearKind(), "bad-kind");
        bad("kind 65536", offer().setKind(65_536), "malformed");
        bad("key sequence 2^31", offer().setKeySequence(Integer.MIN_VALUE), "malformed");
        bad("revision 2^31", offer().setRevision(Integer.MIN_VALUE).setPrevious(bytes(community)), "malformed");
        bad("revision without previous", offer().setRevision(1), "bad-revision");
        bad("previous without revision", offer().setPrevious(bytes(community)), "bad-revision");
        bad("content length over the limit", offer().setContentLength(Limits.CONTENT_BYTES + 1), "malformed");
        bad("withdrawal with content", withdrawal(new byte[1]).setContentLength(3), "bad-content");
        Envelope.Builder longer = offer().setContentLength(offer.length + 1);
        add("content of another length", longer, offer, seal(SELLER, longer), "bad-length");
        byte[] other = offer.clone();
        other[3] ^= 1;
        add("content of another digest", offer(), other, seal(SELLER, offer()), "bad-digest");
    }

    private void spoiltTimes() {
        bad("no creation", offer().clearCreated(), "bad-time");
        bad("no expiry", offer().clearExpires(), "bad-time");
        bad("expires when created", offer().setExpires(NOON), "bad-time");
        bad("created in the year 10000", offer().setCreated(Limits.NEVER + 1), "malformed");
        bad("expires after its horizon", offer().setExpires(NOON + 90 * Limits.DAY_MILLIS + 1), "bad-horizon");
        bad(
                "offer with a horizon of more than 90 days",
                offer().setLineage(lineage(NOON + 90 * Limits.DAY_MILLIS + 1)),
                "bad-horizon");
        bad(
                "intent with a horizon of more than 30 days",
                offer().setKind(Kind.INTENT.number()).setLineage(lineage(NOON + 30 * Limits.DAY_MILLIS + 1)),
                "bad-horizon");
        bad(
                "offer with the reserved expiry",
                offer().setExpires(Limits.NEVER).setLineage(lineage(Limits.NEVER)),
                "bad-horizon");
        bad("withdrawal that ends before its horizon", withdrawal(new byte[1]).setExpires(NOON + 1000), "bad-time");
        Envelope.Builder charter = offer().setKind(Kind.CHARTER.number()).clearCommunity();
        bad("charter without the reserved expiry", charter, "bad-time");
        bad("charter of an identity", charter.setKeySequence(1), "bad-key");
    }

    private void spoiltSeals() {
        Seal good = seal(SELLER, offer());
        sealed("seal that is no message", join(good.toByteArray(), new byte[] {(byte) 0xff}), "malformed");
        sealed("seal without signature", good.toBuilder().clearSignature(), "bad-seal");
        byte[] flipped = good.getSignature().toByteArray();
        flipped[40] ^= 1;
        sealed("signature with a bit flipped", good.toBuilder().setSignature(ByteString.copyFrom(flipped)), "bad-seal");
        sealed("seal of another author", good.toBuilder().setAuthor(bytes(NODE.publicKey())), "bad-seal");
        add("bare key sealed by another key", offer(), offer, sealBy(NODE, SELLER.publicKey(), offer()), "bad-key");
        add("seal of another record", offer(), offer, seal(SELLER, offer().setKeySequence(7)), "bad-seal");
        sealed("proof of two leaves without the second", proof(good, p -> p.setSize(2)), "bad-proof");
        sealed("proof of no leaves", proof(good, p -> p.setSize(0)), "bad-proof");
        sealed(
                "proof of 65537 leaves",
                proof(good, p -> p.setSize(65_537).addRuns(0).addRuns(1)),
                "bad-proof");
        sealed("proof with a hash too many", proof(good, p -> p.addGaps(bytes(community))), "bad-proof");
        sealed(
                "proof with a hash of 31 bytes",
                proof(good, p -> p.setSize(2).addRuns(0).addRuns(1).addGaps(ByteString.copyFrom(new byte[31]))),
                "bad-proof");
        sealed("proof past the end of its tree", proof(good, p -> p.addRuns(1).addRuns(1)), "bad-proof");
        sealed("proof of a record that is not there", proof(good, p -> p.setFirst(1)), "bad-proof");
        Bytes32 id = Sha256.of(offer().build().toByteArray());
        Signed batch = Signed.seal(SELLER, SELLER.publicKey(), community, id, STEWARD.publicKey());
        add("second of three at the third place", offer(), offer, seal(batch, 1, 2), "bad-proof");
        Signed four = Signed.seal(SELLER, SELLER.publicKey(), community, id, STEWARD.publicKey(), NODE.publicKey());
        add("second of four at the third place", offer(), offer, seal(four, 1, 2), "bad-seal");
        cases.add(new Case(
                "second of a batch of three",
                offer().build().toByteArray(),
                offer,
                seal(batch, 1, 1).toByteArray(),
                ""));
    }

    private Envelope.Builder offer() {
        return envelope(SELLER, Kind.OFFER, offer, NOON + 90 * Limits.DAY_MILLIS);
    }

    private Envelope.Builder withdrawal(byte[] previous) {
        return envelope(SELLER, Kind.WITHDRAWAL, new byte[0], NOON + 90 * Limits.DAY_MILLIS)
                .setExpires(NOON + 90 * Limits.DAY_MILLIS)
                .setRevision(1)
                .setPrevious(bytes(Sha256.of(previous)));
    }

    private Envelope.Builder inception(byte[] content) {
        return envelope(SELLER, Kind.KEY_EVENT, content, Limits.NEVER)
                .setAuthor(bytes(Sha256.of(content)))
                .setKeySequence(1)
                .setExpires(Limits.NEVER)
                .setLineage(bytes(new Bytes32(Limits.NEVER, 0, 0, 1)));
    }

    private Envelope.Builder envelope(SigningKey author, Kind kind, byte[] content, long horizon) {
        return Envelope.newBuilder()
                .setVersion(1)
                .setAuthor(bytes(author.publicKey()))
                .setCommunity(community == null ? ByteString.EMPTY : bytes(community))
                .setCreated(NOON)
                .setExpires(NOON + 7 * Limits.DAY_MILLIS)
                .setLineage(lineage(horizon))
                .setKind(kind.number())
                .setContentLength(content.length)
                .setContentDigest(bytes(Sha256.of(content)));
    }

    private static ByteString lineage(long horizon) {
        byte[] random = Arrays.copyOf(
                Sha256.of("lineage".getBytes(StandardCharsets.US_ASCII)).bytes(), Lineage.RANDOM_BYTES);
        return bytes(Lineage.of(horizon, random));
    }

    private void good(String name, Envelope.Builder envelope, byte[] content, SigningKey key) {
        good(name, envelope, content, key, false);
    }

    private void good(String name, Envelope.Builder envelope, byte[] content, SigningKey key, boolean headOnly) {
        add(name, envelope, headOnly ? null : content, seal(key, envelope), "");
    }

    private void bad(String name, Envelope.Builder envelope, String reason) {
        add(name, envelope, null, seal(SELLER, envelope), reason);
    }

    private void raw(String name, byte[] envelope, String reason) {
        Signed seal = Signed.seal(SELLER, SELLER.publicKey(), Sha256.of(envelope));
        cases.add(new Case(name, envelope, null, seal(seal, 0, 0).toByteArray(), reason));
    }

    private void add(String name, Envelope.Builder envelope, byte[] content, Seal seal, String reason) {
        cases.add(new Case(name, envelope.build().toByteArray(), content, seal.toByteArray(), reason));
    }

    private void sealed(String name, Seal.Builder seal, String reason) {
        sealed(name, seal.build().toByteArray(), reason);
    }

    private void sealed(String name, byte[] seal, String reason) {
        cases.add(new Case(name, offer().build().toByteArray(), offer, seal, reason));
    }

    private static Seal.Builder proof(Seal seal, Consumer<org.byway.protocol.wire.Proof.Builder> change) {
        Seal.Builder out = seal.toBuilder();
        change.accept(out.getProofBuilder());
        return out;
    }

    private static Seal seal(SigningKey key, Envelope.Builder envelope) {
        return sealBy(
                key,
                Bytes32.of(
                        envelope.getAuthor().size() == 32 ? envelope.getAuthor().toByteArray() : new byte[32]),
                envelope);
    }

    private static Seal sealBy(SigningKey key, Bytes32 author, Envelope.Builder envelope) {
        return seal(Signed.seal(key, author, Sha256.of(envelope.build().toByteArray())), 0, 0);
    }

    /** The seal with the proof of the member at one place, claimed to stand at another. */
    private static Seal seal(Signed signed, int place, int claimed) {
        Statement.Seal statement = (Statement.Seal) signed.statement();
        Tree view = signed.tree().only(new int[] {place});
        var proof = Membership.write(view, new int[] {0}).toBuilder();
        if (claimed != place) {
            proof.setRuns(0, claimed);
        }
        return Seal.newBuilder()
                .setAuthor(bytes(statement.author()))
                .setKey(bytes(statement.key()))
                .setSignature(ByteString.copyFrom(signed.signature()))
                .setProof(proof)
                .build();
    }

    private static byte[] insertAfterAuthor(byte[] envelope, String hex) {
        return join(slice(envelope, 0, 36), HEX.parseHex(hex), slice(envelope, 36));
    }

    private static byte[] slice(byte[] bytes, int from) {
        return slice(bytes, from, bytes.length);
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static byte[] join(byte[]... parts) {
        ByteString all = ByteString.EMPTY;
        for (byte[] part : parts) {
            all = all.concat(ByteString.copyFrom(part));
        }
        return all.toByteArray();
    }

    private static ByteString bytes(Bytes32 value) {
        return ByteString.copyFrom(value.bytes());
    }
}
