package org.byway.protocol.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.byway.protocol.admission.Admission;
import org.byway.protocol.admission.Charters;
import org.byway.protocol.admission.Judged;
import org.byway.protocol.community.Charter;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.record.Reason;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.MemoryStore;
import org.byway.protocol.store.Store;
import org.byway.protocol.store.StoreFault;
import org.byway.protocol.wire.Offer;
import org.byway.protocol.wire.Receipt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A post that the node cannot take at the moment is declined as a whole, and nobody waits for better times. */
class DeclineTest {
    private static final long NOON = 1_790_000_000_000L / Limits.HOUR_MILLIS * Limits.HOUR_MILLIS;

    private final Random random = new Random(5);
    private final SigningKey steward = key();
    private final SigningKey node = key();
    private final SigningKey seller = key();
    private final List<Effect> out = new ArrayList<>();
    private final MemoryStore store = new MemoryStore();
    private Bytes32 community;
    private Context context;
    private Intake intake;

    private TreeRoom trees() {
        return new TreeRoom(context, node.publicKey(), new Sender(context));
    }

    @BeforeEach
    void found() {
        byte[] content = Charter.write(
                Charter.statement("Lindenau", steward.publicKey(), List.of(node.publicKey()), new byte[8]),
                List.of(steward));
        SignedRecord charter = sealed(steward, Kind.CHARTER, Limits.NEVER, content);
        community = charter.id();
        store.put(charter.postmarked(Signed.postmark(node, community, community, NOON, community), 0));
        Charter own = Charter.held(charter.envelope(), content).orThrow();
        Charters charters = new Charters(store);
        context = new Context(own, charters, store, new TreeMap<>(), out, new Reputes(1_000), new Clocks(), random);
        Admission admission = new Admission(store, charters, community);
        intake = new Intake(
                context,
                admission,
                node,
                new CareRoom(context, new Links(context), Follow.OWN),
                link -> {},
                withdrawn -> {});
        commit();
    }

    private SigningKey key() {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        random.nextBytes(seed);
        return SigningKey.ofSeed(seed);
    }

    private SignedRecord sealed(SigningKey key, Kind kind, long expires, byte[] content) {
        byte[] tail = new byte[Lineage.RANDOM_BYTES];
        random.nextBytes(tail);
        Envelope.Place place = new Envelope.Place(key.publicKey(), 0, community, Lineage.of(expires, tail), null);
        Envelope envelope = Envelope.write(place, kind, NOON, expires, content).orThrow();
        return new SignedRecord(envelope, content, Signed.seal(key, key.publicKey(), envelope.id()), 0, null, 0);
    }

    private SignedRecord bread() {
        byte[] content = Offer.newBuilder().setTitle("Bread").build().toByteArray();
        return sealed(seller, Kind.OFFER, NOON + Limits.DAY_MILLIS, content);
    }

    /** Posts it, and tells what is to be done. */
    private List<Effect> post(long ticket, SignedRecord record, boolean clockOff) {
        List<Judged> records = Judged.of(List.of(record), new StrictEd25519());
        intake.posted(List.of(new Event.Post(ticket, records)), clockOff, NOON);
        return effects();
    }

    private List<Effect> effects() {
        intake.commitIfIdle(trees(), NOON);
        List<Effect> effects = List.copyOf(out);
        out.clear();
        return effects;
    }

    private List<Effect> commit() {
        return committed(group(effects()));
    }

    private List<Effect> committed(Store.Group group) {
        try {
            group.commit();
        } catch (StoreFault e) {
            throw new AssertionError(e);
        }
        intake.committed(group, trees(), NOON);
        return effects();
    }

    private static Store.Group group(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Commit.class::isInstance)
                .map(effect -> ((Effect.Commit) effect).group())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> declined(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Decline.class::isInstance)
                .map(Effect.Decline.class::cast)
                .map(decline -> decline.ticket() + " " + decline.why().reason().code())
                .toList();
    }

    private static Receipt receipt(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Answer.class::isInstance)
                .map(effect -> ((Effect.Answer) effect).receipt())
                .findFirst()
                .orElse(null);
    }

    @Test
    void aNodeWhoseClockIsOffDeclinesAndKeepsNothing() {
        SignedRecord bread = bread();
        List<Effect> effects = post(1, bread, true);
        assertEquals(List.of("1 " + Reason.CLOCK_OFF.code()), declined(effects));
        assertEquals(1, effects.size(), "nothing is committed, nothing is answered for");
        assertNull(store.get(bread.id()));
    }

    @Test
    void whoWaitsForACommitThatFailsIsDeclinedAtOnce() {
        post(1, bread(), false);
        post(2, bread(), false);
        intake.failed("no space left", NOON);
        assertEquals(List.of("1 store-full", "2 store-full"), declined(effects()));
    }

    @Test
    void whileNothingCanBeWrittenEveryPostIsDeclined() {
        post(1, bread(), false);
        intake.failed("no space left", NOON);
        effects();
        SignedRecord late = bread();
        assertEquals(List.of("2 store-full"), declined(post(2, late, false)));
        assertNull(store.get(late.id()));
    }

    @Test
    void whatWasDeclinedIsAnsweredForWhenItIsPostedAgainAndThereIsRoom() {
        SignedRecord bread = bread();
        Store.Group group = group(post(1, bread, false));
        intake.failed("no space left", NOON);
        effects();
        intake.retry();
        assertEquals(group, group(effects()), "the same group is tried again");
        assertNull(receipt(committed(group)), "who was declined is not answered too");

        Receipt receipt = receipt(post(2, bread, false));
        assertNotNull(receipt);
        assertEquals(0, receipt.getRefusedCount());
        assertEquals(1, receipt.getPostmarksCount());
        assertFalse(intake.stuck());
    }
}
