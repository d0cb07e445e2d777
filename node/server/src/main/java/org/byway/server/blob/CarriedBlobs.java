package org.byway.server.blob;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.byway.picture.Picture;
import org.byway.protocol.blob.BlobEffect;
import org.byway.protocol.blob.BlobEvent;
import org.byway.protocol.blob.ExchangeLimits;
import org.byway.protocol.blob.Named;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.wire.BlobPart;
import org.byway.storage.file.Answer;
import org.byway.storage.file.BlobFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what the exchange of blobs between nodes asks of pictures and files. Whatever goes wrong, it is answered. */
final class CarriedBlobs {
    private static final Logger LOG = LoggerFactory.getLogger("org.byway.blob");

    private final BlobKeeper keeper;

    CarriedBlobs(BlobKeeper keeper) {
        this.keeper = keeper;
    }

    void work(BlobEffect.Work work, Consumer<BlobEvent> then) {
        switch (work) {
            case BlobEffect.Look(List<Named> named) ->
                CarriedBlobs.<List<Bytes32>>answer(
                        keeper.askInTurn(files -> Answer.of(missing(files, named))),
                        missing -> then.accept(new BlobEvent.Looked(missing)),
                        List.of());
            case BlobEffect.Read(long session, Bytes32 digest, int offset) ->
                answer(
                        keeper.askInTurn(files -> files.part(digest, offset, ExchangeLimits.PART_BYTES)),
                        part -> then.accept(new BlobEvent.Read(session, part(digest, offset, part))),
                        null);
            case BlobEffect.Keep(Bytes32 digest, Bytes32 home, byte[] bytes) ->
                answer(
                        keeper.decoded(() -> keep(home, bytes)),
                        outcome -> then.accept(new BlobEvent.Kept(digest, outcome)),
                        BlobEvent.Outcome.NO_ROOM);
        }
    }

    private static List<Bytes32> missing(BlobFiles files, List<Named> named) throws IOException {
        List<Bytes32> missing = new ArrayList<>();
        for (Named each : named) {
            if (!files.holds(each.digest(), each.home())) {
                missing.add(each.digest());
            }
        }
        return missing;
    }

    /** Without bytes where it is not here. */
    private static BlobPart part(Bytes32 digest, int offset, BlobFiles.Part part) {
        BlobPart.Builder frame = BlobPart.newBuilder()
                .setDigest(ByteString.copyFrom(digest.bytes()))
                .setOffset(offset);
        return part == null
                ? frame.build()
                : frame.setSize(part.sizeBytes())
                        .setBytes(ByteString.copyFrom(part.bytes()))
                        .build();
    }

    /** The bytes are what their digest says; what is to be seen is whether they are a plain picture, and nothing else. */
    private CompletionStage<Answer<BlobEvent.Outcome>> keep(Bytes32 home, byte[] bytes) {
        return switch (Picture.asIs(bytes, Picture.Bounds.OF_STRANGERS)) {
            case Checked.Refused<Picture> refused -> BlobKeeper.done(Answer.of(BlobEvent.Outcome.UNFIT));
            case Checked.Ok<Picture> ok -> keeper.askInTurn(files -> outcome(files.carry(home, bytes)));
        };
    }

    private static Answer<BlobEvent.Outcome> outcome(Answer<Bytes32> kept) {
        return switch (kept) {
            case Answer.Got<Bytes32> got -> Answer.of(BlobEvent.Outcome.KEPT);
            case Answer.Refused<Bytes32>(Answer.Why why, String detail) -> {
                LOG.info("a photo of another node is not kept: {}", detail);
                yield Answer.of(BlobEvent.Outcome.NO_ROOM);
            }
        };
    }

    private static <T> void answer(CompletionStage<Answer<T>> asked, Consumer<T> then, T otherwise) {
        var unused = asked.whenComplete((answer, fault) -> {
            if (fault != null) {
                LOG.warn("photos of other nodes: {}", fault.toString());
            }
            then.accept(answer instanceof Answer.Got<T>(T value) ? value : otherwise);
        });
    }
}
