package org.byway.protocol.sync;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/**
 * One side of a reconciliation. The initiator sends {@link #initiate} and then, for each reply, what {@link #step}
 * gives, until it gives none; the responder answers each message by {@link #step}.
 *
 * <p>A message that would grow past its frame ends with one fingerprint of all that is left. As in the public
 * reference, that fingerprint leaves out the range that did not fit, though the other side will compare it over that
 * range too: it differs and is compared again. If both sides do so over a last range where one of them has nothing,
 * both fingerprints are of nothing, and the reference ends there without having learned what the other has. So,
 * unlike it, a side that has nothing from there on says so by an empty list, for which there is room reserved.
 */
public final class Reconciliation {
    private static final int PARTS = 16;
    /** Room kept in a frame for the range that is being written when it fills and for the fingerprint of the rest. */
    private static final int RESERVED_BYTES = 200;

    private final SyncSet set;
    private final Limits limits;
    private final boolean initiator;
    private int steps;
    private Scatter scatter = new Scatter(0, 0);

    private Reconciliation(SyncSet set, Limits limits, boolean initiator) {
        this.set = set;
        this.limits = limits;
        this.initiator = initiator;
    }

    public static Reconciliation initiator(SyncSet set, Limits limits) {
        return new Reconciliation(set, limits, true);
    }

    public static Reconciliation responder(SyncSet set, Limits limits) {
        return new Reconciliation(set, limits, false);
    }

    /** The opening message; for an initiator, once, before any step. */
    public byte[] initiate() {
        if (!initiator || steps > 0) {
            throw new IllegalStateException("only an initiator opens, and first of all");
        }
        Writer out = new Writer();
        split(Bound.START, Bound.END, set.aggregate(Bound.START, Bound.END), out);
        return out.message();
    }

    /** Takes in a message of the other side; refuses one that no honest side would send. */
    public Checked<Step> step(byte[] message) {
        if (steps == limits.steps()) {
            return Refusal.of(Reason.OVER_BUDGET, "more than " + limits.steps() + " messages");
        }
        steps++;
        if (message.length > limits.messageBytes()) {
            return Refusal.of(Reason.TOO_LARGE, "more than " + limits.messageBytes() + " bytes");
        }
        if (message.length == 0 || message[0] < Message.LOWEST_VERSION || message[0] > Message.HIGHEST_VERSION) {
            return Refusal.of(Reason.MALFORMED, "not a message of set reconciliation");
        }
        if (message[0] != Message.VERSION) {
            return otherVersion(message[0] - Message.LOWEST_VERSION);
        }
        return switch (Message.read(message, limits.ranges())) {
            case Checked.Refused<List<Range>> refused -> refused.as();
            case Checked.Ok<List<Range>>(List<Range> ranges) -> new Checked.Ok<>(new Pass().answer(ranges));
        };
    }

    /** Messages taken in so far. */
    public int steps() {
        return steps;
    }

    /** Of the last message that was taken in. */
    public Scatter scatter() {
        return scatter;
    }

    /** A responder names its version by a message without ranges, so that the other side may try again. */
    private Checked<Step> otherVersion(int version) {
        return initiator
                ? Refusal.of(Reason.BAD_VERSION, "the other side speaks version " + version)
                : new Checked.Ok<>(new Step(List.of(), List.of(), new Writer().message()));
    }

    private boolean full(long bytes) {
        return limits.frameBytes() != 0 && bytes > limits.frameBytes() - RESERVED_BYTES;
    }

    /** Writes what this side has in a range: the ids, or the fingerprints of sixteen parts. */
    private void split(Bound from, Bound to, Aggregate whole, Writer out) {
        if (whole.count() < Limits.LEAST_SPLIT) {
            out.write(new Range.Listed(to, ids(set.items(from, to, Limits.LEAST_SPLIT))));
            return;
        }
        long each = whole.count() / PARTS;
        long withOneMore = whole.count() % PARTS;
        Bound start = from;
        Aggregate rest = whole;
        for (int part = 0; part < PARTS - 1; part++) {
            Bound end = cut(start, part < withOneMore ? each + 1 : each);
            Aggregate aggregate = set.aggregate(start, end);
            out.write(new Range.Digested(end, aggregate.fingerprint()));
            rest = rest.minus(aggregate);
            start = end;
        }
        out.write(new Range.Digested(to, rest.fingerprint()));
    }

