package org.byway.agent.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.agent.ledger.Binder;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.vault.SignedSnapshot;

/** The sealed files of a vault at one moment, cut into chunks. Files without a torn end only grow, so their bytes stay where they are. */
final class Image {
    private final Binder files;
    private final List<Cut> cuts = new ArrayList<>();
    private final SortedMap<Bytes32, Piece> pieces = new TreeMap<>();

    /** A file and the chunks of which it is made. */
    record Cut(Binder.Part part, long length, List<Bytes32> chunks) {}

    private record Piece(Binder.Part part, long from, int length) {}

    private Image(Binder files) {
        this.files = files;
    }

    /** Takes the turn for as long as it takes to see how long the files are. */
    static Image of(Binder files) throws IOException {
        Image image = new Image(files);
        List<Cut> seen = new ArrayList<>();
        try (Binder.Turn turn = files.turn()) {
            for (Binder.Part part : Binder.Part.values()) {
                seen.add(new Cut(part, files.size(part), List.of()));
            }
        }
        for (Cut cut : seen) {
            image.cut(cut.part(), cut.length());
        }
        return image;
    }

    private void cut(Binder.Part part, long length) throws IOException {
        List<Bytes32> chunks = new ArrayList<>();
        for (long from = 0; from < length; from += SignedSnapshot.CHUNK_BYTES) {
            Piece piece = new Piece(part, from, (int) Math.min(SignedSnapshot.CHUNK_BYTES, length - from));
            Bytes32 digest = Sha256.of(files.read(part, from, piece.length()));
            chunks.add(digest);
            pieces.put(digest, piece);
        }
        cuts.add(new Cut(part, length, chunks));
    }

    List<Cut> cuts() {
        return cuts;
    }

    /** The digests of all chunks, ascending and each once. */
    List<Bytes32> digests() {
        return List.copyOf(pieces.keySet());
    }

    byte[] chunk(Bytes32 digest) throws IOException {
        Piece piece = pieces.get(digest);
        return files.read(piece.part(), piece.from(), piece.length());
    }
}
