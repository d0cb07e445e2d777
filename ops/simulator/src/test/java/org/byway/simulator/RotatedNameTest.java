package org.byway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.byway.agent.catalogue.Wanted;
import org.byway.agent.identity.Identity;
import org.byway.agent.letter.Addressees;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ann changes the key of the name under which she sells, while her town is cut off from the others and nodes stop and start. */
class RotatedNameTest {
    private static final int SEEDS = 3;
    private static final long MINUTE = 60_000;
    private static final String NAME = "Ann's bicycles";
    private static final int OFFERS = 5;
    private static final int MOST_TURNS = 60;

    @ParameterizedTest
    @ValueSource(strings = {"calm", "silent-loss", "crashes", "everything"})
    void whatTheOldKeySignedIsGoneEverywhereAndLettersGoOn(String faults) throws IOException {
        int letters = Seeds.each("name, " + faults, SEEDS, seed -> run(faults, seed, MemoryDisk.maker()));
        assertTrue(letters > 0, letters + " letters");
    }

    @Test
    void aNodeThatKeepsWhatAnOlderKeySignedIsFoundOut() {
        Violation found = assertThrows(Violation.class, () -> {
            for (long seed = 0; seed < 3; seed++) {
                run("calm", seed, host -> PlantedStore.disk(host == 2 ? ClingingStore::new : PlantedStore::new));
            }
        });
        assertTrue(found.getMessage().contains("host-2"), found.getMessage());
    }

    /** Keeps what older keys have signed. */
    private static final class ClingingStore extends PlantedStore {
        ClingingStore(Store store) {
            super(store);
        }

        @Override
        public void retire(Bytes32 author, int keySequence) {
            // Stolen keys speak on.
        }
    }

    private static int run(String faults, long seed, Disk.Maker disks) throws IOException {
        Shape line = new Shape("line", 3, List.of(new Shape.Edge(0, 1, 3), new Shape.Edge(1, 2, 3)));
        Scenario drawn = Scenario.named(faults);
        Scenario scenario = new Scenario("name", dice -> line, drawn.faults(), 0, drawn.settleMinutes());
        try (Cluster cluster = new Cluster(scenario, seed, disks, new Trace(null))) {
            RotatedName course = new RotatedName(cluster);
            course.run();
            return course.diary.count();
        }
    }

    /** One course of it. */
    private static final class RotatedName {
        private final Cluster cluster;
        private final Dice dice;
        private final Diary diary = new Diary();
        private final Person ann;
        private final Person bob;
        private final Person cas;
        private final List<Envelope> old = new ArrayList<>();
        private final List<Envelope> thiefs = new ArrayList<>();

        RotatedName(Cluster cluster) throws IOException {
            this.cluster = cluster;
            dice = new Dice(cluster.seed(), "name");
            List<Host> boxes = List.of(cluster.host(0), cluster.host(1));
            ann = new Person(cluster, "Ann", cluster.host(0), boxes);
            bob = new Person(cluster, "Bob", cluster.host(2), List.of(cluster.host(2), cluster.host(1)));
            cas = new Person(cluster, "Cas", cluster.host(2), List.of(cluster.host(2)));
        }

        void run() throws IOException {
            cluster.start();
            cluster.run(MINUTE);
            sell();
            SignedRecord found = found(bob, old.get(0).id());
            bob.begins(Addressees.of(found).orThrow(), "is it still there?");
            read(bob);
            talk(3);
            found(bob, thiefs.get(0).id());
            SignedRecord asOld = found(cas, old.get(1).id());

            long end = cluster.schedule().now() + 4 * MINUTE;
            new Mischief(cluster, end).begin();
            cluster.network().part(1, end, dice.chance(0.5));
            // Written to the name as it was, while the change of its key cannot be known there.
            cas.begins(Addressees.of(asOld).orThrow(), "and what of this one?");
            read(cas);
            cas.round();
            changeKey();
            talk(2);
            cluster.run(Math.max(0, end - cluster.schedule().now()));
            cluster.settle();

            assertKeys();
            SignedRecord anew = found(cas, heads().get(2));
            cas.begins(Addressees.of(anew).orThrow(), "do you sell this one too?");
            read(cas);
            talk(2);
            until();
        }