    /** The shortest bound with so many items between the start and itself. */
    private Bound cut(Bound start, long count) {
        Item before = set.at(start, count - 1);
        List<Item> pair = set.items(Bound.at(before), Bound.END, 2);
        return Bound.between(before, pair.get(1));
    }

    private static List<Bytes32> ids(List<Item> items) {
        return items.stream().map(Item::id).toList();
    }

    /** One way through a message, range by range, writing the answer. */
    private final class Pass {
        private final Writer out = new Writer();
        private final List<Bytes32> have = new ArrayList<>();
        private final Set<Bytes32> need = new LinkedHashSet<>();
        private Bound from = Bound.START;
        private boolean skipping;
        private long looked;
        private int compared;
        private int differing;

        Step answer(List<Range> ranges) {
            for (Range range : ranges) {
                boolean room = switch (range) {
                    case Range.Skipped skipped -> skip();
                    case Range.Digested digested -> compare(digested);
                    case Range.Listed listed -> initiator ? learn(listed) : list(listed.upTo());
                };
                if (!room) {
                    break;
                }
                from = range.upTo();
            }
            scatter = new Scatter(compared, differing);
            boolean done = initiator && out.size() == 1;
            return new Step(List.copyOf(have), List.copyOf(need), done ? null : out.message());
        }

        private boolean skip() {
            skipping = true;
            return true;
        }

        private void writeSkipped() {
            if (skipping) {
                out.write(new Range.Skipped(from));
                skipping = false;
            }
        }

        private boolean compare(Range.Digested theirs) {
            Aggregate ours = set.aggregate(from, theirs.upTo());
            compared++;
            if (ours.fingerprint().equals(theirs.fingerprint())) {
                return skip();
            }
            differing++;
            int before = out.size();
            writeSkipped();
            split(from, theirs.upTo(), ours, out);
            if (!full(out.size())) {
                return true;
            }
            Aggregate rest = set.aggregate(theirs.upTo(), Bound.END);
            if (ours.count() + rest.count() == 0) {
                return goOn(theirs.upTo());
            }
            out.cutBack(before);
            writeDigest(rest);
            return false;
        }

        /** The responder's answer to a list is its own, as far as the frame reaches. */
        private boolean list(Bound upTo) {
            int room = limits.frameBytes() == 0 ? Integer.MAX_VALUE - 1 : roomForIds();
            List<Item> ours = set.items(from, upTo, room + 1);
            writeSkipped();
            Bound end = upTo;
            if (ours.size() > room) {
                end = Bound.at(ours.get(room));
                ours = ours.subList(0, room);
            }
            out.write(new Range.Listed(end, ids(ours)));
            return goOn(end);
        }

        private int roomForIds() {
            int left = limits.frameBytes() - RESERVED_BYTES - out.size();
            return left < 0 ? 0 : left / Bytes32.SIZE + 1;
        }

        private boolean goOn(Bound end) {
            if (full(out.size())) {
                writeRest(end);
                return false;
            }
            return true;
        }

        private void writeRest(Bound start) {
            Aggregate rest = set.aggregate(start, Bound.END);
            if (rest.count() == 0 && start.second() != Bound.INFINITY) {
                out.write(new Range.Listed(Bound.END, List.of()));
            } else {
                writeDigest(rest);
            }
        }

        private void writeDigest(Aggregate rest) {
            out.write(new Range.Digested(Bound.END, rest.fingerprint()));
        }

        /** The initiator compares the list with its own items, unless they are too many for one step. */
        private boolean learn(Range.Listed theirs) {
            Aggregate ours = set.aggregate(from, theirs.upTo());
            if (looked + ours.count() > limits.ownItems()) {
                return putOff(theirs.upTo(), ours);
            }
            looked += ours.count();
            Set<Bytes32> missing = new LinkedHashSet<>(theirs.ids());
            for (Item item : set.items(from, theirs.upTo(), limits.ownItems())) {
                if (!missing.remove(item.id())) {
                    have.add(item.id());
                }
            }
            need.addAll(missing);
            return skip();
        }

        /** A list too many: compared again by its parts, or with all that follows where this step did enough. */
        private boolean putOff(Bound upTo, Aggregate ours) {
            writeSkipped();
            int before = out.size();
            if (looked == 0) {
                split(from, upTo, ours, out);
                if (!full(out.size())) {
                    return true;
                }
                out.cutBack(before);
            }
            writeRest(from);
            return false;
        }
    }
}
