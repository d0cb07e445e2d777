package org.byway.agent.token;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.byway.agent.keys.PersonaSigner;
import org.byway.agent.node.Posting;
import org.byway.agent.node.Reply;
import org.byway.agent.node.TokenPort;
import org.byway.agent.vault.Vault;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.token.Challenge;
import org.byway.protocol.token.PostToken;
import org.byway.protocol.token.TokenDraft;
import org.byway.protocol.wire.TokenDrawn;
import org.byway.protocol.wire.TokenSpent;
import org.byway.protocol.wire.VaultEntry;

/**
 * The tokens of one vault. They are drawn ahead, so that drawing and posting do not stand beside each other: when few are left after a
 * post, and before one only where there is none. One is written down as spent before it is shown. Used by one thread at a time.
 */
public final class Purse {
    private static final int DRAWN_AT_ONCE = 8;
    private static final int FEW = 2;

    private final Vault vault;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<Bytes32, Kept> unspent = new LinkedHashMap<>();
    /** Bundles that were posted, or tried to be: the same token goes with them again. */
    private final Map<Bytes32, byte[]> spent = new HashMap<>();

    private record Kept(Bytes32 node, long until, byte[] token) {}

    private Purse(Vault vault, InstantSource clock, RandomGenerator random) {
        this.vault = vault;
        this.clock = clock;
        this.random = random;
    }

    /** Reads what the vault holds. The chance is to be cryptographic. */
    public static Purse open(Vault vault, InstantSource clock, RandomGenerator random) throws IOException {
        Purse purse = new Purse(vault, clock, random);
        vault.follow(purse::take);
        vault.refresh();
        return purse;
    }

    private void take(VaultEntry entry) {
        if (entry.hasTokenDrawn()) {
            TokenDrawn drawn = entry.getTokenDrawn();
            byte[] token = drawn.getToken().toByteArray();
            unspent.put(Sha256.of(token), new Kept(Bytes32.of(drawn.getNode().toByteArray()), drawn.getUntil(), token));
        } else if (entry.hasTokenSpent()) {
            Kept kept =
                    unspent.remove(Bytes32.of(entry.getTokenSpent().getToken().toByteArray()));
            if (kept != null) {
                spent.put(Bytes32.of(entry.getTokenSpent().getBundle().toByteArray()), kept.token());
            }
        }
    }

    /** How many tokens of that node can be spent. */
    public int count(Bytes32 node) {
        return (int)
                unspent.values().stream().filter(kept -> isGood(kept, node)).count();
    }

    private boolean isGood(Kept kept, Bytes32 node) {
        return kept.node().equals(node) && kept.until() > clock.millis();
    }

    /**
     * Posts a bundle for a token; empty where the node gives none. Refused, and not posted otherwise, where no token can be had: who wants
     * to be known says so.
     */
    public Optional<Reply<Posting>> post(TokenPort node, byte[] bundle, PersonaSigner member) throws IOException {
        Reply<TokenPort.Offered> told = node.offered();
        if (told instanceof Reply.Refused<TokenPort.Offered>(String code, String message)
                && code.equals(TokenPort.NONE)) {
            return Optional.empty();
        }
        if (!(told instanceof Reply.Got<TokenPort.Offered>(TokenPort.Offered offered))) {
            return Optional.of(told.map(never -> null));
        }
        Bytes32 digest = Sha256.of(bundle);
        byte[] token = spent.get(digest);
        if (token == null) {
            if (count(offered.node()) == 0
                    && draw(node, offered, member) instanceof Reply<Integer> drawn
                    && !(drawn instanceof Reply.Got<Integer>)) {
                return Optional.of(kept(drawn));
            }
            token = spend(offered.node(), digest);
        }
        if (token == null) {
            return Optional.of(new Reply.Unreachable<>("another command has spent the last token; try again"));
        }
        Reply<Posting> posted = node.post(bundle, token);
        if (count(offered.node()) < FEW) {
            // Where it fails, the next post that finds none says why.
            var unused = draw(node, offered, member);
        }
        return Optional.of(posted);
    }

