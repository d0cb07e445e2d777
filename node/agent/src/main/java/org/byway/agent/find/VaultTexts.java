package org.byway.agent.find;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.byway.agent.Agent;
import org.byway.agent.letter.Letterbook;
import org.byway.agent.letter.Letters;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import org.byway.protocol.wire.Appointment;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.LetterBody;
import org.byway.protocol.wire.LetterCame;
import org.byway.protocol.wire.LetterEntry;
import org.byway.protocol.wire.LetterWritten;
import org.byway.protocol.wire.Offer;
import org.byway.protocol.wire.VaultEntry;

/** All texts that a vault and its ledger hold. Follows the vault; used by the thread that does. */
public final class VaultTexts {
    private final List<Finding> letters = new ArrayList<>();
    private final Set<Letter> written = new HashSet<>();
    private final List<Finding> records = new ArrayList<>();

    /** A letter of one's own is kept once as it is written and again as it is sealed. */
    private record Letter(ByteString relationship, int slot, long number) {}

    private Letterbook book;

    private VaultTexts() {}

    /** Reads what the agent keeps, and follows it; the vault is read once where nobody has read it before. */
    public static VaultTexts of(Agent agent) throws IOException {
        VaultTexts texts = new VaultTexts();
        agent.vault().follow(texts::take);
        texts.book = Letters.read(agent.keys(), agent.vault());
        agent.standing((entry, content) -> texts.records.add(record(entry.kind(), entry.id(), content)));
        return texts;
    }

    /** The conversations in which letters are found. */
    public Letterbook book() {
        return book;
    }

    private void take(VaultEntry entry) {
        LetterEntry kept = entry.getLetters();
        switch (kept.getEntryCase()) {
            case CAME -> take(kept.getCame());
            case WRITTEN -> take(kept.getWritten());
            default -> {
                // Nothing that a person has said.
            }
        }
    }

    private void take(LetterCame came) {
        LetterBody body = Letterbook.body(came.getBody());
        add(text(body), came.getAt(), new Letter(came.getRelationship(), came.getSlot(), came.getNumber()), false);
    }

    private void take(LetterWritten kept) {
        Letter letter = new Letter(kept.getRelationship(), kept.getSlot(), kept.getNumber());
        if (written.add(letter)) {
            LetterBody body = Letterbook.body(kept.getBody());
            add(text(body), body.getWritten(), letter, true);
        }
    }

    private void add(String text, long at, Letter of, boolean own) {
        if (!text.isEmpty()) {
            letters.add(new Finding.OfLetter(at, text, bytes(of.relationship()), own, of.slot(), of.number()));
        }
    }

    private static Bytes32 bytes(ByteString value) {
        return Bytes32.of(value.toByteArray());
    }

    private static String text(LetterBody body) {
        return switch (body.getWhatCase()) {
            case MESSAGE -> body.getMessage().getText();
            case APPOINTMENT -> text(body.getAppointment());
            case INTRODUCTION -> body.getIntroduction().getWhom();
            case PAY_ANSWER -> body.getPayAnswer().getSignal().getTitle();
            case REPORT -> body.getReport().getWords();
            case REPORT_ANSWER -> body.getReportAnswer().getWords();
            case BODY_KEY, WITHHELD, DEAL, CREDENTIAL_ASK, CREDENTIAL_GIVEN, PROOF_ASK, PROOF_SHOWN, WHAT_NOT_SET -> "";
        };
    }

    private static String text(Appointment said) {
        return said.getPlace().isEmpty() ? said.getTitle() : said.getTitle() + ", " + said.getPlace();
    }

    private static Finding record(Kind kind, Bytes32 id, Agent.Dated content) throws InvalidProtocolBufferException {
        String text;
        if (kind == Kind.OFFER) {
            Offer offer = Offer.parseFrom(content.content());
            text = offer.getTitle() + "\n" + offer.getText();
        } else {
            Intent intent = Intent.parseFrom(content.content());
            text = intent.getTitle() + "\n" + intent.getText();
        }
        return new Finding.OfRecord(content.created(), text.strip(), kind, id);
    }

    /** All in which each of the words stands, newest first; none where nothing is asked for. */
    public List<Finding> find(String words) {
        WordScan scan = new WordScan(words);
        List<Finding> found = new ArrayList<>();
        if (scan.all() != 0) {
            Stream.of(letters, contacts(), records)
                    .flatMap(List::stream)
                    .filter(each -> scan.in(each.text()) == scan.all())
                    .forEach(found::add);
        }
        found.sort(Comparator.comparingLong(Finding::at).reversed());
        return found;
    }

    private List<Finding> contacts() {
        return book.ties().stream()
                .filter(tie -> !tie.name().isEmpty())
                .<Finding>map(tie -> new Finding.OfContact(tie.since(), tie.name(), tie.relationship()))
                .toList();
    }
}
