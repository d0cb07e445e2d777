package org.byway.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.byway.protocol.record.Bytes32;
import org.lmdbjava.Cursor;
import org.lmdbjava.Txn;

/** Communities and the numbers, from 1 up, by which rows name them. A number is never taken back. */
final class Communities {
    private final Map<Bytes32, Integer> numbers = new HashMap<>();
    private final List<Bytes32> names = new ArrayList<>();
    private List<Bytes32> fresh = new ArrayList<>();

    static Communities read(Environment env, Snapshot snapshot) {
        Communities all = new Communities();
        try (Cursor<ByteBuffer> cursor = env.communities.openCursor(snapshot.txn())) {
            for (boolean more = cursor.first(); more; more = cursor.next()) {
                all.add(EntryFormat.read32(cursor.val()));
            }
        }
        return all;
    }

    private int add(Bytes32 community) {
        names.add(community);
        numbers.put(community, names.size());
        return names.size();
    }

    /** The community's number; 0 where it is not known. */
    int number(Bytes32 community) {
        return numbers.getOrDefault(community, 0);
    }

    int numberOrNew(Bytes32 community) {
        Integer number = numbers.get(community);
        if (number == null) {
            fresh.add(community);
            return add(community);
        }
        return number;
    }

    int count() {
        return names.size();
    }

    Bytes32 name(int number) {
        return names.get(number - 1);
    }

    /** Those that are new since the last take; their numbers are the highest. */
    Fresh take() {
        Fresh taken = new Fresh(names.size() - fresh.size() + 1, fresh);
        fresh = new ArrayList<>();
        return taken;
    }

    /** New communities, and the number of the first. */
    record Fresh(int first, List<Bytes32> names) {
        void write(Environment env, Txn<ByteBuffer> txn) {
            ByteBuffer key = ByteBuffer.allocateDirect(Integer.BYTES);
            for (int i = 0; i < names.size(); i++) {
                key.clear().putInt(first + i).flip();
                ByteBuffer to = env.communities.reserve(txn, key, Bytes32.SIZE);
                to.put(names.get(i).bytes());
            }
        }
    }
}
