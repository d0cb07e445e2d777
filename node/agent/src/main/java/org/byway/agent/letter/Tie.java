package org.byway.agent.letter;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.byway.protocol.letter.BodyRule;
import org.byway.protocol.letter.LetterAddress;
import org.byway.protocol.letter.Numbering;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.Head;
import org.byway.protocol.wire.Heads;
import org.byway.protocol.wire.HeadsCame;
import org.byway.protocol.wire.HeadsSent;
import org.byway.protocol.wire.LetterBody;
import org.byway.protocol.wire.LetterCame;
import org.byway.protocol.wire.LetterPost;
import org.byway.protocol.wire.LetterWritten;
import org.byway.protocol.wire.ReplyAddress;
import org.byway.protocol.wire.TieKept;

/** A relationship with one other side, and all its letters. Changed by what the vault keeps, and by nothing else. */
public final class Tie {
    private static final Comparator<Piece> IN_TIME = Comparator.comparingLong(Piece::at)
            .thenComparing(Piece::own)
            .thenComparingInt(Piece::slot)
            .thenComparingLong(Piece::number);

    private TieKept kept;
    private final Map<Object, Made> made = new HashMap<>();
    private final SortedMap<Integer, SortedMap<Long, Sent>> sent = new TreeMap<>();
    private final SortedMap<Integer, SortedMap<Long, Came>> came = new TreeMap<>();
    private final SortedMap<Integer, Numbering> numbering = new TreeMap<>();
    /** What the other side has of each of our slots. */
    private final SortedMap<Integer, Head> confirmed = new TreeMap<>();

    private final SortedMap<Integer, Long> seen = new TreeMap<>();
    private long headsNumber;
    private long asked;
    private long lastWritten;
    private Heads told = Heads.getDefaultInstance();
    /** Where answers were last said to go. */
    private ReplyAddress toldCard = ReplyAddress.getDefaultInstance();

    Tie(TieKept kept) {
        this.kept = kept;
    }

    TieKept kept() {
        return kept;
    }

    void replace(TieKept anew) {
        kept = anew;
    }

    public Bytes32 relationship() {
        return Bytes32.of(kept.getRelationship().toByteArray());
    }

    /** Finds our mailbox and sealing key for this tie. */
    public Bytes32 index() {
        return Bytes32.of(kept.getIndex().toByteArray());
    }

    /** Who signs our letters. */
    public Mailbox.Signer signer() {
        return new Mailbox.Signer(Bytes32.of(kept.getSigner().toByteArray()), kept.getSignerSequence());
    }

    /** The other side's key; null before it has written where it cannot be known. */
    public Bytes32 other() {
        return Mailbox.bytes(kept.getOther());
    }

    /** Where our letters go. */
    LetterAddress card() {
        return LetterAddress.read(kept.getCard()).orThrow();
    }

    /** The record with which it began; null where there was none. */
    public Bytes32 about() {
        return Mailbox.bytes(kept.getAbout());
    }

    /** What the person calls it; empty where it has no name. */
    public String name() {
        return kept.getName();
    }

    public boolean isBlocked() {
        return kept.getBlocked();
    }

    /** Whether nothing may be written before the other side has told how far we had come. */
    public boolean isRestored() {
        return kept.getRestored() != 0;
    }

    /** Whether both sides have written. */
    public boolean isKnown() {
        return kept.getKnown();
    }

    public long since() {
        return kept.getSince();
    }

    /** The post is null where it is not sealed yet. */
    void written(LetterWritten entry, LetterBody body, LetterPost post) {
        SortedMap<Long, Sent> slot = sent.computeIfAbsent(entry.getSlot(), none -> new TreeMap<>());
        Sent letter = slot.computeIfAbsent(entry.getNumber(), number -> new Sent(entry.getSlot(), number, body));
        if (body.getWritten() >= lastWritten) {
            lastWritten = body.getWritten();
            toldCard = body.hasCard() ? body.getCard() : toldCard;
        }
        if (post != null) {
            letter.sealed(post, Sha256.of(post.getLetter().toByteArray()));
        }
    }

    Sent sent(int slot, long number) {
        return sent.getOrDefault(slot, new TreeMap<>()).get(number);
    }

    /** Those that the other side is not known to have. */
    List<Sent> under() {
        List<Sent> all = new ArrayList<>();
        sent.values()
                .forEach(slot ->
                        slot.values().stream().filter(each -> !delivered(each)).forEach(all::add));
        return all;
    }

