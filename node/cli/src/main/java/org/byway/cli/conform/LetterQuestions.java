package org.byway.cli.conform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.byway.protocol.deal.DealState;
import org.byway.protocol.deal.Lifecycle;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.letter.OpenedLetter;
import org.byway.protocol.letter.SealedLetter;
import org.byway.protocol.letter.SealingKey;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepTree;
import org.byway.protocol.terms.TermsCourse;
import org.byway.protocol.terms.TermsState;
import org.byway.protocol.wire.SignedStep;

/** Questions about letters: SPEC.md, chapter 10. */
final class LetterQuestions {
    private final SignatureCheck signatures;

    LetterQuestions(SignatureCheck signatures) {
        this.signatures = signatures;
    }

    /** What steps of a deal, or of terms, lead to, in the order in which they came, all of one. Those that cannot be read are told by their place, from 0. */
    ObjectNode dealReplay(JsonNode request) {
        if (!request.path("letters").isArray()) {
            return Answer.error("letters must be a list of hex");
        }
        ObjectNode refusals = Answer.object();
        List<Step> steps = new ArrayList<>();
        int place = 0;
        for (JsonNode letter : request.get("letters")) {
            switch (step(Hex.bytes(letter))) {
                case Checked.Refused<Step>(Refusal why) ->
                    refusals.put(Integer.toString(place), why.reason().code());
                case Checked.Ok<Step>(Step step) -> steps.add(step);
            }
            place++;
        }
        return steps.stream().anyMatch(step -> TermsCourse.TERMS.has(step.said()))
                ? replayed(TermsCourse.of(steps), TermsState::word, refusals)
                : replayed(Lifecycle.of(steps), DealState::word, refusals);
    }

    private static <S> ObjectNode replayed(StepTree<S> tree, Function<S, String> word, ObjectNode refusals) {
        tree.refused()
                .forEach(
                        (digest, why) -> refusals.put(digest.hex(), why.reason().code()));
        ObjectNode answer = Answer.object().put("state", word.apply(tree.state()));
        answer.set("refusals", refusals);
        return answer;
    }

    private Checked<Step> step(byte[] bytes) {
        try {
            return bytes == null
                    ? Refusal.of(Reason.MALFORMED, "a letter must be lower-case hex")
                    : Step.read(SignedStep.parseFrom(bytes), signatures);
        } catch (InvalidProtocolBufferException e) {
            return Refusal.of(Reason.MALFORMED, "not a signed step");
        }
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
