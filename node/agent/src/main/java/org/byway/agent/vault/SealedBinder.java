package org.byway.agent.vault;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.byway.agent.ledger.Binder;

/**
 * A binder that seals what it hands on to another one: each append is one frame, whole after a crash or not there. Parts can be cut
 * between appends only. Opens and checks what is read of it; {@link VaultDamaged} where a byte was altered. Used by one thread at a
 * time.
 */
public final class SealedBinder implements Binder {
    /** The most that may be appended at once. */
    public static final int MAX_FRAME_BYTES = 8 << 20;

    private final Binder sealed;
    private final Map<Part, SealedPart> parts = new EnumMap<>(Part.class);

    /** The chance is to be a cryptographic source: it makes nonces. */
    public SealedBinder(Binder sealed, DataKey key, RandomGenerator random) {
        this.sealed = sealed;
        for (Part part : Part.values()) {
            parts.put(part, new SealedPart(sealed, part, key, random));
        }
    }

    @Override
    public long size(Part part) throws IOException {
        return parts.get(part).size();
    }

    @Override
    public byte[] read(Part part, long from, int length) throws IOException {
        return parts.get(part).read(from, length);
    }

    @Override
    public void append(Part part, byte[] bytes) throws IOException {
        parts.get(part).append(bytes);
    }

    @Override
    public void truncate(Part part, long size) throws IOException {
        parts.get(part).truncate(size);
    }

    @Override
    public Turn turn() throws IOException {
        return sealed.turn();
    }

    @Override
    public void close() throws IOException {
        sealed.close();
    }
}
