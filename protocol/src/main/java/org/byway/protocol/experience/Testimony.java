package org.byway.protocol.experience;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Experience;
import org.byway.protocol.wire.ExperienceReply;

/**
 * What a pile of valid records tells, and what in it does not hold: a function of the pile alone, whatever the order. It asks no node and
 * no clock.
 *
 * @param told what holds, the oldest first
 * @param refused what does not hold, and why
 */
public record Testimony(List<Told> told, SortedMap<Bytes32, Refusal> refused) {
    /** Greater is what stands, as in every store (SPEC.md 1.3). */
    private static final Comparator<Envelope> STANDS = Comparator.comparingInt(Envelope::keySequence)
            .thenComparing(envelope -> envelope.is(Kind.WITHDRAWAL))
            .thenComparingInt(Envelope::revision)
            .thenComparing(Envelope::id, Comparator.reverseOrder());

    public static Testimony of(Collection<SignedRecord> records, SignatureCheck signatures) {
        return new Reader(records, signatures).read();
    }

    /** Of one subject. */
    public List<Told> of(Bytes32 subject) {
        return told.stream().filter(each -> each.subject().equals(subject)).toList();
    }

    /** Reads one pile. */
    private static final class Reader {
        private final SignatureCheck signatures;
        private final Papers papers;
        private final Map<Line, SignedRecord> standing = new TreeMap<>();
        private final SortedMap<Bytes32, Refusal> refused = new TreeMap<>();

        private record Line(Bytes32 author, Bytes32 lineage) implements Comparable<Line> {
            @Override
            public int compareTo(Line other) {
                int order = author.compareTo(other.author);
                return order == 0 ? lineage.compareTo(other.lineage) : order;
            }
        }

        Reader(Collection<SignedRecord> records, SignatureCheck signatures) {
            this.signatures = signatures;
            this.papers = new Papers(records, signatures);
            for (SignedRecord record : records) {
                Envelope envelope = record.envelope();
                if (envelope.is(Kind.EXPERIENCE)
                        || envelope.is(Kind.EXPERIENCE_REPLY)
                        || envelope.is(Kind.WITHDRAWAL)) {
                    standing.merge(new Line(envelope.author(), envelope.lineage()), record, Reader::later);
                }
            }
        }

        private static SignedRecord later(SignedRecord one, SignedRecord other) {
            return STANDS.compare(one.envelope(), other.envelope()) >= 0 ? one : other;
        }

        Testimony read() {
            List<Told> told = new ArrayList<>();
            List<SignedRecord> replies = new ArrayList<>();
            for (SignedRecord record : standing.values()) {
                if (record.envelope().is(Kind.EXPERIENCE)) {
                    switch (experience(record)) {
                        case Checked.Refused<Told>(Refusal why) -> refused.put(record.id(), why);
                        case Checked.Ok<Told>(Told each) -> told.add(each);
                    }
                } else if (record.envelope().is(Kind.EXPERIENCE_REPLY)) {
                    replies.add(record);
                }
            }
            told.sort(Comparator.comparingLong((Told each) -> each.envelope().created())
                    .thenComparing(Told::id));
            List<Told> once = once(told);
            replies.sort(Comparator.comparingLong(
                            (SignedRecord each) -> each.envelope().created())
                    .thenComparing(SignedRecord::id));
            replies.forEach(reply -> answer(reply, once));
            return new Testimony(List.copyOf(once), refused);
        }

        private Checked<Told> experience(SignedRecord record) {
            Checked<Experience> read = record.content() == null
                    ? Refusal.of(Reason.MISSING_CONTENT, "what it says is not here")
                    : ExperienceRule.experience(record.envelope().author(), record.content(), signatures);
            if (!(read instanceof Checked.Ok<Experience>(Experience said))) {
                return ((Checked.Refused<Experience>) read).as();
            }
            TokenStatement from = TokenStatement.read(said.getToken().getKey()).orThrow();
            Refusal fault = papers.postmarked(record);
            fault = fault == null ? papers.sealed(record) : fault;
            if (fault == null && from.keySequence() > 0) {
                fault = papers.ofIdentity(from.subject(), from.keySequence(), from.key());
            }
            return fault == null
                    ? new Checked.Ok<>(new Told(
                            record.envelope(),
                            said,
                            from.subject(),
                            record.postmarkStatement().community(),
                            null))
                    : new Checked.Refused<>(fault);
        }

        /** Each token counts once: the experience that was made first, of two at once the one with the lower id. */
        private List<Told> once(List<Told> told) {
            Set<Bytes32> spent = new HashSet<>();
            List<Told> once = new ArrayList<>();
            for (Told each : told) {
                if (spent.add(Tokens.id(each.said().getToken()))) {
                    once.add(each);
                } else {
                    refused.put(each.id(), new Refusal(Reason.DUPLICATE, "its token was shown before"));
                }
            }
            return once;
        }

        /** The subject alone is heard; of several answers the one that was made last. */
        private void answer(SignedRecord record, List<Told> told) {
            Checked<ExperienceReply> read = record.content() == null
                    ? Refusal.of(Reason.MISSING_CONTENT, "what it says is not here")
                    : ExperienceRule.reply(record.content());
            Refusal fault = read instanceof Checked.Refused<ExperienceReply>(Refusal why) ? why : null;
            fault = fault == null ? papers.postmarked(record) : fault;
            fault = fault == null ? papers.sealed(record) : fault;
            if (fault == null && read instanceof Checked.Ok<ExperienceReply>(ExperienceReply reply)) {
                fault = answer(record, reply, told);
            }
            if (fault != null) {
                refused.put(record.id(), fault);
            }
        }

        private static Refusal answer(SignedRecord record, ExperienceReply reply, List<Told> told) {
            for (int i = 0; i < told.size(); i++) {
                Told to = told.get(i);
                boolean names = bytes(to.author()).equals(reply.getAuthor())
                        && bytes(to.envelope().lineage()).equals(reply.getLineage());
                if (names && !to.subject().equals(record.envelope().author())) {
                    return new Refusal(Reason.UNKNOWN_AUTHOR, "only whom an experience is about answers it");
                }
                if (names) {
                    boolean earlier = !bytes(to.id()).equals(reply.getExperience());
                    told.set(i, to.answered(new Told.Answer(record.id(), reply.getText(), earlier)));
                    return null;
                }
            }
            return new Refusal(Reason.NOT_CARRIED, "what it answers is not here");
        }

        private static ByteString bytes(Bytes32 value) {
            return ByteString.copyFrom(value.bytes());
        }
    }
}
