package org.byway.cli.conform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.letter.OpenedLetter;
import org.byway.protocol.letter.SealedLetter;
import org.byway.protocol.letter.SealingKey;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;

/** Questions about letters: SPEC.md, chapter 10. */
final class LetterQuestions {
    private final SignatureCheck signatures;

    LetterQuestions(SignatureCheck signatures) {
        this.signatures = signatures;
    }

    ObjectNode open(JsonNode request) {
        byte[] bytes = Hex.bytes(request.get("letter"));
        byte[] key = Hex.bytes(request.get("privateKey"));
        if (bytes == null || key == null || key.length != SealingKey.KEY_BYTES) {
            return Answer.error("letter and privateKey, of 32 bytes, must be lower-case hex");
        }
        Checked<OpenedLetter> opened = switch (SealedLetter.parse(bytes)) {
            case Checked.Refused<SealedLetter> refused -> refused.as();
            case Checked.Ok<SealedLetter>(SealedLetter letter) -> letter.open(SealingKey.ofPrivateKey(key), signatures);
        };
        return switch (opened) {
            case Checked.Refused<OpenedLetter>(Refusal refusal) -> Answer.error(refusal.detail());
            case Checked.Ok<OpenedLetter>(OpenedLetter letter) ->
                Answer.object()
                        .put("plaintext", HexFormat.of().formatHex(letter.text().body()))
                        .put("sender", letter.sender().hex())
                        .put("number", letter.text().number())
                        .put("relationship", letter.text().relationship().hex());
        };
    }
}
