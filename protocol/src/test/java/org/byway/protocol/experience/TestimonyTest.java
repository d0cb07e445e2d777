package org.byway.protocol.experience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.byway.protocol.admission.Identities;
import org.byway.protocol.identity.KeyState;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Reason;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;
import org.byway.protocol.wire.Experience;
import org.byway.protocol.wire.ExperienceReply;
import org.byway.protocol.wire.Token;
import org.junit.jupiter.api.Test;

/** Others tell how it went with a baker; a stranger reads it without asking anybody. */
class TestimonyTest {
    private static final long NOON = Town.NOON;

    private final Town north = new Town("north");
    private final Town south = new Town("south");
    private final SigningKey baker = Town.key("baker");
    private final SigningKey ana = Town.key("ana");
    private final SigningKey bob = Town.key("bob");
    private final TokenStatement statement = Town.statement(baker);
    private final List<SignedRecord> pile = new ArrayList<>(List.of(north.charter, south.charter));

    private Token token(SigningKey author, long seed) {
        return Town.token(statement, author.publicKey(), seed);
    }

    private SignedRecord tells(Town town, SigningKey author, Token token, int rating, long at) {
        byte[] content = Town.experience(token, rating, "Bread").toByteArray();
        SignedRecord record = town.says(author, Kind.EXPERIENCE, content, at);
        pile.add(record);
        return record;
    }

    private SignedRecord answers(SigningKey who, SignedRecord to, String text, long at) {
        byte[] content = ExperienceReply.newBuilder()
                .setExperience(ByteString.copyFrom(to.id().bytes()))
                .setAuthor(ByteString.copyFrom(to.envelope().author().bytes()))
                .setLineage(ByteString.copyFrom(to.envelope().lineage().bytes()))
                .setText(text)
                .build()
                .toByteArray();
        SignedRecord record = north.says(who, Kind.EXPERIENCE_REPLY, content, at);
        pile.add(record);
        return record;
    }

    /** The same in whatever order, and each record valid by itself. */
    private Testimony read() {
        Testimony read = Testimony.of(pile, new StrictEd25519());
        List<SignedRecord> shuffled = new ArrayList<>(pile);
        Collections.shuffle(shuffled, new Random(1));
        assertEquals(read, Testimony.of(shuffled, new StrictEd25519()));
        for (SignedRecord record : pile) {
            byte[] bundle = Bundles.write(List.of(record)).toByteArray();
            assertTrue(new Verification(new StrictEd25519())
                    .one(bundle, record.id())
                    .isPresent());
        }
        return read;
    }

    private Reason refused(SignedRecord record) {
        return read().refused().get(record.id()).reason();
    }

    @Test
    void eachAuthorHasOneVoiceAndCommunitiesAreCounted() {
        tells(north, ana, token(ana, 1), 5, NOON);
        tells(north, ana, token(ana, 2), 4, NOON + 1);
        tells(south, bob, token(bob, 3), 2, NOON + 2);
        Testimony read = read();
        assertTrue(read.refused().isEmpty());
        assertEquals(new Score(3, 2, 2, 2, 325), Score.of(read.of(baker.publicKey())));
        assertEquals(new Score(0, 0, 0, 0, 0), Score.of(read.of(ana.publicKey())));
    }

    @Test
    void aTokenThatIsShownTwiceCountsOnce() {
        Token token = token(ana, 1);
        SignedRecord first = tells(north, ana, token, 5, NOON);
        SignedRecord again = tells(south, ana, token, 1, NOON + 1);
        assertEquals(Reason.DUPLICATE, refused(again));
        assertEquals(List.of(first.id()), read().told().stream().map(Told::id).toList());
    }

    /** Whoever reads a token cannot show it: dated back or not, it is of another author. */
    @Test
    void aTokenThatWasStolenIsOfNoUse() {
        Token token = token(ana, 1);
        SignedRecord hers = tells(north, ana, token, 5, NOON);
        SignedRecord thiefs = tells(north, bob, token, 1, NOON - 1);
        assertEquals(Reason.BAD_CONTENT, refused(thiefs));
        assertEquals(List.of(hers.id()), read().told().stream().map(Told::id).toList());
    }

