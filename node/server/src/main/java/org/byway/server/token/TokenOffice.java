package org.byway.server.token;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.byway.protocol.blind.RsaPublicKey;
import org.byway.protocol.blind.RsaSigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.token.Challenge;
import org.byway.protocol.token.PostToken;
import org.byway.protocol.token.TokenDraft;
import org.byway.storage.file.Rows;

/**
 * Blind signs tokens, each week by another key, and remembers which ones were spent on what, in files of a folder of its own. It can
 * tell how many tokens a member drew, and which ones were spent, and not whose they were. Safe for several threads.
 */
public final class TokenOffice implements AutoCloseable {
    /** How many tokens are drawn by one request. */
    public static final int MOST_AT_ONCE = 32;

    private static final long WEEK_MILLIS = 7 * Limits.DAY_MILLIS;
    /** A token can be spent so many weeks after the one in which it was drawn. */
    private static final int WEEKS_AFTER = 1;

    private static final int DRAWN_BYTES = Bytes32.SIZE + 2 * Integer.BYTES;

    private final Path folder;
    private final Bytes32 challenge;
    private final RandomGenerator secret;
    private final SortedMap<Long, Week> weeks = new TreeMap<>();

    /**
     * @param key what tokens of the week are signed by, as SubjectPublicKeyInfo
     * @param until when the last of them can be spent, milliseconds
     */
    public record Directory(byte[] key, long until) {}

    /** @param secret cryptographic chance */
    public TokenOffice(Path folder, Bytes32 community, Bytes32 node, RandomGenerator secret) {
        this.folder = folder;
        this.challenge = Challenge.digest(community, node);
        this.secret = secret;
    }

    /** What was drawn and spent of one week's key. */
    private final class Week {
        private final RsaSigningKey signer;
        private final Bytes32 id;
        private final Rows spentRows;
        private final Rows drawnRows;
        private final Map<Bytes32, Bytes32> spent = new HashMap<>();
        /** Of the day that was drawn on last. */
        private final Map<Bytes32, Integer> drawn = new HashMap<>();

        private int day;

        Week(long number) throws IOException {
            signer = RsaSigningKey.generate(Seed.chance(folder.resolve(number + ".seed"), secret));
            id = PostToken.keyId(signer.publicKey());
            spentRows = Rows.open(folder.resolve(number + ".spent"), 2 * Bytes32.SIZE);
            drawnRows = Rows.open(folder.resolve(number + ".drawn"), DRAWN_BYTES);
            for (byte[] row : spentRows.all()) {
                spent.put(half(row, 0), half(row, Bytes32.SIZE));
            }
            for (byte[] row : drawnRows.all()) {
                ByteBuffer after = ByteBuffer.wrap(row, Bytes32.SIZE, 2 * Integer.BYTES);
                drew(half(row, 0), after.getInt(), after.getInt());
            }
        }

        private void drew(Bytes32 member, int on, int count) {
            if (on != day) {
                drawn.clear();
                day = on;
            }
            drawn.merge(member, count, Integer::sum);
        }

        int drawnOn(int on, Bytes32 member) {
            return on == day ? drawn.getOrDefault(member, 0) : 0;
        }

        void close() throws IOException {
            spentRows.close();
            drawnRows.close();
        }
    }

    private static Bytes32 half(byte[] row, int from) {
        return Bytes32.of(Arrays.copyOfRange(row, from, from + Bytes32.SIZE));
    }

    /** By what tokens are signed now. */
    public synchronized Directory directory(long now) throws IOException {
        long number = Math.floorDiv(now, WEEK_MILLIS);
        return new Directory(week(number).signer.publicKey().pssInfo(), (number + 1 + WEEKS_AFTER) * WEEK_MILLIS);
    }

