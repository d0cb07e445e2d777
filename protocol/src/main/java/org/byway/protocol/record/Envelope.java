package org.byway.protocol.record;

import com.google.protobuf.ByteString;

/**
 * The signed head of a record, version 1, frozen. It is parsed from bytes and keeps them: its id is their SHA-256, and
 * they are stored and sent on as they came.
 *
 * <p>Times are milliseconds since 1970 in UTC. The rules that it obeys are those of SPEC.md, chapter "Envelope".
 */
public final class Envelope {
    public static final int VERSION = 1;
    static final int LAST_FIELD = 12;
    private static final long TIME_LIMIT = Limits.NEVER + 1;

    private final byte[] bytes;
    private final Bytes32 id;
    private final Bytes32 author;
    private final int keySequence;
    private final Bytes32 community;
    private final long created;
    private final long expires;
    private final Bytes32 lineage;
    private final int revision;
    private final Bytes32 previous;
    private final int kind;
    private final int contentLength;
    private final Bytes32 contentDigest;

    private Envelope(byte[] bytes, Bytes32 id, EnvelopeReader in) {
        this.bytes = bytes;
        this.id = id;
        in.number(1, 1L << 31);
        author = in.bytes32(2);
        keySequence = (int) in.number(3, 1L << 31);
        community = in.bytes32(4);
        created = in.number(5, TIME_LIMIT);
        expires = in.number(6, TIME_LIMIT);
        lineage = in.bytes32(7);
        revision = (int) in.number(8, 1L << 31);
        previous = in.bytes32(9);
        kind = (int) in.number(10, Limits.KIND_NUMBERS);
        contentLength = (int) in.number(11, Limits.CONTENT_BYTES + 1L);
        contentDigest = in.bytes32(12);
        in.end();
    }

    /** Reads an envelope and checks everything about it that is timeless. The array is kept, not copied. */
    public static Checked<Envelope> parse(byte[] bytes) {
        return parse(bytes, new Sha256());
    }

    public static Checked<Envelope> parse(byte[] bytes, Sha256 sha) {
        if (bytes.length > Limits.ENVELOPE_BYTES) {
            return Refusal.of(Reason.TOO_LARGE, "an envelope has at most " + Limits.ENVELOPE_BYTES + " bytes");
        }
        if (bytes.length < 2 || bytes[0] != 8) {
            return Refusal.of(Reason.MALFORMED, "an envelope begins with its version");
        }
        if (bytes[1] != VERSION) {
            return Refusal.of(Reason.BAD_VERSION, "this program reads envelopes of version " + VERSION);
        }
        EnvelopeReader in = new EnvelopeReader(bytes);
        Envelope envelope = new Envelope(bytes, sha.hash(bytes), in);
        Refusal fault = in.fault() == null ? envelope.fault() : in.fault();
        return fault == null ? new Checked.Ok<>(envelope) : new Checked.Refused<>(fault);
    }

    /** An envelope that was parsed before, and its id of then: what a store kept. Throws where it is none any more. */
    public static Envelope known(byte[] bytes, Bytes32 id) {
        EnvelopeReader in = new EnvelopeReader(bytes);
        Envelope envelope = new Envelope(bytes, id, in);
        if (in.fault() != null) {
            throw new IllegalStateException(in.fault().toString());
        }
        return envelope;
    }

    private Refusal fault() {
        if (author == null || lineage == null || contentDigest == null) {
            return new Refusal(Reason.BAD_LENGTH, "author, lineage and content digest must be there");
        }
        if (kind == 0) {
            return new Refusal(Reason.BAD_KIND, "the kind must be there");
        }
        if ((revision == 0) != (previous == null)) {
            return new Refusal(Reason.BAD_REVISION, "revision 0 has no previous record, and every other has one");
        }
        boolean first = kind == Kind.CHARTER.number() && revision == 0;
        if ((community == null) != first) {
            return new Refusal(Reason.BAD_COMMUNITY, "all but a first charter name their community");
        }
        if (kind == Kind.CHARTER.number() && keySequence != 0) {
            return new Refusal(Reason.BAD_KEY, "a charter's author is a steward's bare key");
        }
        if (kind == Kind.NODE_ANNOUNCEMENT.number() && keySequence != 0) {
            return new Refusal(Reason.BAD_KEY, "a node announces itself by its bare key");
        }
        if (kind == Kind.KEY_EVENT.number() && keySequence == 0) {
            return new Refusal(Reason.BAD_KEY, "a key event has a key sequence");
        }
        if (kind == Kind.KEY_EVENT.number() && keySequence == 1 && !author.equals(contentDigest)) {
            return new Refusal(Reason.BAD_KEY, "an identity is the digest of its inception");
        }
        if (kind == Kind.KEY_EVENT.number() && !lineage.equals(new Bytes32(Limits.NEVER, 0, 0, keySequence))) {
            return new Refusal(
                    Reason.BAD_HORIZON, "the lineage of a key event is the reserved horizon and its sequence");
        }
        if (kind == Kind.WITHDRAWAL.number() && contentLength != 0) {
            return new Refusal(Reason.BAD_CONTENT, "a withdrawal has no content");
        }
        return timeFault();
    }

