package org.byway.agent.letter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.byway.agent.Agent;
import org.byway.agent.Answers;
import org.byway.agent.Disclosure;
import org.byway.agent.Prepared;
import org.byway.agent.catalogue.Draft;
import org.byway.agent.catalogue.DraftReader;
import org.byway.agent.catalogue.Wanted;
import org.byway.agent.identity.Identity;
import org.byway.protocol.letter.SealedBody;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Limits;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.BodyKey;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.Message;
import org.byway.protocol.wire.Offer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said names where answers go; what it says under seal is for those alone who can deliver in time. */
class AnswersTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final String SECRET = "Ring at Müller, second floor";

    private final Map<Bytes32, TestNode> world = new HashMap<>();
    private final long[] now = {NOW};
    private TestHome alice;
    private TestHome bob;

    @BeforeEach
    void people() throws IOException {
        alice = new TestHome(1, now, new TestNode("north", world));
        bob = new TestHome(2, now, new TestNode("south", world));
    }

    private Tie answers(SignedRecord record, Message.Builder message) throws IOException {
        Tie tie = bob.letters.correspondence().begin(Addressees.of(record).orThrow(), bob.nodeKeys());
        bob.letters
                .correspondence()
                .write(tie, body -> body.setMessage(message))
                .orThrow();
        bob.round();
        alice.round();
        bob.round();
        return bob.letters.book().tie(tie.relationship()).orElseThrow();
    }

    private static Optional<BodyKey> key(Tie tie) {
        return tie.pieces().stream()
                .filter(piece -> !piece.own() && piece.body().hasBodyKey())
                .map(piece -> piece.body().getBodyKey())
                .findFirst();
    }

    private static Message.Builder byTomorrow() {
        return Message.newBuilder().setText("Can bring it").setDeliverBy(NOW + Limits.DAY_MILLIS);
    }

    @Test
    void whoCanDeliverInTimeReadsWhatIsUnderSeal() throws IOException {
        Map<String, String> want = Map.of("title", "A bed, carried up", "until", "2027-02-01");
        SignedRecord cast = alice.says(Wanted.INTENTS, want, SECRET);
        BodyKey key = key(answers(cast, byTomorrow())).orElseThrow();
        assertEquals(cast.id(), Bytes32.of(key.getRecord().toByteArray()));
        byte[] sealed = Intent.parseFrom(cast.content()).getSealedBody().toByteArray();
        assertEquals(
                new Checked.Ok<>(SECRET),
                SealedBody.open(Bytes32.of(key.getKey().toByteArray()), sealed));
    }

    @Test
    void whoDoesNotSayWhenOrComesTooLateReadsNothing() throws IOException {
        Map<String, String> want = Map.of("title", "A bed, carried up", "until", "2027-01-16");
        SignedRecord cast = alice.says(Wanted.INTENTS, want, SECRET);
        assertEquals(Optional.empty(), key(answers(cast, Message.newBuilder().setText("Where do you live?"))));
        Message.Builder late = Message.newBuilder().setText("In spring").setDeliverBy(NOW + 90 * Limits.DAY_MILLIS);
        assertEquals(Optional.empty(), key(answers(cast, late)));
    }

    @Test
    void aProofThatCannotBeShownYetLeavesItToThePerson() throws IOException {
        Map<String, String> want = Map.of("title", "A bed, carried up", "proof_asked", "driving licence");
        SignedRecord cast = alice.says(Wanted.INTENTS, want, SECRET);
        Tie tie = answers(cast, byTomorrow());
        assertEquals(Optional.empty(), key(tie));

        Disclosure disclosure = new Disclosure(alice.agent, alice.letters.correspondence(), Disclosure.memberships());
        Tie hers = alice.letters.book().ties().iterator().next();
        assertInstanceOf(Checked.Ok.class, disclosure.give(hers, cast.id()));
        alice.round();
        bob.round();
        assertEquals(cast.id(), Bytes32.of(key(tie).orElseThrow().getRecord().toByteArray()));
        assertInstanceOf(Checked.Refused.class, disclosure.give(hers, new Bytes32(1, 2, 3, 4)));
    }

    @Test
    void aMemberOfACommunityProvesThatByTheBlockTag() throws IOException {
        Map<String, String> want = Map.of("title", "A bed, carried up", "proof_asked", "membership");
        SignedRecord cast = alice.says(Wanted.INTENTS, want, SECRET);
        assertEquals(
                cast.id(),
                Bytes32.of(key(answers(cast, byTomorrow()))
                        .orElseThrow()
                        .getRecord()
                        .toByteArray()));
    }

    @Test
    void everyIntentHasAnAddressOfItsOwnAndASellersOffersHaveOne() throws IOException {
        Intent first = Intent.parseFrom(
                alice.says(Wanted.INTENTS, Map.of("title", "A tent"), null).content());
        Intent second = Intent.parseFrom(
                alice.says(Wanted.INTENTS, Map.of("title", "A tent"), null).content());
        assertNotEquals(first.getReply().getTag(), second.getReply().getTag());
        assertNotEquals(first.getReply().getKey(), second.getReply().getKey());
        Map<String, String> offer = Map.of("title", "Bread", "seller", "Baker");
        Offer bread = Offer.parseFrom(alice.says(Wanted.OFFERS, offer, null).content());
        Offer rolls = Offer.parseFrom(alice.says(Wanted.OFFERS, offer, null).content());
        assertEquals(bread.getReply(), rolls.getReply());
    }

    @Test
    void aFileOfManySellersGivesSomeOfThemAnAddress() throws IOException {
        Answers answers = Answers.ofImport(alice.letters.correspondence(), alice.nodeKeys());
        alice.agent.take(answers);
        List<Prepared> rows = new ArrayList<>();
        for (int i = 0; i < 2 * (Answers.MOST_SELLERS + 1); i++) {
            String seller = "Seller " + i % (Answers.MOST_SELLERS + 1);
            Draft draft = DraftReader.read(Wanted.OFFERS, Map.of("title", "Bread", "seller", seller)::get)
                    .orThrow();
            rows.add(Agent.prepare(Wanted.OFFERS, draft).orThrow());
        }
        List<SignedRecord> said = alice.records(alice.agent.seal(rows).orElseThrow());
        assertEquals(Answers.MOST_SELLERS, answers.named().size());
        assertEquals(0, answers.named().size(), "each is opened once");
        assertEquals(1, answers.sellersWithout());
        long answered = 0;
        for (SignedRecord record : said) {
            answered += Offer.parseFrom(record.content()).hasReply() ? 1 : 0;
        }
        assertEquals(2 * Answers.MOST_SELLERS, answered);
        assertEquals(Answers.MOST_SELLERS, alice.letters.book().mailboxes().size());
    }

    @Test
    void aRevisionIsAnsweredWhereTheOneBeforeWas() throws IOException {
        SignedRecord bread = alice.says(Wanted.OFFERS, Map.of("title", "Bread", "seller", "Baker"), null);
        SignedRecord dearer = alice.record(alice.agent
                .revise(bread.id(), Wanted.OFFERS, Map.of("title", "Bread, fresh")::get)
                .orThrow());
        assertEquals(
                Offer.parseFrom(bread.content()).getReply(),
                Offer.parseFrom(dearer.content()).getReply());
        assertEquals("Bread, fresh", Offer.parseFrom(dearer.content()).getTitle());
        assertEquals(1, List.copyOf(alice.letters.book().mailboxes()).size());
    }

    @Test
    void whoeverReadAnOfferBeforeItsKeyWasChangedIsAnsweredByTheKeyThatItNames() throws IOException {
        Identity baker = alice.agent.personas().begin("Baker").orThrow();
        SignedRecord bread = alice.says(Wanted.OFFERS, Map.of("title", "Bread", "seller", "Baker"), null);
        alice.agent.personas().rotate("Baker").orThrow();
        alice.letters.correspondence().resign(baker.index(), 2);
        Tie his = answers(bread, Message.newBuilder().setText("a loaf, please"));
        Tie hers = alice.letters.book().ties().iterator().next();
        assertEquals(1, hers.signer().sequence());
        alice.letters
                .correspondence()
                .write(hers, body -> body.setMessage(Message.newBuilder().setText("gladly")))
                .orThrow();
        alice.round();
        bob.round();
        assertEquals(2, his.pieces().size());
        assertEquals(0, bob.letters.book().declined());
    }

    @Test
    void aStrangerCannotNameAKeyThatIsNotThatNames() throws IOException {
        Identity baker = alice.agent.personas().begin("Baker").orThrow();
        Identity other = alice.agent.personas().begin("Other").orThrow();
        SignedRecord bread = alice.says(Wanted.OFFERS, Map.of("title", "Bread", "seller", "Baker"), null);
        assertEquals(1, alice.agent.sealedBy(baker.index(), bread.id()));
        assertEquals(0, alice.agent.sealedBy(other.index(), bread.id()));
        assertEquals(0, alice.agent.sealedBy(baker.index(), new Bytes32(1, 2, 3, 4)));
    }
}
