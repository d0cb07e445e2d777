package org.byway.protocol.seal;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.Bundle;
import org.byway.protocol.wire.Item;
import org.byway.protocol.wire.Postmark;
import org.byway.protocol.wire.Proof;
import org.byway.protocol.wire.Seal;

/**
 * The first verdict, <em>valid(bytes)</em>: it depends on nothing but the bytes and never changes. One fault refuses the
 * whole bundle, since no honest node sends one.
 *
 * <p>An instance remembers which signatures it has checked and is used by one thread at a time.
 */
public final class Verification {
    private static final int DEPTH = 16;

    private final SignatureCheck signatures;
    private final Sha256 sha = new Sha256();
    private final SeenSignatures seen = new SeenSignatures();

    public Verification(SignatureCheck signatures) {
        this.signatures = signatures;
    }

    /** How many signatures were checked by their curve, not from memory: what a peer is charged for. */
    public long signaturesChecked() {
        return seen.misses();
    }

    /** Reads and checks a bundle. Records may lack postmarks, as when they are being posted, and content. */
    public Checked<List<SignedRecord>> bundle(byte[] bytes) {
        if (bytes.length > Limits.BUNDLE_BYTES) {
            return Refusal.of(Reason.TOO_LARGE, "a bundle has at most " + Limits.BUNDLE_BYTES + " bytes");
        }
        try {
            CodedInputStream in = CodedInputStream.newInstance(bytes);
            in.setRecursionLimit(DEPTH);
            Bundle bundle = Bundle.parseFrom(in);
            in.checkLastTagWas(0);
            return bundle(bundle);
        } catch (InvalidProtocolBufferException e) {
            return Refusal.of(Reason.MALFORMED, "not a bundle");
        } catch (IOException e) {
            throw new AssertionError("bytes in memory can be read", e);
        }
    }

    public Checked<List<SignedRecord>> bundle(Bundle bundle) {
        int count = bundle.getRecordsCount();
        if (count == 0 || count > Limits.BUNDLE_RECORDS) {
            return Refusal.of(Reason.TOO_LARGE, "a bundle has 1 to " + Limits.BUNDLE_RECORDS + " records");
        }
        Work work = new Work(count);
        Refusal fault = null;
        for (int i = 0; i < count && fault == null; i++) {
            fault = readItem(work, i, bundle.getRecords(i));
        }
        for (int i = 0; i < bundle.getSealsCount() && fault == null; i++) {
            fault = readSeal(work, bundle.getSeals(i));
        }
        for (int i = 0; i < bundle.getPostmarksCount() && fault == null; i++) {
            fault = readPostmark(work, bundle.getPostmarks(i));
        }
        return fault == null ? work.finish() : new Checked.Refused<>(fault);
    }

    /** The record of that id, where the bundle is valid and holds it alone. */
    public Optional<SignedRecord> one(byte[] bundle, Bytes32 id) {
        return bundle(bundle) instanceof Checked.Ok<List<SignedRecord>>(List<SignedRecord> records)
                        && records.size() == 1
                        && records.get(0).id().equals(id)
                ? Optional.of(records.get(0))
                : Optional.empty();
    }

    /** Reads and checks one record from its parts; content may be null, the seal is a Seal message for one record. */
    public Checked<SignedRecord> record(byte[] envelope, byte[] content, byte[] seal) {
        Bundle.Builder bundle = Bundle.newBuilder();
        Item.Builder item = Item.newBuilder().setEnvelope(ByteString.copyFrom(envelope));
        if (content != null) {
            item.setContent(ByteString.copyFrom(content));
        }
        try {
            bundle.addRecords(item).addSeals(Seal.parseFrom(seal));
        } catch (InvalidProtocolBufferException e) {
            return Refusal.of(Reason.MALFORMED, "not a seal");
        }
        return switch (bundle(bundle.build())) {
            case Checked.Ok<List<SignedRecord>>(List<SignedRecord> records) -> new Checked.Ok<>(records.get(0));
            case Checked.Refused<List<SignedRecord>> refused -> refused.as();
        };
    }

    private Refusal readItem(Work work, int i, Item item) {
        switch (Envelope.parse(item.getEnvelope().toByteArray(), sha)) {
            case Checked.Refused<Envelope>(Refusal refusal) -> {
                return refusal;
            }
            case Checked.Ok<Envelope>(Envelope envelope) -> work.envelopes[i] = envelope;
        }
        if (item.hasContent()) {
            byte[] content = item.getContent().toByteArray();
            work.contents[i] = content;
            if (content.length != work.envelopes[i].contentLength()) {
                return new Refusal(Reason.BAD_LENGTH, "the content is not as long as its envelope says");
            }
            if (!sha.hash(content).equals(work.envelopes[i].contentDigest())) {
                return new Refusal(Reason.BAD_DIGEST, "the content is not the one that its envelope names");
            }
        }
        return null;
    }

