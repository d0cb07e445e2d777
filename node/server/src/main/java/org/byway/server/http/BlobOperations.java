package org.byway.server.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.storage.file.Answer;

/** Pictures by their digests: whoever signs may leave one, everybody may see it. On the event loop. */
final class BlobOperations {
    /** How many keys that have nothing here may begin to leave blobs from one address in an hour. */
    private static final HttpLimits.Rates BEGINNINGS = new HttpLimits.Rates(10_000, 60);

    private final BlobService blobs;
    private final RateCap beginnings = new RateCap(BEGINNINGS, TimeUnit.HOURS);

    BlobOperations(BlobService blobs) {
        this.blobs = blobs;
    }

    void putBlob(Call call) {
        byte[] picture = call.body().getBytes();
        if (!Sha256.of(picture).equals(digest(call))) {
            call.exchange().problem(Problem.of(422, "bad-digest", "the blob has another SHA-256 than its path says"));
            return;
        }
        call.with(blobs.put(call.persona(), picture, Keeping.mayBegin(call, beginnings)), checked -> {
            switch (checked) {
                case Checked.Refused<Answer<BlobService.Kept>>(Refusal refusal) ->
                    call.exchange().problem(Problem.of(refusal));
                case Checked.Ok<Answer<BlobService.Kept>>(Answer<BlobService.Kept> answer) -> kept(call, answer);
            }
        });
    }

    private static void kept(Call call, Answer<BlobService.Kept> answer) {
        switch (answer) {
            case Answer.Got<BlobService.Kept>(BlobService.Kept kept) ->
                call.answer(
                        Caching.NEVER,
                        new JsonObject()
                                .put("digest", kept.digest().hex())
                                .put("sizeBytes", kept.sizeBytes())
                                .put("width", kept.width())
                                .put("height", kept.height()));
            case Answer.Refused<BlobService.Kept>(Answer.Why why, String detail) ->
                call.exchange().problem(Keeping.problem(why, detail));
        }
    }

    void getBlob(Call call) {
        Bytes32 digest = digest(call);
        call.with(blobs.get(digest), answer -> {
            switch (answer) {
                case Answer.Got<byte[]>(byte[] picture) ->
                    call.exchange().picture("image/jpeg", digest.hex() + ".jpg", Buffer.buffer(picture));
                case Answer.Refused<byte[]>(Answer.Why why, String detail) ->
                    call.exchange()
                            .problem(
                                    why == Answer.Why.UNKNOWN
                                            ? Problem.of(404, "unknown-blob", detail)
                                            : Keeping.problem(why, detail));
            }
        });
    }

    private static Bytes32 digest(Call call) {
        return Bytes32.ofHex(call.path("digest"));
    }
}
