package org.byway.agent.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import org.byway.agent.keys.Keyring;
import org.byway.agent.ledger.MemoryBinder;
import org.byway.agent.vault.Vault;
import org.byway.protocol.identity.DidKey;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.wire.CredentialAsk;
import org.byway.protocol.wire.CredentialGiven;
import org.byway.protocol.wire.HomeRestored;
import org.byway.protocol.wire.ProofWanted;
import org.byway.protocol.wire.VaultEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody has something said of herself and shows of it what is asked, each copy to one. */
class HolderTest {
    private static final long DAY = 20_000;
    private static final InstantSource NOON = InstantSource.fixed(Instant.ofEpochSecond(DAY * 86_400 + 43_200));
    private static final Bytes32 AUTHOR = new Bytes32(9, 9, 9, 9);

    private final Random random = new Random(1);
    private final SigningKey issuer = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);
    private final StatusList list = StatusList.empty();
    private final ProofVerification proofs = new ProofVerification(
            new StrictEd25519(),
            (author, key) ->
                    AUTHOR.equals(author) && key.equals(issuer.publicKey()) ? Optional.of(list) : Optional.empty());
    private Vault vault;
    private Holder holder;

    @BeforeEach
    void begin() throws IOException {
        vault = Vault.open(new MemoryBinder());
        CredentialBook book = new CredentialBook();
        vault.follow(book::take);
        holder = new Holder(Keyring.ofRandom(random), vault, book, new StrictEd25519(), NOON, random);
    }

    private static Statement statement(String json) throws CredentialRefused {
        ObjectNode claims = StrictJson.object(json.getBytes(StandardCharsets.UTF_8), "the statement");
        return Statement.of("membership", claims).orThrow();
    }

    private List<String> copies(CredentialAsk ask, Statement statement) {
        List<Bytes32> keys = ask.getKeysList().stream()
                .map(key -> Bytes32.of(key.toByteArray()))
                .toList();
        List<Integer> places =
                IntStream.range(0, keys.size()).mapToObj(i -> 1_000 * i + 7).toList();
        return new Issuing(issuer, StatusList.uri(AUTHOR), DAY, 60, random).copies(statement, keys, places);
    }

    private static CredentialGiven given(CredentialAsk ask, List<String> copies) {
        return CredentialGiven.newBuilder()
                .setId(ask.getId())
                .addAllCredentials(copies)
                .build();
    }

    private HeldCredential hold(Statement statement, int copies) throws IOException {
        CredentialAsk ask = holder.ask(statement.type(), copies, null);
        return holder.keep(given(ask, copies(ask, statement))).orThrow();
    }

    private ProofWanted wanted(String... claims) {
        return ProofWanted.newBuilder()
                .setType("membership")
                .addIssuers(DidKey.of(issuer.publicKey()))
                .addAllClaims(List.of(claims))
                .build();
    }

    private Checked<Verified> verify(String shown, ProofWanted wanted, String nonce, String audience) {
        return proofs.verify(shown, wanted, new Expected(nonce, audience, NOON.millis()));
    }

    private static Reason reason(Checked<?> checked) {
        return assertInstanceOf(Checked.Refused.class, checked).refusal().reason();
    }

    @Test
    void whatIsAskedIsShownAndNothingElse() throws Exception {
        hold(statement("{\"since\":2024,\"deals\":20,\"people\":10}"), 3);
        String shown = holder.show(wanted("since"), "n", "shop").orThrow();
        ObjectNode said = verify(shown, wanted("since"), "n", "shop").orThrow().statement();
        assertEquals("{\"since\":2024}", said.toString());
        assertEquals(Reason.MISSING_CONTENT, reason(verify(shown, wanted("deals"), "n", "shop")));
        assertEquals(Reason.STALE, reason(verify(shown, wanted("since"), "m", "shop")));
        assertEquals(Reason.NOT_YOURS, reason(verify(shown, wanted("since"), "n", "bank")));
    }

    @Test
    void anyStatementIsShownInAnyPart() throws Exception {
        for (int round = 0; round < 200; round++) {
            ObjectNode claims = JsonNodeFactory.instance.objectNode();
            for (int i = random.nextInt(17); i > 0; i--) {
                JsonNode value = Statement.value(
                        switch (random.nextInt(3)) {
                            case 0 -> Integer.toString(random.nextInt());
                            case 1 -> Boolean.toString(random.nextBoolean());
                            default -> "ä\"\\~.\u2028" + (char) ('a' + random.nextInt(26));
                        });
                claims.set("claim " + i, value);
            }
            hold(Statement.of("membership " + round, claims).orThrow(), 1);
            List<String> names = new ArrayList<>();
            claims.fieldNames().forEachRemaining(names::add);
            Collections.shuffle(names, random);
            names = names.subList(0, random.nextInt(names.size() + 1));
            ProofWanted wanted = wanted(names.toArray(String[]::new)).toBuilder()
                    .setType("membership " + round)
                    .build();
            String shown = holder.show(wanted, "n" + round, "shop").orThrow();
            ObjectNode expected = claims.deepCopy();
            expected.retain(names);
            JsonNode said = verify(shown, wanted, "n" + round, "shop").orThrow().statement();
            assertEquals(
                    StrictJson.read(StrictJson.write(expected), "it"), StrictJson.read(StrictJson.write(said), "it"));
        }
    }

    /** All texts and numbers that a verifier sees, and the parts in which they come. */
    private static Set<String> seen(String shown) throws CredentialRefused {
        Set<String> seen = new TreeSet<>();
        SdJwt parts = SdJwt.read(shown);
        for (String jwt : List.of(parts.issued(), parts.binding())) {
            Jws read = Jws.read(jwt);
            seen.add(read.signed());
            seen.add(Base64Url.write(read.signature()));
            leaves(read.payload(), seen);
        }
        for (String text : parts.disclosures()) {
            seen.add(text);
            leaves(StrictJson.read(Base64Url.read(text), "a disclosure"), seen);
        }
        return seen;
    }

    private static void leaves(JsonNode node, Set<String> to) {
        if (node.isValueNode()) {
            to.add(node.asText());
        }
        node.forEach(each -> leaves(each, to));
    }

    @Test
    void twoPresentationsHaveNothingInCommonButWhatTheySay() throws Exception {
        hold(statement("{\"since\":2024,\"deals\":20}"), 2);
        Set<String> common = seen(holder.show(wanted("since"), "n1", "shop").orThrow());
        common.retainAll(seen(holder.show(wanted("since"), "n2", "bank").orThrow()));
        Set<String> open = Set.of(
                DidKey.of(issuer.publicKey()),
                Long.toString(DAY * 86_400),
                Long.toString((DAY + 60) * 86_400),
                "membership",
                StatusList.uri(AUTHOR),
                "sha-256",
                "OKP",
                "Ed25519",
                "since",
                "2024",
                Long.toString(NOON.millis() / 1_000));
        assertEquals(new TreeSet<>(open), common);
    }

    @Test
    void noCopyIsShownTwiceNotEvenAfterARestore() throws Exception {
        HeldCredential held = hold(statement("{\"since\":2024}"), 4);
        Set<String> shown = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            shown.add(SdJwt.read(holder.show(wanted(), "n", "a").orThrow()).issued());
        }
        assertEquals(3, shown.size());
        CredentialAsk pending = holder.ask("membership", 1, null);
        try (Vault.Page page = vault.write()) {
            page.append(List.of(VaultEntry.newBuilder()
                    .setHomeRestored(HomeRestored.getDefaultInstance())
                    .build()));
        }
        assertEquals(
                0,
                holder.book()
                        .held(ByteString.copyFrom(held.asked().getId().toByteArray()))
                        .orElseThrow()
                        .left());
        assertEquals(Reason.OVER_BUDGET, reason(holder.show(wanted(), "n", "a")));
        CredentialGiven late = given(pending, copies(pending, statement("{}")));
        assertEquals(Reason.UNKNOWN_AUTHOR, reason(holder.keep(late)), "it may have been shown elsewhere");
    }

    @Test
    void whatIsRevokedOrCannotBeLookedUpDoesNotCount() throws Exception {
        hold(statement("{}"), 2);
        String first = holder.show(wanted(), "n", "a").orThrow();
        String second = holder.show(wanted(), "n", "a").orThrow();
        list.revoke(7);
        assertEquals(Reason.STALE, reason(verify(first, wanted(), "n", "a")));
        assertInstanceOf(Checked.Ok.class, verify(second, wanted(), "n", "a"));
        ProofVerification alone = new ProofVerification(new StrictEd25519(), (author, key) -> Optional.empty());
        Expected expected = new Expected("n", "a", NOON.millis());
        assertEquals(Reason.NOT_YET, reason(alone.verify(second, wanted(), expected)));
    }

    @Test
    void onlyTheWordOfThoseWhoAreNamedCounts() throws Exception {
        hold(statement("{}"), 2);
        String shown = holder.show(wanted(), "n", "a").orThrow();
        ProofWanted other = wanted().toBuilder()
                .setIssuers(
                        0,
                        DidKey.of(SigningKey.ofSeed(new byte[] {
                                    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                                    1, 1, 1, 1
                                })
                                .publicKey()))
                .build();
        assertEquals(Reason.UNKNOWN_AUTHOR, reason(verify(shown, other, "n", "a")));
        assertEquals(Reason.UNKNOWN_AUTHOR, reason(holder.show(other, "n", "a")));
        ProofWanted type = wanted().toBuilder().setType("steward").build();
        assertEquals(Reason.BAD_KIND, reason(verify(shown, type, "n", "a")));
        assertEquals(Reason.BAD_KIND, reason(holder.show(type, "n", "a")));
        assertEquals(Reason.MISSING_CONTENT, reason(holder.show(wanted("since"), "n", "a")));
        assertEquals(1, holder.book().held().get(0).left(), "what was refused used up nothing");
    }

    @Test
    void anIssuerCannotMarkTheCopies() throws Exception {
        CredentialAsk ask = holder.ask("membership", 2, null);
        List<String> good = copies(ask, statement("{\"since\":2024}"));
        List<String> other = copies(ask, statement("{\"since\":2023}"));
        assertEquals(Reason.BAD_CONTENT, reason(holder.keep(given(ask, List.of(good.get(0), other.get(1))))));
        assertEquals(Reason.BAD_KEY, reason(holder.keep(given(ask, List.of(good.get(1), good.get(0))))));
        assertEquals(Reason.BAD_LENGTH, reason(holder.keep(given(ask, good.subList(0, 1)))));
        assertEquals(Reason.BAD_LENGTH, reason(holder.keep(given(ask, List.of()))));
        List<Bytes32> keys = ask.getKeysList().stream()
                .map(key -> Bytes32.of(key.toByteArray()))
                .toList();
        List<String> samePlace = new Issuing(issuer, StatusList.uri(AUTHOR), DAY, 60, random)
                .copies(statement("{}"), keys, List.of(5, 5));
        assertEquals(Reason.DUPLICATE, reason(holder.keep(given(ask, samePlace))));
        String cut = good.get(0).substring(0, good.get(0).indexOf('~') + 1);
        assertEquals(Reason.BAD_CONTENT, reason(holder.keep(given(ask, List.of(cut, good.get(1))))));
        assertEquals(Reason.MALFORMED, reason(holder.keep(given(ask, List.of("no~", good.get(1))))));
        holder.keep(given(ask, good)).orThrow();
        assertEquals(Reason.DUPLICATE, reason(holder.keep(given(ask, good))));
    }

    @Test
    void aStatementHasNamesAndValuesOfItsOwn() {
        ObjectNode claims = JsonNodeFactory.instance.objectNode();
        for (String name :
                List.of("iss", "exp", "cnf", "status", "_sd", "...", "_sd_alg", "", "a\nb", "x".repeat(65))) {
            assertEquals(
                    Reason.BAD_CONTENT,
                    reason(Statement.of("t", claims.deepCopy().put(name, 1))),
                    name);
        }
        assertEquals(Reason.BAD_CONTENT, reason(Statement.of("", claims)));
        ObjectNode nested = claims.deepCopy();
        nested.putObject("a");
        assertEquals(Reason.BAD_CONTENT, reason(Statement.of("t", nested)));
        assertEquals(
                Reason.BAD_CONTENT, reason(Statement.of("t", claims.deepCopy().put("a", "x".repeat(300)))));
        assertTrue(Statement.value("0123").isTextual());
        assertTrue(Statement.value("-5").isNumber());
        assertFalse(Statement.value("false").booleanValue());
    }

    @Test
    void countsAreRoundedDown() {
        long[][] cases = {
            {0, 0}, {1, 1}, {2, 2}, {4, 2}, {5, 5}, {9, 5}, {10, 10}, {19, 10}, {37, 20}, {99, 50}, {1_234, 1_000}
        };
        for (long[] each : cases) {
            assertEquals(each[1], Statement.rounded(each[0]));
        }
    }

    @Test
    void aListIsReadWholeOrNotAtAll() {
        StatusList some = StatusList.empty();
        for (int place : new int[] {0, 1, 8, 4_711, StatusList.PLACES - 1}) {
            some.revoke(place);
        }
        byte[] written = some.write();
        StatusList read = StatusList.read(written).orThrow();
        assertTrue(read.isRevoked(0) && read.isRevoked(StatusList.PLACES - 1) && read.isRevoked(4_711));
        assertFalse(read.isRevoked(2) || read.isRevoked(4_712));
        assertEquals(Reason.BAD_CONTENT, reason(StatusList.read(new byte[0])));
        assertEquals(Reason.BAD_CONTENT, reason(StatusList.read(new byte[] {1, 2, 3})));
        assertEquals(Reason.BAD_CONTENT, reason(StatusList.read(Arrays.copyOf(written, written.length - 3))));
        Deflater bomb = new Deflater();
        bomb.setInput(new byte[1 << 20]);
        bomb.finish();
        byte[] out = new byte[4_096];
        byte[] huge = Arrays.copyOf(out, bomb.deflate(out));
        bomb.end();
        assertEquals(Reason.BAD_CONTENT, reason(StatusList.read(huge)));
    }
}
