package org.byway.agent.letter;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.agent.keys.PersonaSigner;
import org.byway.agent.node.MailPort;
import org.byway.agent.node.Reply;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.letter.BlockTag;
import org.byway.protocol.letter.SealedLetter;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.LetterMark;
import org.byway.protocol.wire.LetterPage;
import org.byway.protocol.wire.LetterPost;
import org.byway.protocol.wire.MarkedLetter;
import org.byway.protocol.wire.WaitingLetter;

/** A node's letters, as far as an agent sees them: honest unless it is told otherwise, and reached by all others at once. */
final class TestNode implements MailPort {
    private final Bytes32 key;
    private final Bytes32 community;
    private final Map<Bytes32, TestNode> world;
    private final SortedMap<String, List<MarkedLetter>> boxes = new TreeMap<>();
    /** Up to where each device has acknowledged, by mailbox; and up to where letters were let go of. */
    private final SortedMap<String, SortedMap<String, Long>> devices = new TreeMap<>();

    private final SortedMap<String, Long> let = new TreeMap<>();
    private final SortedMap<Bytes32, SortedMap<Bytes32, String>> fates = new TreeMap<>();
    private final Random random = new Random(7);
    final List<byte[]> seen = new ArrayList<>();
    int opened;
    boolean down;
    /** What it is asked to do it does, but the answer is lost. */
    boolean deaf;

    Mischief mischief = Mischief.NONE;
    List<MarkedLetter> slipped = new ArrayList<>();

    enum Mischief {
        NONE,
        /** Says that it has letters, and gives none. */
        DROPS,
        REPEATS,
        REORDERS,
        ALTERS,
        /** Gives out what was never put into this mailbox. */
        SLIPS
    }

    TestNode(String name, Map<Bytes32, TestNode> world) {
        this.key = SigningKey.ofSeed(
                        Sha256.of(name.getBytes(StandardCharsets.UTF_8)).bytes())
                .publicKey();
        this.community = Sha256.of(key.bytes());
        this.world = world;
        world.put(key, this);
    }

    private <T> Reply<T> reply(T value) {
        return down || deaf ? new Reply.Unreachable<>("no answer") : new Reply.Got<>(value);
    }

    @Override
    public Bytes32 node() {
        return key;
    }

    @Override
    public Bytes32 community() {
        return community;
    }

    @Override
    public synchronized Reply<LetterMark> post(PersonaSigner member, LetterPost post) {
        LetterMark mark = LetterMark.newBuilder()
                .setTagged(!post.getReceiver().isEmpty())
                .setTime(1)
                .build();
        if (down) {
            return reply(mark);
        }
        byte[] bytes = post.getLetter().toByteArray();
        seen.add(bytes);
        SealedLetter letter;
        switch (SealedLetter.parse(bytes)) {
            case Checked.Ok<SealedLetter>(SealedLetter parsed) -> letter = parsed;
            case Checked.Refused<SealedLetter> refused -> {
                return new Reply.Refused<>(
                        refused.refusal().reason().code(), refused.refusal().detail());
            }
        }
        if (!post.getReceiver().isEmpty()
                && !letter.blockTag()
                        .equals(tag(
                                member.persona(), Bytes32.of(post.getReceiver().toByteArray())))) {
            return new Reply.Refused<>("bad-content", "not this community's block tag");
        }
        MarkedLetter marked = MarkedLetter.newBuilder()
                .setLetter(post.getLetter())
                .setMark(mark)
                .build();
        SortedMap<Bytes32, String> fate = fates.computeIfAbsent(Sha256.of(bytes), none -> new TreeMap<>());
        post.getNodesList().forEach(to -> {
            TestNode node = world.get(Bytes32.of(to.toByteArray()));
            if (node != null && !node.down) {
                fate.put(node.key, node.put(HexFormat.of().formatHex(letter.mailboxTag()), marked));
            }
        });
        return reply(mark);
    }

