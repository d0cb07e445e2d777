package org.byway.protocol.mail;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.LetterMark;

/**
 * A letter that entered here.
 *
 * @param sequence counts up with the letters that enter
 * @param member who posted it
 * @param sizeBytes of the letter
 */
public record Spooled(long sequence, Bytes32 member, int sizeBytes, Mark mark, List<Destination> destinations) {
    /** What a peer may say of a refusal; more is cut off. */
    private static final int REASON_CHARACTERS = 32;

    /**
     * A node where it is to wait.
     *
     * @param reason why it was refused, a code of SPEC.md; empty where it was not
     */
    public record Destination(Bytes32 node, LetterState state, String reason) {
        static Destination queued(Bytes32 node) {
            return new Destination(node, LetterState.QUEUED, "");
        }
    }

    public Spooled {
        destinations = List.copyOf(destinations);
    }

    /** Whether a node may still answer. */
    public boolean isQueued() {
        return destinations.stream().anyMatch(each -> each.state() == LetterState.QUEUED);
    }

    Destination at(Bytes32 node) {
        return destinations.stream()
                .filter(each -> each.node().equals(node))
                .findFirst()
                .orElse(null);
    }

    /** The same with this in the place of what was known of that node. */
    Spooled with(Destination news) {
        List<Destination> all = new ArrayList<>(destinations);
        all.replaceAll(each -> each.node().equals(news.node()) ? news : each);
        if (!all.contains(news)) {
            all.add(news);
        }
        return new Spooled(sequence, member, sizeBytes, mark, all);
    }

    Spooled with(long newSequence) {
        return new Spooled(newSequence, member, sizeBytes, mark, destinations);
    }

    byte[] write() {
        byte[] marked = mark.write().toByteArray();
        int size = Long.BYTES + Bytes32.SIZE + Integer.BYTES + Short.BYTES + marked.length + 1;
        for (Destination each : destinations) {
            size += Bytes32.SIZE + 2 + each.reason().length();
        }
        ByteBuffer out = ByteBuffer.allocate(size)
                .putLong(sequence)
                .put(member.bytes())
                .putInt(sizeBytes)
                .putShort((short) marked.length)
                .put(marked)
                .put((byte) destinations.size());
        for (Destination each : destinations) {
            out.put(each.node().bytes())
                    .put((byte) each.state().ordinal())
                    .put((byte) each.reason().length())
                    .put(each.reason().getBytes(StandardCharsets.US_ASCII));
        }
        return out.array();
    }

    static Spooled read(byte[] row) {
        ByteBuffer in = ByteBuffer.wrap(row);
        long sequence = in.getLong();
        Bytes32 member = bytes32(in);
        int sizeBytes = in.getInt();
        Mark mark = mark(bytes(in, in.getShort()));
        List<Destination> destinations = new ArrayList<>();
        for (int left = in.get(); left > 0; left--) {
            Bytes32 node = bytes32(in);
            LetterState state = LetterState.values()[in.get()];
            destinations.add(new Destination(node, state, new String(bytes(in, in.get()), StandardCharsets.US_ASCII)));
        }
        return new Spooled(sequence, member, sizeBytes, mark, destinations);
    }

    private static Mark mark(byte[] bytes) {
        try {
            return Mark.read(LetterMark.parseFrom(bytes)).orThrow();
        } catch (InvalidProtocolBufferException e) {
            throw new MailStoreBroken("a row of the spool is damaged", e);
        }
    }

    static Bytes32 bytes32(ByteBuffer in) {
        return Bytes32.of(bytes(in, Bytes32.SIZE));
    }

    static byte[] bytes(ByteBuffer in, int count) {
        byte[] bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }

    /** What a peer gives as a reason, as far as it has the form of a code. */
    static String reason(String said) {
        String code = said.substring(0, Math.min(said.length(), REASON_CHARACTERS));
        return code.chars().allMatch(letter -> letter == '-' || (letter >= 'a' && letter <= 'z')) ? code : "refused";
    }
}