    private Refusal readSeal(Work work, Seal seal) {
        if (seal.getAuthor().size() != Bytes32.SIZE || seal.getKey().size() != Bytes32.SIZE) {
            return new Refusal(Reason.BAD_SEAL, "author and key of a seal have 32 bytes");
        }
        Bytes32 author = bytes32(seal.getAuthor());
        Bytes32 key = bytes32(seal.getKey());
        Membership members = Membership.of(seal.getProof(), work.count());
        Tree tree = tree(work, members);
        if (tree == null) {
            return badProof(seal.getProof());
        }
        for (int record : members.records()) {
            Envelope envelope = work.envelopes[record];
            if (!envelope.author().equals(author)) {
                return new Refusal(Reason.BAD_SEAL, "a seal vouches for its author's records only");
            }
            if (envelope.keySequence() == 0 && !key.equals(author)) {
                return new Refusal(Reason.BAD_KEY, "a bare key seals for itself");
            }
        }
        Signed signed = check(new Statement.Seal(author, key), seal.getSignature(), tree);
        if (signed == null) {
            return new Refusal(Reason.BAD_SEAL, "the signature of the seal does not hold");
        }
        return work.seals.place(signed, members)
                ? null
                : new Refusal(Reason.BAD_SEAL, "a record has more than one seal");
    }

    private Refusal readPostmark(Work work, Postmark mark) {
        boolean whole = mark.getCommunity().size() == Bytes32.SIZE
                && mark.getCharter().size() == Bytes32.SIZE
                && mark.getNode().size() == Bytes32.SIZE;
        if (!whole) {
            return new Refusal(Reason.BAD_POSTMARK, "community, charter and node of a postmark have 32 bytes");
        }
        Membership members = Membership.of(mark.getProof(), work.count());
        Tree tree = tree(work, members);
        if (tree == null) {
            return badProof(mark.getProof());
        }
        Statement.Postmark statement = new Statement.Postmark(
                bytes32(mark.getCommunity()), bytes32(mark.getCharter()), bytes32(mark.getNode()), mark.getTime());
        for (int record : members.records()) {
            Refusal fault = postmarkFault(statement, work.envelopes[record]);
            if (fault != null) {
                return fault;
            }
        }
        Signed signed = check(statement, mark.getSignature(), tree);
        if (signed == null) {
            return new Refusal(Reason.BAD_POSTMARK, "the signature of the postmark does not hold");
        }
        return work.postmarks.place(signed, members)
                ? null
                : new Refusal(Reason.BAD_POSTMARK, "a record has more than one postmark");
    }

    private static Refusal postmarkFault(Statement.Postmark postmark, Envelope envelope) {
        boolean anywhere = envelope.is(Kind.WITHDRAWAL) || envelope.is(Kind.KEY_EVENT);
        if (!anywhere && !postmark.community().equals(envelope.home())) {
            return new Refusal(Reason.BAD_POSTMARK, "a record enters at a node of its own community");
        }
        long late = postmark.time() - envelope.created();
        if (late < -Limits.EARLY_MILLIS || late > Limits.POSTMARK_MILLIS) {
            return new Refusal(
                    Reason.BAD_POSTMARK, "a postmark lies between 900 s before and 24 h after the record's creation");
        }
        return null;
    }

    private Tree tree(Work work, Membership members) {
        if (members == null) {
            return null;
        }
        int[] records = members.records();
        Bytes32[] ids = new Bytes32[records.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = work.envelopes[records[i]].id();
        }
        return Tree.of(members.size(), members.positions(), ids, members.gaps(), sha);
    }

    private static Refusal badProof(Proof proof) {
        return new Refusal(Reason.BAD_PROOF, "the proof does not make up a tree of " + proof.getSize() + " leaves");
    }

    private Signed check(Statement statement, ByteString signature, Tree tree) {
        if (signature.size() != SignatureCheck.SIGNATURE_BYTES) {
            return null;
        }
        byte[] bytes = signature.toByteArray();
        byte[] message = statement.message(tree.size(), tree.root());
        // A tree of one rarely comes twice; remembering it would only push out those that do.
        boolean holds = tree.size() == 1
                ? seen.count(signatures.verify(statement.signer(), message, bytes))
                : seen.check(
                        Signed.name(statement.signer(), message, bytes),
                        () -> signatures.verify(statement.signer(), message, bytes));
        return holds ? new Signed(statement, bytes, tree) : null;
    }

    private static Bytes32 bytes32(ByteString bytes) {
        return Bytes32.of(bytes.toByteArray(), 0);
    }

    /** A bundle while it is read: the records, and which seal and postmark each has. */
    private static final class Work {
        final Envelope[] envelopes;
        final byte[][] contents;
        final Placed seals;
        final Placed postmarks;

        Work(int count) {
            envelopes = new Envelope[count];
            contents = new byte[count][];
            seals = new Placed(count);
            postmarks = new Placed(count);
        }

        int count() {
            return envelopes.length;
        }

        Checked<List<SignedRecord>> finish() {
            List<SignedRecord> records = new ArrayList<>(count());
            for (int i = 0; i < count(); i++) {
                if (seals.by[i] == null) {
                    return Refusal.of(Reason.MISSING_SEAL, "record " + i + " of the bundle has no seal");
                }
                records.add(new SignedRecord(
                        envelopes[i], contents[i], seals.by[i], seals.at[i], postmarks.by[i], postmarks.at[i]));
            }
            return new Checked.Ok<>(records);
        }
    }

    private static final class Placed {
        final Signed[] by;
        final int[] at;

        Placed(int count) {
            by = new Signed[count];
            at = new int[count];
        }

        boolean place(Signed signed, Membership members) {
            int[] records = members.records();
            for (int i = 0; i < records.length; i++) {
                if (by[records[i]] != null) {
                    return false;
                }
                by[records[i]] = signed;
                at[records[i]] = signed.tree().position(i);
            }
            return true;
        }
    }
}