    private synchronized String put(String tag, MarkedLetter letter) {
        List<MarkedLetter> box = boxes.get(tag);
        if (box == null) {
            return "unknown-mailbox";
        }
        if (box.stream().noneMatch(each -> each.getLetter().equals(letter.getLetter()))) {
            box.add(letter);
        }
        return "";
    }

    private Bytes32 tag(Bytes32 member, Bytes32 receiver) {
        return BlockTag.of(key.bytes(), member, receiver);
    }

    @Override
    public synchronized Reply<SortedMap<Bytes32, String>> fate(PersonaSigner member, Bytes32 letter, int waitSeconds) {
        return reply(fates.getOrDefault(letter, new TreeMap<>()));
    }

    @Override
    public synchronized Reply<Bytes32> blockTag(PersonaSigner member, Bytes32 receiver) {
        return reply(tag(member.persona(), receiver));
    }

    @Override
    public synchronized Reply<List<String>> open(PersonaSigner owner, String tag, Bounds bounds) {
        opened++;
        if (down) {
            return reply(List.of());
        }
        if (!boxes.containsKey(tag) && bounds.devices().isEmpty()) {
            return new Reply.Refused<>("unknown-mailbox", "there is no such mailbox");
        }
        boxes.computeIfAbsent(tag, none -> new ArrayList<>());
        SortedMap<String, Long> known = devices.computeIfAbsent(tag, none -> new TreeMap<>());
        bounds.gone().forEach(known::remove);
        bounds.devices().forEach(device -> known.putIfAbsent(device, 0L));
        letGo(tag);
        return reply(List.copyOf(known.keySet()));
    }

    private void letGo(String tag) {
        let.merge(tag, Collections.min(devices.get(tag).values()), Math::max);
    }

    /** How many letters wait for somebody. */
    int waiting() {
        return boxes.entrySet().stream()
                .mapToInt(box -> box.getValue().size()
                        - let.getOrDefault(box.getKey(), 0L).intValue())
                .sum();
    }

    @Override
    public synchronized Reply<LetterPage> fetch(PersonaSigner owner, String tag, From from, int waitSeconds) {
        if (!from.device().isEmpty() && !down) {
            if (!devices.get(tag).containsKey(from.device())) {
                return new Reply.Refused<>("unknown-device", "no device of this mailbox");
            }
            devices.get(tag).merge(from.device(), from.after(), Math::max);
            letGo(tag);
        }
        List<WaitingLetter> letters = new ArrayList<>();
        List<MarkedLetter> box = boxes.getOrDefault(tag, List.of());
        for (int i = (int) Math.max(from.after(), let.getOrDefault(tag, 0L)); i < box.size(); i++) {
            letters.add(WaitingLetter.newBuilder()
                    .setPosition(i + 1)
                    .setLetter(box.get(i))
                    .build());
        }
        long next = box.size();
        switch (mischief) {
            case NONE -> {}
            case DROPS -> letters.clear();
            case REPEATS -> letters.addAll(List.copyOf(letters));
            case REORDERS -> Collections.shuffle(letters, random);
            case ALTERS -> letters.replaceAll(this::altered);
            case SLIPS ->
                slipped.forEach(letter ->
                        letters.add(WaitingLetter.newBuilder().setLetter(letter).build()));
        }
        return reply(
                LetterPage.newBuilder().addAllLetters(letters).setNext(next).build());
    }

    private WaitingLetter altered(WaitingLetter letter) {
        byte[] bytes = letter.getLetter().getLetter().toByteArray();
        bytes[random.nextInt(bytes.length)] ^= 1;
        MarkedLetter.Builder marked = letter.getLetter().toBuilder().setLetter(ByteString.copyFrom(bytes));
        return letter.toBuilder().setLetter(marked).build();
    }

    /** Lets go of all that waits, as once every device has it. */
    void forget() {
        boxes.values().forEach(box -> box.replaceAll(letter -> MarkedLetter.getDefaultInstance()));
    }

    /** All letters that ever waited here. */
    List<MarkedLetter> all() {
        return boxes.values().stream().flatMap(List::stream).toList();
    }
}