    @Test
    void theSubjectAloneAnswersAndTheLastAnswerCounts() {
        SignedRecord told = tells(north, ana, token(ana, 1), 2, NOON);
        answers(baker, told, "Sorry", NOON + 1);
        SignedRecord last = answers(baker, told, "Sorry, the oven was broken", NOON + 2);
        SignedRecord strangers = answers(bob, told, "She lies", NOON + 3);
        assertEquals(Reason.UNKNOWN_AUTHOR, refused(strangers));
        Told.Answer answer = read().told().get(0).answer();
        assertEquals(new Told.Answer(last.id(), "Sorry, the oven was broken", false), answer);
    }

    @Test
    void whatIsAmendedKeepsItsAnswerAndSaysSo() {
        Token token = token(ana, 1);
        SignedRecord told = tells(north, ana, token, 2, NOON);
        answers(baker, told, "Sorry", NOON + 1);
        byte[] better = Town.experience(token, 4, "They made it good").toByteArray();
        SignedRecord amended = north.again(ana, told, Kind.EXPERIENCE, better, NOON + 2);
        pile.add(amended);
        Told read = read().told().get(0);
        assertEquals(amended.id(), read.id());
        assertTrue(read.answer().earlier());
        pile.add(north.again(ana, amended, Kind.WITHDRAWAL, new byte[0], NOON + 3));
        assertTrue(read().told().isEmpty());
    }

    @Test
    void noCommunityThatIsNotThereAnswersForAnything() {
        SignedRecord told = tells(north, ana, token(ana, 1), 5, NOON);
        pile.remove(north.charter);
        assertEquals(
                Reason.UNKNOWN_CHARTER,
                Testimony.of(pile, new StrictEd25519()).refused().get(told.id()).reason());
        pile.remove(told);
        pile.add(new SignedRecord(told.envelope(), told.content(), told.seal(), 0, null, 0));
        assertEquals(Reason.MISSING_POSTMARK, refused(told));
    }

    @Test
    void anIdentitysTokensAreBelievedByItsKeyEvents() {
        SigningKey second = Town.key("second");
        SigningKey third = Town.key("third");
        byte[] inception = KeyState.inception(baker.publicKey(), second.publicKey(), new byte[] {1});
        KeyState incepted = KeyState.incept(inception).orThrow();
        Bytes32 identity = incepted.identity();
        TokenStatement old = TokenStatement.sign(baker, identity, 1, Town.TOKENS.publicKey());
        TokenStatement thiefs = TokenStatement.sign(bob, identity, 1, Town.TOKENS.publicKey());
        SignedRecord told = tells(north, ana, Town.token(old, ana.publicKey(), 1), 5, NOON);
        SignedRecord faked = tells(north, ana, Town.token(thiefs, ana.publicKey(), 2), 1, NOON + 1);
        assertEquals(Reason.UNKNOWN_AUTHOR, refused(told));
        pile.add(event(baker, identity, 1, inception));
        assertEquals(Reason.BAD_KEY, refused(faked));
        pile.add(event(second, identity, 2, incepted.rotation(second.publicKey(), third.publicKey())));
        assertNull(read().refused().get(told.id()), "what an earlier key has signed stays signed");
    }

    private SignedRecord event(SigningKey key, Bytes32 identity, int sequence, byte[] content) {
        Envelope.Place place =
                new Envelope.Place(identity, sequence, north.charter.id(), Identities.lineage(sequence), null);
        Envelope envelope = Envelope.write(place, Kind.KEY_EVENT, NOON, Limits.NEVER, content)
                .orThrow();
        return new SignedRecord(envelope, content, Signed.seal(key, identity, envelope.id()), 0, null, 0);
    }

    @Test
    void nobodyTellsOfHimselfNorBeyondTheScale() {
        Token own = Town.token(statement, baker.publicKey(), 1);
        assertEquals(Reason.BAD_CONTENT, refused(tells(north, baker, own, 5, NOON)));
        assertEquals(Reason.BAD_CONTENT, refused(tells(north, ana, token(ana, 1), 6, NOON)));
        Experience nothing = Experience.newBuilder().setToken(token(ana, 2)).build();
        SignedRecord silent = north.says(ana, Kind.EXPERIENCE, nothing.toByteArray(), NOON);
        pile.add(silent);
        assertEquals(Reason.BAD_CONTENT, refused(silent));
    }
}
