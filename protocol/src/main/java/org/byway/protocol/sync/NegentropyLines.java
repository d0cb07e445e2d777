package org.byway.protocol.sync;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/**
 * One side of a reconciliation as lines of text, those of the public reference's test harness, so that
 * implementations can be run against each other.
 *
 * <p>In: {@code item,SECOND,HEXID}, {@code seal}, then {@code initiate} or {@code msg,HEX}. Out: {@code msg,HEX}; for
 * an initiator any {@code have,HEXID} and {@code need,HEXID} before it, and {@code done} in place of the last one. A
 * line that cannot be followed is answered by {@code error,TEXT}, where the reference would end, and changes nothing.
 */
public final class NegentropyLines {
    private static final HexFormat HEX = HexFormat.of();

    private final Limits limits;
    private List<Item> items = new ArrayList<>();
    private SortedItems set;
    private Reconciliation initiator;
    private Reconciliation responder;

    private NegentropyLines(Limits limits) {
        this.limits = limits;
    }

    /** Takes the text of FRAMESIZELIMIT: a number of bytes; null, empty or 0 for no limit. */
    public static Checked<NegentropyLines> of(String frameSizeLimit) {
        long bytes = frameSizeLimit == null || frameSizeLimit.isEmpty() ? 0 : number(frameSizeLimit);
        if (bytes < 0 || bytes > Integer.MAX_VALUE || !Limits.frameAllowed((int) bytes)) {
            return Refusal.of(
                    Reason.MALFORMED,
                    "FRAMESIZELIMIT is 0 or a number of bytes from " + Limits.LEAST_FRAME_BYTES + " to 2147483647");
        }
        return new Checked.Ok<>(new NegentropyLines(Limits.open((int) bytes)));
    }

    /** The lines that answer one line; none for an empty one. */
    public List<String> handle(String line) {
        String[] fields = line.strip().split(",", -1);
        return switch (fields[0]) {
            case "" -> fields.length == 1 ? List.of() : error("unknown line");
            case "item" -> item(fields);
            case "seal" -> seal();
            case "initiate" -> initiate();
            case "msg" -> message(fields);
            default -> error("unknown line");
        };
    }

    private List<String> item(String[] fields) {
        if (set != null) {
            return error("the set is sealed");
        }
        if (fields.length != 3) {
            return error("an item is item,SECOND,HEXID");
        }
        long second = number(fields[1]);
        if (second < 0 || second == Bound.INFINITY) {
            return error("a second is a number from 0 to " + (Bound.INFINITY - 1));
        }
        return switch (Bytes32.parse(fields[2])) {
            case Checked.Refused<Bytes32>(Refusal refusal) -> error(refusal.detail());
            case Checked.Ok<Bytes32>(Bytes32 id) -> {
                items.add(new Item(second, id));
                yield List.of();
            }
        };
    }

    private List<String> seal() {
        if (set != null) {
            return error("the set is sealed");
        }
        try {
            set = SortedItems.of(items);
        } catch (IllegalArgumentException e) {
            return error("an item comes twice");
        }
        items = List.of();
        responder = Reconciliation.responder(set, limits);
        return List.of();
    }

    private List<String> initiate() {
        if (set == null || initiator != null) {
            return error(set == null ? "the set is not sealed" : "initiated already");
        }
        initiator = Reconciliation.initiator(set, limits);
        return List.of("msg," + HEX.formatHex(initiator.initiate()));
    }

    private List<String> message(String[] fields) {
        if (set == null) {
            return error("the set is not sealed");
        }
        byte[] message = fields.length == 2 ? hex(fields[1]) : null;
        if (message == null) {
            return error("a message is msg,HEX");
        }
        Reconciliation side = initiator == null ? responder : initiator;
        return switch (side.step(message)) {
            case Checked.Refused<Step>(Refusal refusal) -> error(refusal.toString());
            case Checked.Ok<Step>(Step step) -> lines(step);
        };
    }

    private static List<String> lines(Step step) {
        List<String> lines = new ArrayList<>();
        step.have().forEach(id -> lines.add("have," + id.hex()));
        step.need().forEach(id -> lines.add("need," + id.hex()));
        lines.add(step.done() ? "done" : "msg," + HEX.formatHex(step.reply()));
        return lines;
    }

    private static List<String> error(String text) {
        return List.of("error," + text);
    }

    /** -1 where the text is not the decimal digits of a number below 2^63. */
    private static long number(String digits) {
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static byte[] hex(String text) {
        try {
            return HEX.parseHex(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
