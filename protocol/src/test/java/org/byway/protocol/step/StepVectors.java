package org.byway.protocol.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Checked;
import org.byway.protocol.wire.SignedStep;

/** The vectors of a course: what every other implementation makes of the same steps. */
public final class StepVectors {
    private StepVectors() {}

    private static Checked<Step> read(JsonNode letter) throws InvalidProtocolBufferException {
        return Step.read(SignedStep.parseFrom(HexFormat.of().parseHex(letter.asText())), new StrictEd25519());
    }

    /** What the letters of a vector lead to, once its state and its refusals were checked. */
    public static <S> StepTree<S> check(Course<S> course, JsonNode vector) throws InvalidProtocolBufferException {
        List<Step> steps = new ArrayList<>();
        for (JsonNode letter : vector.get("letters")) {
            steps.add(read(letter).orThrow());
        }
        StepTree<S> tree = StepTree.of(course, steps);
        assertEquals(vector.get("state").asText(), course.word(tree.state()));
        TreeMap<String, String> refusals = new TreeMap<>();
        tree.refused()
                .forEach((step, why) -> refusals.put(step.hex(), why.reason().code()));
        TreeMap<String, String> wanted = new TreeMap<>();
        vector.get("refusals")
                .properties()
                .forEach(each -> wanted.put(each.getKey(), each.getValue().asText()));
        assertEquals(wanted, refusals);
        return tree;
    }

    /** Checks that the letter of a vector is no step, for its reason. */
    public static void checkRefused(JsonNode vector) throws InvalidProtocolBufferException {
        Checked.Refused<?> refused = assertInstanceOf(Checked.Refused.class, read(vector.get("letter")));
        assertEquals(vector.get("reason").asText(), refused.refusal().reason().code());
    }
}