    /** Whether anything was ever written in it, by this device or another of ours. */
    boolean hasWritten() {
        return !sent.isEmpty() || !confirmed.isEmpty();
    }

    /** The highest number that was given in a slot; 0 before any. */
    long highestSent(int slot) {
        SortedMap<Long, Sent> letters = sent.getOrDefault(slot, new TreeMap<>());
        long own = letters.isEmpty() ? 0 : letters.lastKey();
        return Math.max(
                own, confirmed.getOrDefault(slot, Head.getDefaultInstance()).getHighest());
    }

    /** Whether letters of that device of the other side can be counted. */
    boolean hasRoom(int slot) {
        return numbering.containsKey(slot) || numbering.size() < BodyRule.MOST_SLOTS;
    }

    Numbering numbering(int slot) {
        return numbering.computeIfAbsent(slot, none -> new Numbering());
    }

    void came(LetterCame entry) {
        if (numbering(entry.getSlot()).arrived(entry.getNumber()) == Numbering.Arrival.NEW) {
            came.computeIfAbsent(entry.getSlot(), none -> new TreeMap<>()).put(entry.getNumber(), new Came(entry));
        }
    }

    /** A letter of the other side; what it says is read once. */
    private static final class Came {
        final LetterCame entry;
        private LetterBody body;

        Came(LetterCame entry) {
            this.entry = entry;
        }

        LetterBody body() {
            body = body == null ? Letterbook.body(entry.getBody()) : body;
            return body;
        }
    }

    /** The letter of the other side with this number, or null. */
    LetterCame letter(int slot, long number) {
        Came letter = came.getOrDefault(slot, new TreeMap<>()).get(number);
        return letter == null ? null : letter.entry;
    }

    long headsNumber() {
        return headsNumber;
    }

    void heads(HeadsCame entry, int slot) {
        headsNumber = Math.max(headsNumber, entry.getNumber());
        Heads heads = entry.getHeads();
        asked = heads.getAsks() == 0 ? asked : heads.getAsks();
        for (Head head : heads.getReceivedList()) {
            confirmed.merge(head.getSlot(), head, Tie::later);
        }
        numbering(slot).announced(heads.getSent());
        for (Head head : heads.getReceivedList()) {
            head.getMissingList().stream()
                    .map(number -> sent(head.getSlot(), number))
                    .filter(letter -> letter != null && letter.entered != null)
                    .forEach(Sent::lost);
        }
        sent.values()
                .forEach(letters ->
                        letters.values().stream().filter(this::delivered).forEach(each -> each.post = null));
    }

    private static Head later(Head before, Head after) {
        return after.getHighest() >= before.getHighest()
                ? after.toBuilder()
                        .setRead(Math.max(before.getRead(), after.getRead()))
                        .build()
                : before;
    }

    /** Whether the other side has said that it has this letter. */
    boolean delivered(Sent letter) {
        Head head = confirmed.get(letter.slot);
        return head != null
                && letter.number <= head.getHighest()
                && !head.getMissingList().contains(letter.number);
    }

    /** What the other side lacks of ours, and has asked for. */
    SortedSet<Long> lacking(int slot) {
        Head head = confirmed.get(slot);
        return head == null ? new TreeSet<>() : new TreeSet<>(head.getMissingList());
    }

    void told(HeadsSent sent) {
        told = sent.hasHeads() ? sent.getHeads() : told;
        lastWritten = Math.max(lastWritten, sent.getWritten());
        toldCard = sent.hasCard() ? sent.getCard() : toldCard;
    }

    /** Whether the other side may think that answers go elsewhere. */
    boolean owesCard(ReplyAddress own) {
        return !toldCard.equals(ReplyAddress.getDefaultInstance()) && !toldCard.equals(own);
    }

    void read(int slot, long number) {
        seen.merge(slot, number, Math::max);
    }

    /** How far we have come, for the other side to know. */
    Heads heads(int slot) {
        Heads.Builder heads = Heads.newBuilder()
                .setSent(highestSent(slot))
                .setAsks(kept.getRestored())
                .setAnswers(asked);
        numbering.forEach((theirs, numbers) -> {
            if (numbers.highest() > 0) {
                heads.addReceived(Head.newBuilder()
                        .setSlot(theirs)
                        .setHighest(numbers.highest())
                        .addAllMissing(numbers.missing())
                        .setRead(seen.getOrDefault(theirs, 0L)));
            }
        });
        return heads.build();
    }