    private static Reply<Posting> kept(Reply<Integer> drawn) {
        return drawn instanceof Reply.Refused<Integer>(String code, String message)
                ? new Reply.Refused<>(
                        code, message + "; what you said is kept here, and goes out once there are tokens")
                : drawn.map(never -> null);
    }

    /** Takes a token for that bundle; null where there is none. */
    private byte[] spend(Bytes32 node, Bytes32 bundle) throws IOException {
        try (Vault.Page page = vault.write()) {
            Map.Entry<Bytes32, Kept> next = unspent.entrySet().stream()
                    .filter(each -> isGood(each.getValue(), node))
                    .findFirst()
                    .orElse(null);
            if (next == null) {
                return null;
            }
            byte[] token = next.getValue().token();
            page.append(List.of(VaultEntry.newBuilder()
                    .setNoted(clock.millis())
                    .setTokenSpent(TokenSpent.newBuilder()
                            .setToken(bytes(next.getKey()))
                            .setBundle(bytes(bundle)))
                    .build()));
            return token;
        }
    }

    private Reply<Integer> draw(TokenPort node, TokenPort.Offered offered, PersonaSigner member) throws IOException {
        Bytes32 challenge = Challenge.digest(offered.community(), offered.node());
        List<TokenDraft> drafts = new ArrayList<>();
        for (int i = 0; i < Math.min(DRAWN_AT_ONCE, offered.daily()); i++) {
            drafts.add(TokenDraft.draw(challenge, offered.key(), random).orThrow());
        }
        Reply<byte[]> answer = node.draw(offered.node(), requests(drafts), member);
        if (answer instanceof Reply.Refused<byte[]>(String code, String message)
                && code.equals(Reason.OVER_BUDGET.code())
                && drafts.size() > 1) {
            // A few of a day's may be left.
            drafts = drafts.subList(0, 1);
            answer = node.draw(offered.node(), requests(drafts), member);
        }
        return answer instanceof Reply.Got<byte[]>(byte[] signed)
                ? finished(offered, drafts, signed)
                : answer.map(never -> 0);
    }

    private static byte[] requests(List<TokenDraft> drafts) {
        ByteBuffer requests = ByteBuffer.allocate(drafts.size() * TokenDraft.REQUEST_BYTES);
        drafts.forEach(draft -> requests.put(draft.request()));
        return requests.array();
    }

    private Reply<Integer> finished(TokenPort.Offered offered, List<TokenDraft> drafts, byte[] signed)
            throws IOException {
        List<VaultEntry> entries = new ArrayList<>();
        for (int i = 0; i < drafts.size() && signed.length == drafts.size() * PostToken.KEY_BYTES; i++) {
            byte[] each = Arrays.copyOfRange(signed, i * PostToken.KEY_BYTES, (i + 1) * PostToken.KEY_BYTES);
            if (drafts.get(i).finish(each) instanceof Checked.Ok<PostToken>(PostToken token)) {
                entries.add(VaultEntry.newBuilder()
                        .setNoted(clock.millis())
                        .setTokenDrawn(TokenDrawn.newBuilder()
                                .setNode(bytes(offered.node()))
                                .setUntil(offered.until())
                                .setToken(ByteString.copyFrom(token.bytes())))
                        .build());
            }
        }
        keep(entries);
        return entries.isEmpty()
                ? new Reply.Unreachable<>("what the node gave are no tokens")
                : new Reply.Got<>(entries.size());
    }

    private void keep(List<VaultEntry> entries) throws IOException {
        try (Vault.Page page = vault.write()) {
            page.append(entries);
        }
    }

    private static ByteString bytes(Bytes32 value) {
        return ByteString.copyFrom(value.bytes());
    }
}
