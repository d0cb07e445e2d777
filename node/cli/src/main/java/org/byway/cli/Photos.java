package org.byway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.byway.agent.Agent;
import org.byway.agent.Host;
import org.byway.agent.keys.PersonaSigner;
import org.byway.agent.node.HttpNode;
import org.byway.agent.node.Reply;
import org.byway.picture.Picture;
import org.byway.protocol.record.Bytes32;

/** Photos of what is offered: made plain and small here, then left at the node under their digests. */
final class Photos {
    /** More pixels a side are of no use on a screen. */
    private static final int MOST_PIXELS_A_SIDE = 2_048;

    static final String USUAL = "%s is to be a JPEG or a PNG of a usual kind.";

    private static final String COLUMN = "photos";

    private Photos() {}

    /** Leaves the photos at the running node, and names them in the columns of an offer. */
    static void leave(Desk desk, List<Path> files, Map<String, String> columns) throws IOException {
        if (files == null || files.isEmpty()) {
            return;
        }
        List<Picture> pictures = new ArrayList<>();
        for (Path file : files) {
            pictures.add(plain(file));
        }
        HttpNode node = desk.httpNode();
        JsonNode facts = Desk.value(node.facts());
        List<String> digests = new ArrayList<>();
        try (Agent agent = desk.agent()) {
            var member = agent.member(Bytes32.ofHex(facts.path("community").asText()));
            Bytes32 key = Bytes32.ofHex(facts.path("node").asText());
            for (Picture picture : pictures) {
                digests.add(Desk.value(node.blobs().put(picture.bytes(), member, key))
                        .hex());
            }
        }
        columns.put(COLUMN, String.join(" ", digests));
    }

    /** Leaves at a node those of these photos that it has not and another one has; how many neither has. */
    static int carry(Set<Bytes32> photos, HttpNode from, Host to, PersonaSigner member) {
        int missing = 0;
        HttpNode node = to.reach();
        for (Bytes32 photo : photos) {
            if (!(node.blobs().get(photo) instanceof Reply.Got<byte[]>)) {
                boolean carried = from.blobs().get(photo) instanceof Reply.Got<byte[]>(byte[] picture)
                        && node.blobs().put(picture, member, to.node()) instanceof Reply.Got<Bytes32>;
                missing += carried ? 0 : 1;
            }
        }
        return missing;
    }

    private static Picture plain(Path file) throws IOException {
        return Desk.value(
                Picture.plain(bytes(file), Picture.Bounds.OF_OWN_FILES, MOST_PIXELS_A_SIDE), USUAL.formatted(file));
    }

    /** A file of one's own, but for what is more than a picture may have. */
    static byte[] bytes(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw Failure.failed("no_file", "There is no file to read at " + file + ".", "");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(Picture.Bounds.OF_OWN_FILES.sizeBytes() + 1);
        }
    }

    /** The digest of an offer's photo of that number, from 1; ends the command where it has none. */
    static Bytes32 named(JsonNode view, int number) {
        JsonNode photos = view.path("content").path(COLUMN);
        if (number < 1 || number > photos.size()) {
            throw Failure.failed(
                    "no_photo", "The record has " + photos.size() + " photos, and none of number " + number + ".", "");
        }
        return Bytes32.ofHex(photos.get(number - 1).asText());
    }
}