    private Refusal timeFault() {
        long horizon = horizon();
        if (Kind.everlasting(kind)) {
            boolean reserved = expires == Limits.NEVER && horizon == Limits.NEVER && created > 0 && created < expires;
            return reserved
                    ? null
                    : new Refusal(Reason.BAD_TIME, "a " + Kind.word(kind) + " carries the reserved expiry");
        }
        if (created <= 0 || expires <= created) {
            return new Refusal(Reason.BAD_TIME, "a record expires after it was created");
        }
        if (horizon < expires || horizon - created > Kind.horizonMillis(kind)) {
            return new Refusal(
                    Reason.BAD_HORIZON,
                    "the horizon lies at or after the expiry and at most "
                            + Kind.horizonMillis(kind) / Limits.DAY_MILLIS
                            + " days after the creation");
        }
        if (kind == Kind.WITHDRAWAL.number() && expires != horizon) {
            return new Refusal(Reason.BAD_TIME, "a withdrawal stands until the horizon of its lineage");
        }
        return null;
    }

    /** The exact bytes; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    public Bytes32 id() {
        return id;
    }

    public Bytes32 author() {
        return author;
    }

    public int keySequence() {
        return keySequence;
    }

    /** Null in a first Charter only. */
    public Bytes32 community() {
        return community;
    }

    /** The community to which the record belongs; a first Charter belongs to the one that it founds. */
    public Bytes32 home() {
        return community == null ? id : community;
    }

    public long created() {
        return created;
    }

    public long createdSecond() {
        return created / 1000;
    }

    public long expires() {
        return expires;
    }

    public Bytes32 lineage() {
        return lineage;
    }

    /** When the lineage ends: no revision of it expires later. */
    public long horizon() {
        return lineage.a();
    }

    public int revision() {
        return revision;
    }

    /** Null in revision 0 only. */
    public Bytes32 previous() {
        return previous;
    }

    public int kind() {
        return kind;
    }

    public boolean is(Kind wanted) {
        return kind == wanted.number();
    }

    public int contentLength() {
        return contentLength;
    }

    public Bytes32 contentDigest() {
        return contentDigest;
    }

    @Override
    public String toString() {
        return Kind.word(kind) + " " + id;
    }

    /**
     * Where a record stands: in which lineage of whom, and after which earlier one.
     *
     * @param after null for the first
     * @param leap how many revision numbers are left out, for those that may have been given and are not known here
     */
    public record Place(Bytes32 author, int keySequence, Bytes32 community, Bytes32 lineage, Envelope after, int leap) {
        public Place(Bytes32 author, int keySequence, Bytes32 community, Bytes32 lineage, Envelope after) {
            this(author, keySequence, community, lineage, after, 0);
        }

        public int revision() {
            return after == null ? 0 : after.revision() + 1 + leap;
        }
    }

    /** Writes and checks a new envelope; the refusal tells what its maker got wrong. */
    public static Checked<Envelope> write(Place place, Kind kind, long created, long expires, byte[] content) {
        var wire = org.byway.protocol.wire.Envelope.newBuilder()
                .setVersion(VERSION)
                .setAuthor(ByteString.copyFrom(place.author().bytes()))
                .setKeySequence(place.keySequence())
                .setCreated(created)
                .setExpires(expires)
                .setLineage(ByteString.copyFrom(place.lineage().bytes()))
                .setRevision(place.revision())
                .setKind(kind.number())
                .setContentLength(content.length)
                .setContentDigest(ByteString.copyFrom(Sha256.of(content).bytes()));
        if (place.community() != null) {
            wire.setCommunity(ByteString.copyFrom(place.community().bytes()));
        }
        if (place.after() != null) {
            wire.setPrevious(ByteString.copyFrom(place.after().id().bytes()));
        }
        return parse(wire.build().toByteArray());
    }
}
