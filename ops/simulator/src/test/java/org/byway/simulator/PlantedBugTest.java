package org.byway.simulator;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store;
import org.byway.protocol.store.StoreFault;
import org.junit.jupiter.api.Test;

/** What the cluster is for: each of these bugs is found within a few seeds. */
class PlantedBugTest {
    private static final int SEEDS = 25;

    @Test
    void anAcknowledgementThatACrashLosesIsFound() {
        String found = find("crashes", LateStore::new, false, SEEDS);
        assertTrue(found.contains("forgot") || found.contains("not what was kept"), found);
    }

    @Test
    void aLoserThatIsFetchedAgainAndAgainIsFound() {
        String found = find("partitions", ForgetfulStore::new, true, SEEDS);
        assertTrue(found.contains("again"), found);
    }

    @Test
    void aWithdrawnLineageThatComesBackIsFound() {
        String found = find("everything", FloorlessStore::new, true, SEEDS);
        assertTrue(found.contains("a lineage comes back"), found);
    }

    @Test
    void withoutABugNothingIsFound() {
        assertThrows(AssertionError.class, () -> find("partitions", PlantedStore::new, true, 3));
    }

    /** What the first seed that fails is told. */
    private static String find(String scenario, PlantedStore.Bug bug, boolean trusting, int seeds) {
        for (long seed = 0; seed < seeds; seed++) {
            Trace trace = new Trace(null);
            try (Cluster cluster = new Cluster(Scenario.named(scenario), seed, host -> PlantedStore.disk(bug), trace)) {
                if (trusting) {
                    cluster.trustStores();
                }
                cluster.live();
            } catch (Violation found) {
                return found.getMessage();
            }
        }
        throw new AssertionError("not found in " + seeds + " seeds");
    }

    /** Says that a group is on disk when it is only about to be: the next commit writes it. */
    private static final class LateStore extends PlantedStore {
        private Group late;

        LateStore(Store store) {
            super(store);
        }

        @Override
        public Group take() {
            Group group = store.take();
            return group == null ? null : new LateGroup(group);
        }

        @Override
        public void committed(Group group) {
            store.committed(((LateGroup) group).group);
        }

        private final class LateGroup extends ForwardingGroup {
            LateGroup(Group group) {
                super(group);
            }

            @Override
            public void commit() throws StoreFault {
                if (late != null) {
                    late.commit();
                }
                late = group;
            }
        }
    }

    /** Forgets what lost. */
    private static final class ForgetfulStore extends PlantedStore {
        ForgetfulStore(Store store) {
            super(store);
        }

        @Override
        public boolean knows(Bytes32 id) {
            return store.get(id) != null;
        }

        @Override
        public void lose(SignedRecord record) {}
    }

    /** Forgets that a lineage was withdrawn. */
    private static final class FloorlessStore extends PlantedStore {
        FloorlessStore(Store store) {
            super(store);
        }

        @Override
        public Head head(Bytes32 author, Bytes32 lineage) {
            Head head = store.head(author, lineage);
            return head == null || head.withdrawn() ? null : head;
        }
    }
}