    /**
     * Signs what a member wants signed; refused where it is more than it may draw in a day, or not for this week's key.
     *
     * @param requests one behind the other
     * @param daily how many tokens a member may draw in a day
     */
    public synchronized Checked<byte[]> draw(Bytes32 member, byte[] requests, int daily, long now) throws IOException {
        int count = requests.length / TokenDraft.REQUEST_BYTES;
        if (count == 0 || count > MOST_AT_ONCE || requests.length % TokenDraft.REQUEST_BYTES != 0) {
            return Refusal.of(Reason.BAD_TOKEN, "1 to " + MOST_AT_ONCE + " requests of 259 bytes each are wanted");
        }
        Week week = week(Math.floorDiv(now, WEEK_MILLIS));
        int today = (int) Math.floorDiv(now, Limits.DAY_MILLIS);
        int left = daily - week.drawnOn(today, member);
        if (count > left) {
            return Refusal.of(
                    Reason.OVER_BUDGET,
                    "a member draws " + daily + " tokens in a day, and you have drawn " + (daily - left)
                            + " today (by UTC)");
        }
        ByteBuffer answer = ByteBuffer.allocate(count * PostToken.KEY_BYTES);
        RsaPublicKey key = week.signer.publicKey();
        for (int from = 0; from < requests.length; from += TokenDraft.REQUEST_BYTES) {
            byte[] request = Arrays.copyOfRange(requests, from, from + TokenDraft.REQUEST_BYTES);
            if (!(TokenDraft.wanted(request, key) instanceof Checked.Ok<byte[]>(byte[] wanted))) {
                return TokenDraft.wanted(request, key);
            }
            if (!(week.signer.sign(wanted, secret) instanceof Checked.Ok<byte[]>(byte[] signed))) {
                return week.signer.sign(wanted, secret);
            }
            answer.put(signed);
        }
        week.drawnRows.add(ByteBuffer.allocate(DRAWN_BYTES)
                .put(member.bytes())
                .putInt(today)
                .putInt(count)
                .array());
        week.drew(member, today, count);
        return new Checked.Ok<>(answer.array());
    }

    /** Spends a token on those bytes, durably; the same bytes may be brought with it again. Refused where it does not hold. */
    public synchronized Checked<PostToken> spend(byte[] shown, byte[] on, long now) throws IOException {
        if (!(PostToken.read(shown) instanceof Checked.Ok<PostToken>(PostToken token))) {
            return PostToken.read(shown);
        }
        if (!token.challenge().equals(challenge)) {
            return Refusal.of(Reason.BAD_TOKEN, "the token is for another node");
        }
        Week week = signing(token.key(), now);
        if (week == null || !token.holds(week.signer.publicKey())) {
            return Refusal.of(Reason.BAD_TOKEN, "the token is not of this node, or too old; draw a new one");
        }
        Bytes32 digest = Sha256.of(on);
        Bytes32 before = week.spent.get(token.nonce());
        if (before == null) {
            week.spentRows.add(ByteBuffer.allocate(2 * Bytes32.SIZE)
                    .put(token.nonce().bytes())
                    .put(digest.bytes())
                    .array());
            week.spent.put(token.nonce(), digest);
        } else if (!before.equals(digest)) {
            return Refusal.of(Reason.BAD_TOKEN, "the token was spent already");
        }
        return new Checked.Ok<>(token);
    }

    /** The week that was signed for by that key, of those whose tokens can still be spent; null if none was. */
    private Week signing(Bytes32 key, long now) throws IOException {
        long number = Math.floorDiv(now, WEEK_MILLIS);
        for (long each = number; each >= number - WEEKS_AFTER; each--) {
            boolean made = weeks.containsKey(each) || Files.exists(folder.resolve(each + ".seed"));
            if (made && week(each).id.equals(key)) {
                return weeks.get(each);
            }
        }
        return null;
    }

    /** The week of that number; lets go of those that are over. */
    private Week week(long number) throws IOException {
        Week week = weeks.get(number);
        if (week == null) {
            Files.createDirectories(folder);
            week = new Week(number);
            weeks.put(number, week);
            forget(weeks.lastKey() - WEEKS_AFTER);
        }
        return week;
    }

    private void forget(long before) throws IOException {
        for (Week each : weeks.headMap(before).values()) {
            each.close();
        }
        weeks.headMap(before).clear();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[0-9]*.{seed,spent,drawn}")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (Long.parseLong(name.substring(0, name.indexOf('.'))) < before) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        for (Week each : weeks.values()) {
            each.close();
        }
        weeks.clear();
    }
}
