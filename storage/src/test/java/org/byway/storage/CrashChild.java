package org.byway.storage;

import java.nio.file.Path;
import org.byway.protocol.store.Store;

/** Goes on with a script in a process of its own, from that many groups on, and says when each group is committed, while anybody hears. */
final class CrashChild {
    private CrashChild() {}

    /** Arguments: folder, seed, groups that are there already, tail in records, linger in milliseconds. */
    public static void main(String[] args) throws Exception {
        Script script = new Script(Long.parseLong(args[1]));
        while (script.groups() < Integer.parseInt(args[2])) {
            script.next();
        }
        Settings settings = new Settings(Path.of(args[0]), 1 << 28, Integer.parseInt(args[3]), Long.parseLong(args[4]));
        try (LmdbStore store = LmdbStore.open(settings)) {
            while (!System.out.checkError()) {
                script.next(store);
                Store.Group group = store.take();
                if (group != null) {
                    group.commit();
                    store.committed(group);
                }
                System.out.println(script.groups());
                System.out.flush();
            }
        }
    }
}
