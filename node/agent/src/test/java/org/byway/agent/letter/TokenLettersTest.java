package org.byway.agent.letter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.byway.agent.catalogue.Wanted;
import org.byway.agent.deal.Deals;
import org.byway.agent.deal.Wording;
import org.byway.agent.experience.TokenLetters;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.step.Known;
import org.byway.agent.step.Matters;
import org.byway.agent.vault.Vault;
import org.byway.protocol.deal.DealState;
import org.byway.protocol.experience.TokenStatement;
import org.byway.protocol.experience.Tokens;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.wire.Experience;
import org.byway.protocol.wire.HomeRestored;
import org.byway.protocol.wire.Proposal;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.Token;
import org.byway.protocol.wire.TokenPart;
import org.byway.protocol.wire.VaultEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Once a deal is agreed each side gets one token of the other, whatever is lost, repeated or asked for besides. */
class TokenLettersTest {
    private static final long NOON = 1_795_000_000_000L;
    private static final ByteString DEAL = ByteString.copyFrom(new byte[StepLimits.ID_BYTES]);

    private final Map<Bytes32, TestNode> world = new HashMap<>();
    private final long[] now = {NOON};
    private TestHome baker;
    private TestHome guest;
    private SignedRecord bread;

    @BeforeEach
    void offer() throws IOException {
        baker = new TestHome(1, now, new TestNode("north", world));
        guest = new TestHome(2, now, new TestNode("south", world));
        bread = baker.says(Wanted.OFFERS, Map.of("title", "Bread"), null);
        Correspondence letters = guest.letters.correspondence();
        Tie tie = letters.begin(Addressees.of(bread).orThrow(), guest.nodeKeys());
        Proposal proposal = Proposal.newBuilder()
                .addCommitments(Wording.read("1 x Loaf").orThrow().setBy(Side.OTHER))
                .setUntil(NOON + 3_600_000)
                .build();
        Deals.in(letters).open(tie, DEAL, Deals.quoting(proposal)).orThrow();
        fetch();
    }

    private void fetch() throws IOException {
        guest.round();
        baker.round();
        guest.round();
    }

    private void agree() throws IOException {
        Matters<DealState> own = Deals.in(baker.letters.correspondence());
        own.say(own.all().get(0), Deals.accept()).orThrow();
        fetch();
    }

    private static TokenLetters tokens(TestHome home) {
        return new TokenLetters(home.agent, home.letters.correspondence());
    }

    private static Known<DealState> deal(TestHome home) {
        return Deals.in(home.letters.correspondence()).all().get(0);
    }

    private int rounds(int most) throws IOException {
        int written = 0;
        for (int i = 0; i < most; i++) {
            written += tokens(guest).round() + tokens(baker).round();
            fetch();
        }
        return written;
    }

    private static List<TokenPart> said(TestHome home, Predicate<TokenPart> what) {
        return deal(home).tie().pieces().stream()
                .filter(Piece::own)
                .flatMap(piece -> piece.body().getTokenList().stream())
                .filter(what)
                .toList();
    }

    @Test
    void nothingIsSignedBeforeAnAgreement() throws IOException {
        assertEquals(0, rounds(2));
        assertEquals(Reason.NOT_YET, refused(tokens(guest).token(deal(guest))));
    }

    private static Reason refused(Checked<?> checked) {
        return assertInstanceOf(Checked.Refused.class, checked).refusal().reason();
    }

    @Test
    void eachGetsOneTokenOfTheOther() throws IOException {
        agree();
        assertEquals(Reason.NOT_YET, refused(tokens(guest).token(deal(guest))));
        assertTrue(rounds(5) <= 6, "what can be said at once is said at once");
        assertEquals(0, rounds(1));
        Token ofBaker = tokens(guest).token(deal(guest)).orThrow();
        Token ofGuest = tokens(baker).token(deal(baker)).orThrow();
        assertEquals(ofBaker, tokens(guest).token(deal(guest)).orThrow());
        Bytes32 subject = bread.envelope().author();
        TokenStatement read = Tokens.read(
                        ofBaker, guest.agent.experiences().author(subject).author(), new StrictEd25519())
                .orThrow();
        assertEquals(subject, read.subject());
        assertNotEquals(ofBaker.getKey().getSubject(), ofGuest.getKey().getSubject());
        assertTrue(tokens(guest)
                .subjects()
                .containsKey(Bytes32.of(ofGuest.getKey().getSubject().toByteArray())));
    }

    @Test
    void whoeverAsksForASecondOneGetsNone() throws IOException {
        agree();
        rounds(5);
        Correspondence letters = guest.letters.correspondence();
        byte[] another = new byte[TokenStatement.MODULUS_BYTES];
        another[5] = 7;
        letters.write(
                        deal(guest).tie(),
                        body -> body.addToken(
                                TokenPart.newBuilder().setDeal(DEAL).setBlinded(ByteString.copyFrom(another))))
                .orThrow();
        fetch();
        assertEquals(0, rounds(3));
        assertEquals(1, said(baker, TokenPart::hasAnswer).size());
    }

    /** What is published holds nothing that the signer has seen. */
    @Test
    void nothingThatTheSignerSawIsPublished() throws IOException {
        agree();
        rounds(5);
        Token token = tokens(guest).token(deal(guest)).orThrow();
        ByteString asked = said(guest, TokenPart::hasBlinded).get(0).getBlinded();
        ByteString answer = said(baker, TokenPart::hasAnswer).get(0).getAnswer();
        assertNotEquals(asked, token.getSignature());
        assertNotEquals(answer, token.getSignature());
        Experience said = Experience.newBuilder().setToken(token).setRating(5).build();
        Waiting sealed = guest.agent.experiences().say(said).orThrow();
        SignedRecord record = guest.record(sealed);
        assertNotEquals(deal(guest).tie().other(), record.envelope().author());
        assertTrue(deal(guest).tie().pieces().stream()
                .filter(Piece::own)
                .noneMatch(piece -> HexFormat.of()
                        .formatHex(piece.body().toByteArray())
                        .contains(record.envelope().author().hex())));
        assertEquals(Reason.DUPLICATE, refused(guest.agent.experiences().say(said)));
    }

    @Test
    void aRestoredHomeSignsNothingForWhatWasAgreedBefore() throws IOException {
        agree();
        tokens(guest).round();
        fetch();
        restored(baker);
        rounds(4);
        assertEquals(0, said(baker, TokenPart::hasAnswer).size());
        assertEquals(1, said(guest, TokenPart::hasAnswer).size(), "the other side has not lost anything");
    }

    private void restored(TestHome home) throws IOException {
        try (Vault.Page page = home.agent.vault().write()) {
            page.append(List.of(VaultEntry.newBuilder()
                    .setNoted(now[0])
                    .setHomeRestored(HomeRestored.newBuilder().setNumber(1))
                    .build()));
        }
    }
}
