package org.byway.server.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.byway.protocol.blind.RsaPublicKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Reason;
import org.byway.protocol.token.Challenge;
import org.byway.protocol.token.PostToken;
import org.byway.protocol.token.TokenDraft;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node gives tokens, takes each once, and forgets nothing of it when it stops at once. */
class TokenOfficeTest {
    private static final Bytes32 COMMUNITY = new Bytes32(1, 2, 3, 4);
    private static final Bytes32 NODE = new Bytes32(5, 6, 7, 8);
    private static final Bytes32 ANA = new Bytes32(9, 9, 9, 9);
    private static final Bytes32 BO = new Bytes32(8, 8, 8, 8);
    private static final long WEEK = 7 * Limits.DAY_MILLIS;
    private static final long NOW = 3_000 * WEEK + 1;
    private static final byte[] BUNDLE = {1, 2, 3};

    @TempDir
    private Path folder;

    private final Random chance = new Random(3);
    private TokenOffice office;

    private TokenOffice open() {
        office = new TokenOffice(folder.resolve("tokens"), COMMUNITY, NODE, chance);
        return office;
    }

    @AfterEach
    void close() throws IOException {
        office.close();
    }

    private List<PostToken> draw(Bytes32 member, Bytes32 node, int count, int daily, long now) throws IOException {
        RsaPublicKey key = PostToken.readKey(office.directory(now).key()).orThrow();
        List<TokenDraft> drafts = new ArrayList<>();
        ByteBuffer requests = ByteBuffer.allocate(count * TokenDraft.REQUEST_BYTES);
        for (int i = 0; i < count; i++) {
            drafts.add(TokenDraft.draw(Challenge.digest(COMMUNITY, node), key, chance)
                    .orThrow());
            requests.put(drafts.get(i).request());
        }
        byte[] signed = office.draw(member, requests.array(), daily, now).orThrow();
        List<PostToken> tokens = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = i * PostToken.KEY_BYTES;
            tokens.add(drafts.get(i)
                    .finish(Arrays.copyOfRange(signed, from, from + PostToken.KEY_BYTES))
                    .orThrow());
        }
        return tokens;
    }

    private static Reason reason(Checked<?> refused) {
        return assertInstanceOf(Checked.Refused.class, refused).refusal().reason();
    }

    @Test
    void aTokenIsSpentOnceAndOnTheSameBytesAgain() throws IOException {
        open();
        PostToken token = draw(ANA, NODE, 1, 5, NOW).get(0);
        office.spend(token.bytes(), BUNDLE, NOW).orThrow();
        office.spend(token.bytes(), BUNDLE, NOW).orThrow();
        assertEquals(Reason.BAD_TOKEN, reason(office.spend(token.bytes(), new byte[] {4}, NOW)));
        office.close();
        assertEquals(Reason.BAD_TOKEN, reason(open().spend(token.bytes(), new byte[] {4}, NOW)), "after a stop too");
        office.spend(token.bytes(), BUNDLE, NOW).orThrow();
    }

    @Test
    void nobodyDrawsMoreThanADaysTokensThoughTheNodeStops() throws IOException {
        open();
        draw(ANA, NODE, 3, 4, NOW);
        office.close();
        open();
        draw(ANA, NODE, 1, 4, NOW);
        byte[] request = TokenDraft.draw(
                        Challenge.digest(COMMUNITY, NODE),
                        PostToken.readKey(office.directory(NOW).key()).orThrow(),
                        chance)
                .orThrow()
                .request();
        assertEquals(Reason.OVER_BUDGET, reason(office.draw(ANA, request, 4, NOW)));
        assertInstanceOf(Checked.Ok.class, office.draw(BO, request, 4, NOW), "others draw theirs");
        assertInstanceOf(Checked.Ok.class, office.draw(ANA, request, 4, NOW + Limits.DAY_MILLIS));
    }

    @Test
    void tokensOfOtherNodesAndOldOnesAreRefused() throws IOException {
        open();
        PostToken elsewhere = draw(ANA, new Bytes32(7, 7, 7, 7), 1, 9, NOW).get(0);
        assertEquals(Reason.BAD_TOKEN, reason(office.spend(elsewhere.bytes(), BUNDLE, NOW)));
        PostToken token = draw(ANA, NODE, 1, 9, NOW).get(0);
        byte[] key = office.directory(NOW).key();
        assertFalse(Arrays.equals(key, office.directory(NOW + WEEK).key()), "each week has a key of its own");
        assertArrayEquals(key, office.directory(NOW).key());
        office.spend(token.bytes(), BUNDLE, NOW + WEEK).orThrow();
        office.directory(NOW + 2 * WEEK);
        assertEquals(Reason.BAD_TOKEN, reason(office.spend(token.bytes(), BUNDLE, NOW + 2 * WEEK)));
        try (var files = Files.list(folder.resolve("tokens"))) {
            assertTrue(files.allMatch(file -> !file.getFileName().toString().startsWith("3000.")), "it is forgotten");
        }
    }

    @Test
    void whatIsNoRequestIsRefusedAndWhatIsTornIsCutOff() throws IOException {
        open();
        PostToken token = draw(ANA, NODE, 1, 9, NOW).get(0);
        office.spend(token.bytes(), BUNDLE, NOW).orThrow();
        assertEquals(Reason.BAD_TOKEN, reason(office.draw(ANA, new byte[0], 9, NOW)));
        assertEquals(Reason.BAD_TOKEN, reason(office.draw(ANA, new byte[TokenDraft.REQUEST_BYTES], 9, NOW)));
        assertEquals(Reason.BAD_TOKEN, reason(office.draw(ANA, new byte[33 * TokenDraft.REQUEST_BYTES], 99, NOW)));
        assertEquals(Reason.BAD_TOKEN, reason(office.spend(new byte[PostToken.BYTES], BUNDLE, NOW)));
        office.close();
        Path spent = folder.resolve("tokens").resolve("3000.spent");
        Files.write(spent, new byte[33], StandardOpenOption.APPEND);
        open();
        assertEquals(Reason.BAD_TOKEN, reason(office.spend(token.bytes(), new byte[] {4}, NOW)));
        PostToken next = draw(ANA, NODE, 1, 9, NOW).get(0);
        office.spend(next.bytes(), BUNDLE, NOW).orThrow();
        assertEquals(0, Files.size(spent) % 64);
    }
}
