package org.byway.cli;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.byway.agent.letter.Piece;
import org.byway.picture.Picture;
import org.byway.protocol.letter.OpenedLetter;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Message;

/** Photos in letters: made plain and so small here that they fit, and made plain again before anything of a stranger's is written. */
final class LetterPhotos {
    /** A letter's room is soon filled; more pixels a side only cost time. */
    private static final int MOST_PIXELS_A_SIDE = 1_600;
    /** What a letter holds beside its message: where answers go, and how far both sides have come. */
    private static final int OTHER_BYTES = 4_096;

    private LetterPhotos() {}

    /** The photo, as small as it must be beside the rest of the message; ends the command where it is none. */
    static ByteString of(Path file, Message beside) throws IOException {
        int room = OpenedLetter.MAX_BODY_BYTES - OTHER_BYTES - beside.getSerializedSize();
        Checked<Picture> photo =
                Picture.fitting(Photos.bytes(file), Picture.Bounds.OF_OWN_FILES, MOST_PIXELS_A_SIDE, room);
        return ByteString.copyFrom(
                Desk.value(photo, Photos.USUAL.formatted(file)).bytes());
    }

    /** A letter's photo; empty where it has none, refused where what came as one is no picture. */
    private static Optional<Checked<Picture>> plain(Piece piece) {
        ByteString photo = piece.body().getMessage().getPhoto();
        return photo.isEmpty()
                ? Optional.empty()
                : Optional.of(Picture.plain(photo.toByteArray(), Picture.Bounds.OF_STRANGERS));
    }

    /** Writes a letter's photo to a file; ends the command where it has none. */
    static void write(int place, Piece piece, Path file) throws IOException {
        Checked<Picture> photo = plain(piece)
                .orElseThrow(() -> Failure.failed("no_photo", "There is no photo in letter " + place + ".", ""));
        WholeFile.write(
                file,
                Desk.value(photo, "What letter " + place + " holds as a photo is not written.")
                        .bytes());
    }

    /** Writes it into a folder under the letter's place, unless it is there already; null where there is nothing to write. */
    static Path writeInto(Desk desk, Path folder, int place, Piece piece) throws IOException {
        Checked<Picture> photo = plain(piece).orElse(null);
        if (!(photo instanceof Checked.Ok<Picture>(Picture picture))) {
            if (photo instanceof Checked.Refused<Picture>(Refusal refusal)) {
                desk.note("Letter " + place + " has no photo that can be written: " + refusal.detail() + ".");
            }
            return null;
        }
        Path file = folder.resolve("%03d-%s.jpg".formatted(place, piece.own() ? "me" : "them"));
        if (Files.exists(file)) {
            if (Arrays.equals(Files.readAllBytes(file), picture.bytes())) {
                return file;
            }
            throw Failure.failed("exists", file + " is there already, and is another one.", "Name another folder.");
        }
        Files.createDirectories(folder);
        WholeFile.write(file, picture.bytes());
        return file;
    }
}
