package org.byway.server.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.vault.SignedSnapshot;
import org.byway.storage.file.Answer;
import org.byway.storage.file.VaultFiles;

/** Snapshots of vaults: of the place whose key signs, and of nobody else. On the event loop. */
final class VaultOperations {
    private static final String BYTES = "application/octet-stream";
    private static final String PLACE = "place";
    private static final int DIGESTS = 8_192;
    private static final int LISTED_UNASKED = 8;
    private static final int KEYS = 2_048;
    /** How many new places one address may begin in an hour. */
    private static final HttpLimits.Rates BEGINNINGS = new HttpLimits.Rates(10_000, 20);

    private final VaultService vaults;
    private final StrictEd25519 signatures = new StrictEd25519(KEYS);
    private final RateCap beginnings = new RateCap(BEGINNINGS, TimeUnit.HOURS);

    VaultOperations(VaultService vaults) {
        this.vaults = vaults;
    }

    void putVaultChunk(Call call) {
        Bytes32 place = own(call);
        if (place == null) {
            return;
        }
        byte[] chunk = call.body().getBytes();
        if (chunk.length == 0) {
            call.exchange().problem(Routes.bad("a chunk has at least one byte"));
        } else if (!Sha256.of(chunk).equals(digest(call))) {
            call.exchange().problem(Problem.of(422, "bad-digest", "the chunk has another SHA-256 than its path says"));
        } else {
            put(call, vaults.put(place, chunk, Keeping.mayBegin(call, beginnings)));
        }
    }

    void putVaultSnapshot(Call call) {
        Bytes32 place = own(call);
        if (place == null) {
            return;
        }
        switch (SignedSnapshot.read(call.body().getBytes(), place, signatures)) {
            case Checked.Refused<SignedSnapshot>(Refusal refusal) ->
                call.exchange().problem(Problem.of(refusal));
            case Checked.Ok<SignedSnapshot>(SignedSnapshot snapshot) -> {
                if (!Long.toString(snapshot.number()).equals(call.path("number"))) {
                    call.exchange().problem(Routes.bad("the snapshot has another number than its path says"));
                } else {
                    put(call, vaults.put(place, snapshot, Keeping.mayBegin(call, beginnings)));
                }
            }
        }
    }

    private static void put(Call call, CompletionStage<Answer<Bytes32>> put) {
        with(call, put, digest -> call.exchange().answer(204, null, Caching.NEVER, null));
    }

    void getVaultChunk(Call call) {
        Bytes32 place = own(call);
        if (place != null) {
            bytes(call, vaults.chunk(place, digest(call)), "unknown-chunk");
        }
    }

    void getVaultSnapshot(Call call) {
        Bytes32 place = own(call);
        if (place != null) {
            String number = call.path("number");
            bytes(
                    call,
                    number.equals("latest") ? vaults.latest(place) : vaults.snapshot(place, number(number)),
                    "unknown-snapshot");
        }
    }

    /** Of up to 19 digits; 0, which no snapshot has, where it is beyond all that there can be. */
    private static long number(String digits) {
        BigInteger number = new BigInteger(digits);
        return number.bitLength() < Long.SIZE ? number.longValueExact() : 0;
    }

    private static void bytes(Call call, CompletionStage<Answer<byte[]>> asked, String unknown) {
        call.with(asked, answer -> {
            switch (answer) {
                case Answer.Got<byte[]>(byte[] bytes) ->
                    call.exchange().answer(200, BYTES, Caching.NEVER, Buffer.buffer(bytes));
                case Answer.Refused<byte[]>(Answer.Why why, String detail) ->
                    call.exchange()
                            .problem(
                                    why == Answer.Why.UNKNOWN
                                            ? Problem.of(404, unknown, detail)
                                            : Keeping.problem(why, detail));
            }
        });
    }

    void findMissingChunks(Call call) {
        Bytes32 place = own(call);
        if (place == null) {
            return;
        }
        byte[] body = call.body().getBytes();
        if (body.length % Bytes32.SIZE != 0 || body.length > DIGESTS * Bytes32.SIZE) {
            call.exchange().problem(Routes.bad("the body is up to 8,192 digests of 32 bytes, one behind the other"));
            return;
        }
        List<Bytes32> asked = new ArrayList<>();
        for (int at = 0; at < body.length; at += Bytes32.SIZE) {
            asked.add(Bytes32.of(body, at));
        }
        with(call, vaults.missing(place, asked), missing -> {
            Buffer digests = Buffer.buffer(missing.size() * Bytes32.SIZE);
            missing.forEach(digest -> digests.appendBytes(digest.bytes()));
            call.exchange().answer(200, BYTES, Caching.NEVER, digests);
        });
    }

    void listVaultSnapshots(Call call) {
        Bytes32 place = own(call);
        if (place == null) {
            return;
        }
        with(call, vaults.list(place, call.query("limit", LISTED_UNASKED)), listed -> {
            JsonArray items = new JsonArray();
            listed.forEach(each -> items.add(view(each)));
            call.answer(Caching.NEVER, new JsonObject().put("items", items));
        });
    }

    private static JsonObject view(VaultFiles.Listed snapshot) {
        return new JsonObject()
                .put("number", Long.toString(snapshot.number()))
                .put("digest", snapshot.digest().hex())
                .put("sizeBytes", snapshot.sizeBytes());
    }

    void removeVault(Call call) {
        Bytes32 place = own(call);
        if (place != null) {
            with(call, vaults.remove(place), gone -> call.exchange().answer(204, null, Caching.NEVER, null));
        }
    }

    /** The place that is asked for; null, and refused, where another key signed. */
    private static Bytes32 own(Call call) {
        Bytes32 place = Bytes32.ofHex(call.path(PLACE));
        if (place.equals(call.persona())) {
            return place;
        }
        call.exchange().problem(Problem.of(403, "not-yours", "this is for the key that the place is"));
        return null;
    }

    private static Bytes32 digest(Call call) {
        return Bytes32.ofHex(call.path("digest"));
    }

    private static <T> void with(Call call, CompletionStage<Answer<T>> asked, Consumer<T> use) {
        call.with(asked, answer -> {
            switch (answer) {
                case Answer.Got<T>(T value) -> use.accept(value);
                case Answer.Refused<T>(Answer.Why why, String detail) ->
                    call.exchange().problem(Keeping.problem(why, detail));
            }
        });
    }
}