        private void sell() throws IOException {
            ann.does(() -> ann.agent.personas().begin(NAME).orThrow());
            for (int i = 0; i < OFFERS; i++) {
                old.add(ann.says(Wanted.OFFERS, "bicycle " + i, NAME).envelope());
            }
            ann.posts();
            steal("a stolen bicycle");
        }

        /** Whoever has stolen the first key sells under the name too. */
        private void steal(String title) throws IOException {
            SignedRecord record = ann.stolen(identity(), title);
            thiefs.add(record.envelope());
            cluster.people().post(cluster.host(0), List.of(record));
        }

        private SignedRecord found(Person reader, Bytes32 id) {
            for (int tries = 0; tries < MOST_TURNS; tries++) {
                SignedRecord found = reader.reads(id);
                if (found != null) {
                    return found;
                }
                cluster.run(MINUTE / 4);
            }
            throw new Violation(reader.name() + " does not find " + id);
        }

        private void changeKey() throws IOException {
            while (identity().keySequence() == 1) {
                ann.does(() -> ann.agent.personas().rotate(NAME).orThrow());
            }
            ann.wakes();
            ann.posts();
            steal("another stolen bicycle");
        }

        private Identity identity() throws IOException {
            return ann.agent.personas().identities().get(0);
        }

        private List<Bytes32> heads() {
            return old.stream().map(envelope -> ann.said(envelope.id()).id()).toList();
        }

        /** Nothing by the old key lives anywhere, and what was sealed anew lives everywhere. */
        private void assertKeys() {
            for (Host host : cluster.hosts()) {
                for (Envelope envelope : gone()) {
                    if (host.store().get(envelope.id()) != null) {
                        throw new Violation(host.name() + " still shows " + envelope + ", which the old key signed");
                    }
                }
                for (Envelope envelope : old) {
                    Bytes32 head = ann.said(envelope.id()).id();
                    SignedRecord held = host.store().get(head);
                    if (held == null || held.envelope().keySequence() != 2) {
                        throw new Violation(host.name() + " does not show " + head + ", which the new key signed");
                    }
                }
            }
        }

        private List<Envelope> gone() {
            List<Envelope> gone = new ArrayList<>(old);
            gone.addAll(thiefs);
            return gone;
        }

        private void talk(int turns) throws IOException {
            for (int turn = 0; turn < turns; turn++) {
                for (Person each : List.of(ann, bob, cas)) {
                    each.round();
                    each.writes(each.name() + " says " + diary.count());
                    read(each);
                    each.looks();
                    each.round();
                    read(each);
                    cluster.run(dice.pause(MINUTE / 4));
                }
            }
        }

        private void read(Person each) {
            if (each == ann) {
                diary.read(ann, bob);
                diary.read(ann, cas);
            } else {
                diary.read(each, ann);
            }
        }

        /** Nothing more is said, and all is read. */
        private void until() throws IOException {
            String amiss = amiss();
            for (int turn = 0; amiss != null; turn++) {
                if (turn == MOST_TURNS) {
                    throw new Violation(amiss);
                }
                for (Person each : List.of(ann, bob, cas)) {
                    each.looks();
                    each.round();
                    read(each);
                }
                cluster.run(MINUTE);
                amiss = amiss();
            }
            assertEquals(3, ann.ties().size());
        }

        private String amiss() {
            for (Person each : List.of(bob, cas)) {
                String amiss = Diary.unread(each, ann);
                if (amiss != null) {
                    return amiss;
                }
            }
            return null;
        }
    }
}
