package org.byway.protocol.experience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.wire.TokenPart;
import org.junit.jupiter.api.Test;

/** Two sides come to their tokens in letters; one of them asks for more than one. */
class TokenExchangeTest {
    private final SigningKey baker = Town.key("baker");
    private final Bytes32 author = Town.key("ana").publicKey();
    private final List<TokenExchange.Written> written = new ArrayList<>();

    private static TokenPart.Builder part() {
        return TokenPart.newBuilder().setDeal(ByteString.copyFrom(new byte[TokenExchange.DEAL_BYTES]));
    }

    private static TokenPart blinded(int first) {
        byte[] bytes = new byte[TokenStatement.MODULUS_BYTES];
        bytes[0] = (byte) first;
        return part().setBlinded(ByteString.copyFrom(bytes)).build();
    }

    private TokenExchange stands() {
        return TokenExchange.of(written, baker.publicKey(), new StrictEd25519());
    }

    private void writes(boolean own, TokenPart part) {
        assertNull(TokenExchange.fault(part));
        written.add(new TokenExchange.Written(own, part));
    }

    @Test
    void aStatementCountsFromWhomWeDealWithOnly() {
        writes(false, part().setKey(Town.statement(Town.key("other")).wire()).build());
        assertNull(stands().key());
        writes(false, part().setKey(Town.statement(baker).wire()).build());
        assertEquals(baker.publicKey(), stands().key().subject());
        writes(true, part().setKey(Town.statement(Town.key("ana")).wire()).build());
        assertTrue(stands().told());
        assertEquals(baker.publicKey(), stands().key().subject());
    }

    @Test
    void whoeverAsksTwiceGetsOneAnswer() {
        writes(false, blinded(1));
        writes(false, blinded(2));
        assertEquals(blinded(1).getBlinded(), stands().wanted());
        assertFalse(stands().answered());
        writes(true, part().setAnswer(blinded(3).getBlinded()).build());
        writes(false, blinded(4));
        assertTrue(stands().answered());
        assertEquals(blinded(1).getBlinded(), stands().wanted());
    }

    @Test
    void whatIsRepeatedChangesNothing() {
        writes(false, part().setKey(Town.statement(baker).wire()).build());
        writes(true, blinded(1));
        writes(false, part().setAnswer(blinded(2).getBlinded()).build());
        TokenExchange before = stands();
        written.addAll(List.copyOf(written));
        assertEquals(before, stands());
        assertNotNull(before.answer());
    }

    @Test
    void whatHasNotItsFormIsRefused() {
        assertNotNull(TokenExchange.fault(
                TokenPart.newBuilder().setBlinded(blinded(1).getBlinded()).build()));
        assertNotNull(TokenExchange.fault(
                part().setBlinded(ByteString.copyFrom(new byte[8])).build()));
        assertNotNull(TokenExchange.fault(part().setAnswer(ByteString.EMPTY).build()));
        assertNotNull(TokenExchange.fault(part().build().toBuilder()
                .setKey(Town.statement(baker).wire().toBuilder().setSubject(ByteString.EMPTY))
                .build()));
        assertNull(TokenExchange.fault(part().build()));
    }

    /** The same chance asks for the same again, so that nothing need be kept; an answer to something else is no token. */
    @Test
    void whatIsAskedComesAgainOfTheSameChance() {
        TokenStatement from = Town.statement(baker);
        Tokens.Wanted once = Tokens.want(from, author, new Random(1)).orThrow();
        Tokens.Wanted again = Tokens.want(from, author, new Random(1)).orThrow();
        assertEquals(ByteString.copyFrom(once.blinded()), ByteString.copyFrom(again.blinded()));
        Tokens.Wanted other = Tokens.want(from, author, new Random(2)).orThrow();
        byte[] answer = Town.TOKENS.sign(other.blinded(), new Random(3)).orThrow();
        assertInstanceOf(Checked.Refused.class, once.finish(answer));
    }
}
