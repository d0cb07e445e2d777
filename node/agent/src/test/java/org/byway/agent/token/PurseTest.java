package org.byway.agent.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.byway.agent.keys.Keyring;
import org.byway.agent.keys.PersonaSigner;
import org.byway.agent.ledger.MemoryBinder;
import org.byway.agent.node.Posting;
import org.byway.agent.node.Reply;
import org.byway.agent.node.TokenPort;
import org.byway.agent.vault.Vault;
import org.byway.protocol.blind.RsaPublicKey;
import org.byway.protocol.blind.RsaSigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.token.PostToken;
import org.byway.protocol.token.TokenDraft;
import org.junit.jupiter.api.Test;

/** Somebody draws tokens ahead and spends each once, whatever the node does. */
class PurseTest {
    private static final Bytes32 NODE = new Bytes32(5, 6, 7, 8);
    private static final Bytes32 COMMUNITY = new Bytes32(1, 2, 3, 4);
    private static final long NOW = 1_800_000_000_000L;

    private final Random random = new Random(4);
    private final MemoryBinder disk = new MemoryBinder();
    private final Keyring keys = Keyring.ofRandom(random);
    private final InstantSource clock = () -> Instant.ofEpochMilli(NOW);
    private final Gives node = new Gives();

    /** A node in memory. */
    private final class Gives implements TokenPort {
        private final RsaSigningKey signer = RsaSigningKey.generate(random);
        private final List<byte[]> shown = new ArrayList<>();
        private int left = 20;
        private boolean silent;
        private boolean lies;
        private String refusal;

        @Override
        public Reply<Offered> offered() {
            RsaPublicKey key = signer.publicKey();
            return refusal == null
                    ? new Reply.Got<>(new Offered(NODE, COMMUNITY, key, NOW + 1_000, 20))
                    : new Reply.Refused<>(refusal, "none here");
        }

        @Override
        public Reply<byte[]> draw(Bytes32 asked, byte[] requests, PersonaSigner member) {
            int count = requests.length / TokenDraft.REQUEST_BYTES;
            if (count > left) {
                return new Reply.Refused<>("over-budget", "no more today");
            }
            left -= count;
            ByteBuffer answer = ByteBuffer.allocate(count * PostToken.KEY_BYTES);
            for (int i = 0; i < count; i++) {
                int from = i * TokenDraft.REQUEST_BYTES;
                byte[] wanted = TokenDraft.wanted(
                                Arrays.copyOfRange(requests, from, from + TokenDraft.REQUEST_BYTES), signer.publicKey())
                        .orThrow();
                answer.put(signer.sign(wanted, random).orThrow());
            }
            if (lies) {
                answer.array()[PostToken.KEY_BYTES - 1] ^= 1;
            }
            return new Reply.Got<>(answer.array());
        }

        @Override
        public Reply<Posting> post(byte[] bundle, byte[] token) {
            assertTrue(PostToken.read(token).orThrow().holds(signer.publicKey()));
            shown.add(token);
            return silent
                    ? new Reply.Unreachable<>("it does not answer")
                    : new Reply.Got<>(new Posting(NOW, Map.of(), new byte[0]));
        }
    }

    private Purse open() throws IOException {
        return Purse.open(Vault.open(disk), clock, random);
    }

    private Reply<Posting> post(Purse purse, int bundle) throws IOException {
        return purse.post(node, new byte[] {(byte) bundle}, new PersonaSigner(keys.member(COMMUNITY), clock, random))
                .orElseThrow();
    }

    @Test
    void eachBundleHasATokenOfItsOwnAndTheSameOneWhenItIsPostedAgain() throws IOException {
        Purse purse = open();
        assertInstanceOf(Reply.Got.class, post(purse, 1));
        assertEquals(7, purse.count(NODE), "eight were drawn");
        node.silent = true;
        assertInstanceOf(Reply.Unreachable.class, post(purse, 2));
        Purse again = open();
        node.silent = false;
        post(again, 2);
        post(again, 3);
        assertArrayEquals(node.shown.get(1), node.shown.get(2));
        assertFalse(Arrays.equals(node.shown.get(2), node.shown.get(3)));
        assertFalse(Arrays.equals(node.shown.get(0), node.shown.get(1)));
        assertEquals(5, again.count(NODE));
    }

    @Test
    void itDrawsAheadWhenFewAreLeftAndSaysSoWhenThereAreNone() throws IOException {
        Purse purse = open();
        for (int i = 0; i < 7; i++) {
            post(purse, i);
        }
        assertEquals(9, purse.count(NODE), "one was left, and eight were drawn");
        for (int i = 7; i < 20; i++) {
            assertInstanceOf(Reply.Got.class, post(purse, i));
        }
        assertEquals(0, purse.count(NODE));
        Reply.Refused<Posting> refused = assertInstanceOf(Reply.Refused.class, post(purse, 20));
        assertEquals("over-budget", refused.code());
    }

    @Test
    void whatIsNoTokenIsNotKept() throws IOException {
        Purse purse = open();
        node.lies = true;
        post(purse, 1);
        assertEquals(6, purse.count(NODE), "one of eight was none, and one was spent");
    }

    @Test
    void aNodeWithoutTokensIsPostedToOtherwise() throws IOException {
        Purse purse = open();
        node.refusal = TokenPort.NONE;
        assertTrue(purse.post(node, new byte[1], new PersonaSigner(keys.member(COMMUNITY), clock, random))
                .isEmpty());
        node.refusal = "busy";
        assertInstanceOf(Reply.Refused.class, post(purse, 1));
        assertEquals(List.of(), node.shown);
    }
}
