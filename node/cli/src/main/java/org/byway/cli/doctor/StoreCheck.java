package org.byway.cli.doctor;

import java.nio.file.Files;
import java.util.List;
import org.byway.protocol.store.StoreFault;
import org.byway.storage.Schema;

/** Whether this program can read the store. A running node has answered that when it started. */
final class StoreCheck implements Check {
    @Override
    public String what() {
        return "store";
    }

    @Override
    public Seen look(Subject subject) {
        if (!Files.exists(subject.storeFile())) {
            return new Seen(what(), "not made yet", List.of());
        }
        if (subject.status().isPresent()) {
            String told = subject.status().get().path("records").asText() + " live records, open in the node";
            return new Seen(what(), told, List.of());
        }
        try {
            int version = Schema.of(subject.store());
            return new Seen(what(), "layout " + version + ", of " + Schema.VERSION + " at most", findings(version));
        } catch (StoreFault e) {
            Finding damaged = Finding.error(
                    "store_damaged",
                    "The store cannot be read: " + e.getMessage() + ".",
                    "Put it back from a backup. Or move the folder away and start the node: it takes from its peers what they"
                            + " carry; what only it had is lost.");
            return new Seen(what(), "", List.of(damaged));
        }
    }

    private static List<Finding> findings(int version) {
        return version <= Schema.VERSION
                ? List.of()
                : List.of(Finding.error(
                        "store_newer",
                        "The store was made by a newer version of this program.",
                        "Run the newer one; an older one cannot read it."));
    }
}