    /** Whether there is something new to tell the other side. */
    boolean owesHeads(int slot) {
        Heads now = heads(slot);
        return now.getAsks() != told.getAsks()
                || now.getAnswers() != told.getAnswers()
                || !now.getReceivedList().equals(told.getReceivedList());
    }

    /** Whether the other side owes us something, so that asking once more is of use. */
    boolean lacks() {
        return isRestored()
                || numbering.values().stream()
                        .anyMatch(numbers -> !numbers.missing().isEmpty());
    }

    /** A moment for the next letter: now, but behind those before. */
    long next(long nowMillis) {
        lastWritten = Math.max(nowMillis, lastWritten + 1);
        return lastWritten;
    }

    /** Whether a community answers for the other side as a member of its own. */
    public boolean isVouched() {
        return !blockTags().isEmpty();
    }

    /** The block tags under which the other side has written as a stranger. */
    SortedSet<Bytes32> blockTags() {
        SortedSet<Bytes32> tags = new TreeSet<>();
        came.values()
                .forEach(letters -> letters.values().stream()
                        .map(letter -> Mailbox.bytes(letter.entry.getBlockTag()))
                        .filter(tag -> tag != null)
                        .forEach(tags::add));
        return tags;
    }

    /** All letters, as they came about. */
    public List<Piece> pieces() {
        List<Piece> all = new ArrayList<>();
        sent.values().forEach(letters -> letters.values().forEach(letter -> all.add(piece(letter))));
        came.values().forEach(letters -> letters.values().forEach(letter -> all.add(piece(letter))));
        all.sort(IN_TIME);
        return all;
    }

    /**
     * What somebody makes of the letters, made once until another one comes or goes out.
     *
     * @param by who makes it: always of the same type
     * @param how of this tie, and of what was made before, or null
     */
    @SuppressWarnings("unchecked")
    public <T> T made(Object by, BiFunction<Tie, T, T> how) {
        int letters = count();
        Made before = made.get(by);
        if (before == null || before.letters() != letters) {
            before = new Made(letters, how.apply(this, before == null ? null : (T) before.what()));
            made.put(by, before);
        }
        return (T) before.what();
    }

    private record Made(int letters, Object what) {}

    /** How many they are: none ever goes. */
    private int count() {
        return sent.values().stream().mapToInt(SortedMap::size).sum()
                + came.values().stream().mapToInt(SortedMap::size).sum();
    }

    private Piece piece(Sent letter) {
        return new Piece(
                true,
                letter.slot,
                letter.number,
                letter.body,
                letter.body.getWritten(),
                delivery(letter),
                delivered(letter) ? null : letter.trouble(),
                true);
    }

    private Piece piece(Came letter) {
        LetterCame entry = letter.entry;
        boolean read = seen.getOrDefault(entry.getSlot(), 0L) >= entry.getNumber();
        return new Piece(false, entry.getSlot(), entry.getNumber(), letter.body(), entry.getAt(), null, null, read);
    }

    private DeliveryState delivery(Sent letter) {
        if (delivered(letter)) {
            return confirmed.get(letter.slot).getRead() >= letter.number ? DeliveryState.READ : DeliveryState.DELIVERED;
        }
        if (letter.isTaken()) {
            return DeliveryState.AT_MAILBOX;
        }
        return letter.isRefused() ? DeliveryState.REFUSED : DeliveryState.QUEUED;
    }

    /** How many letters of the other side nobody has seen. */
    public long unseen() {
        return came.entrySet().stream()
                .mapToLong(slot -> slot.getValue()
                        .tailMap(seen.getOrDefault(slot.getKey(), 0L) + 1)
                        .size())
                .sum();
    }

    /** The last numbers of the other side's letters that are here, by slot. */
    SortedMap<Integer, Long> latest() {
        SortedMap<Integer, Long> latest = new TreeMap<>();
        came.forEach((slot, letters) -> latest.put(slot, letters.lastKey()));
        return latest;
    }

    static ByteString bytes(Bytes32 value) {
        return value == null ? ByteString.EMPTY : ByteString.copyFrom(value.bytes());
    }
}
