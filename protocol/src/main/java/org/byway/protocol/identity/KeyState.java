package org.byway.protocol.identity;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.KeyEvent;

/**
 * What an identity's key events so far have led to: a pure function of their contents, in order. Each event names its key
 * and commits to the next one by a digest alone, so a thief of the key in use cannot make the next event.
 */
public sealed interface KeyState {
    /** How many events an identity may have. */
    int MAX_EVENTS = 1_024;

    /** The digest of the first event's content. */
    Bytes32 identity();

    /** The number of the last event, counting from 1. */
    int keySequence();

    /** The digest of the last event's content. */
    Bytes32 event();

    /**
     * The key signs what has this key sequence.
     *
     * @param nextDigest SHA-256 of the key that the next event is to name
     */
    record InForce(Bytes32 identity, int keySequence, Bytes32 event, Bytes32 key, Bytes32 nextDigest)
            implements KeyState {}

    /** The identity has ended: nothing more is signed in its name. The key is the one that signed its end. */
    record Revoked(Bytes32 identity, int keySequence, Bytes32 event, Bytes32 key) implements KeyState {}

    /** The key that sealed the last event. */
    Bytes32 key();

    /** What a key is committed to by. */
    static Bytes32 commitment(Bytes32 key) {
        return Sha256.of(key.bytes());
    }

    /** The content of an inception; entropy of at most 32 bytes tells apart those of one key. */
    static byte[] inception(Bytes32 key, Bytes32 nextKey, byte[] entropy) {
        return KeyEvent.newBuilder()
                .setKey(bytes(key))
                .setNextDigest(bytes(commitment(nextKey)))
                .setEntropy(ByteString.copyFrom(entropy))
                .build()
                .toByteArray();
    }

    /** The content of the event that puts the key in force to which this state is committed, and commits to another. */
    default byte[] rotation(Bytes32 key, Bytes32 nextKey) {
        return KeyEvent.newBuilder()
                .setKey(bytes(key))
                .setNextDigest(bytes(commitment(nextKey)))
                .setPrevious(bytes(event()))
                .build()
                .toByteArray();
    }

    /** The content of the event that ends the identity; the key is the one to which this state is committed. */
    default byte[] revocation(Bytes32 key) {
        return KeyEvent.newBuilder()
                .setKey(bytes(key))
                .setPrevious(bytes(event()))
                .build()
                .toByteArray();
    }

    /** What all these contents lead to, in order, from an inception on. */
    static Checked<KeyState> replay(List<byte[]> contents) {
        if (contents.isEmpty()) {
            return Refusal.of(Reason.MISSING_CONTENT, "an identity begins with an inception");
        }
        Checked<KeyState> state = incept(contents.get(0));
        for (byte[] content : contents.subList(1, contents.size())) {
            if (!(state instanceof Checked.Ok<KeyState>(KeyState before))) {
                return state;
            }
            state = before.next(content);
        }
        return state;
    }

    /** What an inception leads to. */
    static Checked<KeyState> incept(byte[] content) {
        return held(Sha256.of(content), 1, content);
    }

    /** What an event led to that was found in order when it came: read again, without those before it. */
    static Checked<KeyState> held(Bytes32 identity, int keySequence, byte[] content) {
        Checked<KeyEvent> read = read(content, keySequence == 1);
        if (!(read instanceof Checked.Ok<KeyEvent>(KeyEvent event))) {
            return ((Checked.Refused<KeyEvent>) read).as();
        }
        Bytes32 key = Bytes32.of(event.getKey().toByteArray());
        Bytes32 digest = Sha256.of(content);
        return new Checked.Ok<>(
                event.getNextDigest().isEmpty()
                        ? new Revoked(identity, keySequence, digest, key)
                        : new InForce(
                                identity,
                                keySequence,
                                digest,
                                key,
                                Bytes32.of(event.getNextDigest().toByteArray())));
    }

    /** What the next event leads to, or why it is not the next one. */
    default Checked<KeyState> next(byte[] content) {
        return switch (this) {
            case Revoked ended -> Refusal.of(Reason.STALE, "the identity has ended with event " + ended.keySequence());
            case InForce now -> after(now, content);
        };
    }

    private static Checked<KeyState> after(InForce now, byte[] content) {
        if (now.keySequence() >= MAX_EVENTS) {
            return Refusal.of(Reason.TOO_LARGE, "an identity has at most " + MAX_EVENTS + " events");
        }
        Checked<KeyEvent> read = read(content, false);
        if (!(read instanceof Checked.Ok<KeyEvent>(KeyEvent event))) {
            return ((Checked.Refused<KeyEvent>) read).as();
        }
        if (!event.getPrevious().equals(bytes(now.event()))) {
            return Refusal.of(Reason.STALE, "the event follows another one than stands before it");
        }
        Bytes32 key = Bytes32.of(event.getKey().toByteArray());
        return commitment(key).equals(now.nextDigest())
                ? held(now.identity(), now.keySequence() + 1, content)
                : Refusal.of(Reason.STALE, "the key is not the one that the event before has committed to");
    }

    /** What can be said of a content alone. */
    private static Checked<KeyEvent> read(byte[] content, boolean inception) {
        try {
            KeyEvent event = KeyEvent.parseFrom(content);
            int next = event.getNextDigest().size();
            boolean sizes = event.getKey().size() == Bytes32.SIZE
                    && (next == Bytes32.SIZE || (next == 0 && !inception))
                    && event.getEntropy().size() <= Bytes32.SIZE
                    && event.getPrevious().size() == (inception ? 0 : Bytes32.SIZE);
            return sizes
                    ? new Checked.Ok<>(event)
                    : Refusal.of(
                            Reason.BAD_CONTENT,
                            "a key event names a key, the digest of the next one, and the event before it but in an inception");
        } catch (InvalidProtocolBufferException e) {
            return Refusal.of(Reason.BAD_CONTENT, "not a key event");
        }
    }

    private static ByteString bytes(Bytes32 value) {
        return ByteString.copyFrom(value.bytes());
    }
}
