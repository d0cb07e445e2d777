package org.byway.agent.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.byway.agent.identity.Identity;
import org.byway.agent.ledger.Persona;
import org.byway.agent.letter.Appointments;
import org.byway.agent.letter.Calendar;
import org.byway.agent.letter.Cards;
import org.byway.agent.letter.LetterJson;
import org.byway.agent.letter.Letterbook;
import org.byway.agent.letter.Piece;
import org.byway.agent.letter.Tie;

/** The half of an exported folder that is for people and other programs. */
final class Readable {
    private static final int NAME_CHARACTERS = 40;
    private static final int ID_DIGITS = 8;

    private final FolderOut folder;
    private final Function<byte[], Optional<byte[]>> plain;
    private int letters;
    private int photos;
    private int photosLeftOut;

    /** @param plain makes a photo plain; empty where it is no picture */
    Readable(FolderOut folder, Function<byte[], Optional<byte[]>> plain) {
        this.folder = folder;
        this.plain = plain;
    }

    int letters() {
        return letters;
    }

    int photos() {
        return photos;
    }

    int photosLeftOut() {
        return photosLeftOut;
    }

    void identities(List<Identity> identities, List<Persona> bare) throws IOException {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        ArrayNode each = all.putArray("identities");
        for (Identity identity : identities) {
            each.addObject()
                    .put("name", identity.name())
                    .put("id", identity.id().hex())
                    .put("keySequence", identity.keySequence())
                    .put("state", identity.hasEnded() ? "ended" : "in-force")
                    .put("key", identity.state().key().hex());
        }
        for (Persona persona : bare) {
            each.addObject()
                    .put("name", persona.name())
                    .put("id", persona.author().hex())
                    .put("keySequence", 0)
                    .put("state", "one-key")
                    .put("key", persona.author().hex());
        }
        folder.write("identities.json", all);
    }

    void letters(Letterbook book, long now) throws IOException {
        folder.write("contacts.vcf", Cards.of(book.ties()).getBytes(StandardCharsets.UTF_8));
        List<Appointments.Standing> appointments = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Tie tie : book.ties()) {
            appointments.addAll(Appointments.of(tie));
            String name = fileName(tie.name(), tie.relationship().hex().substring(0, ID_DIGITS));
            if (!names.add(name)) {
                name = fileName(tie.name(), tie.relationship().hex());
            }
            conversation(tie, name);
        }
        folder.write("calendar.ics", Calendar.of(appointments, now).getBytes(StandardCharsets.UTF_8));
    }

    /** A name as every file system takes it; the digits tell apart those that are alike then. */
    static String fileName(String name, String digits) {
        String lower = Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
        StringBuilder safe = new StringBuilder();
        lower.codePoints().limit(NAME_CHARACTERS).forEach(c -> {
            boolean kept = Character.isLetterOrDigit(c) && Character.isBmpCodePoint(c);
            safe.appendCodePoint(kept ? c : '-');
        });
        String words = safe.toString().replaceAll("-+", "-").replaceAll("^-|-$", "");
        return words.isEmpty() ? digits : words + "-" + digits;
    }

    private void conversation(Tie tie, String name) throws IOException {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.put("conversation", tie.relationship().hex());
        all.put("name", tie.name().isEmpty() ? null : tie.name());
        all.put("about", tie.about() == null ? null : tie.about().hex());
        all.put("since", Instant.ofEpochMilli(tie.since()).toString()).put("blocked", tie.isBlocked());
        ArrayNode pieces = all.putArray("letters");
        int place = 0;
        for (Piece piece : tie.pieces()) {
            place++;
            letters++;
            ObjectNode letter = LetterJson.of(tie, place, piece);
            byte[] photo = piece.body().getMessage().getPhoto().toByteArray();
            if (photo.length > 0) {
                letter.put("photo", photo(photo, "photos/%s-%03d.jpg".formatted(name, place)));
            }
            pieces.add(letter);
        }
        folder.write("conversations/" + name + ".json", all);
    }

    /** The file's name; null where what came as a photo is none. */
    private String photo(byte[] photo, String name) throws IOException {
        Optional<byte[]> picture = plain.apply(photo);
        if (picture.isEmpty()) {
            photosLeftOut++;
            return null;
        }
        folder.write(name, picture.get());
        photos++;
        return name;
    }
}
