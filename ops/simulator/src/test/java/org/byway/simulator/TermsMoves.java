package org.byway.simulator;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.byway.agent.step.Saying;
import org.byway.agent.terms.Proffers;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.step.Step;
import org.byway.protocol.terms.TermsState;
import org.byway.protocol.wire.Proffer;
import org.byway.protocol.wire.TermsForm;
import org.byway.protocol.wire.TermsText;

/** What people may say of terms, by chance. */
final class TermsMoves {
    private static final String ROSTER = "https://roster.example/";
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final List<TermsText> TEXTS = List.of(text("NO-TRACKING"), text("NO-SHARING"), text("ONLY-THIS"));

    private final Dice dice;

    TermsMoves(Dice dice) {
        this.dice = dice;
    }

    private static TermsText text(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        ByteString digest = Step.bytes(Sha256.of(bytes));
        return TermsText.newBuilder()
                .setId(id)
                .setRoster(ROSTER)
                .addForms(TermsForm.newBuilder()
                        .setForm(TermsForm.Form.HUMAN)
                        .setMediaType("text/plain")
                        .setSha256(digest)
                        .setSize(bytes.length))
                .build();
    }

    Proffer proffer(long now) {
        long until = now + (dice.chance(0.3) ? dice.between(MINUTE, 10 * MINUTE) : DAY);
        return Proffer.newBuilder()
                .setText(dice.among(TEXTS))
                .setPurpose("to bake")
                .setUntil(until)
                .setEnds(dice.chance(0.3) ? until + MINUTE : 0)
                .build();
    }

    Saying<TermsState> any(TermsState state) {
        if (!(state instanceof TermsState.Bound) && dice.chance(0.6)) {
            return dice.chance(0.7) ? Proffers.accept() : Proffers.choose(dice.among(TEXTS));
        }
        return switch (dice.among(5)) {
            case 0 -> Proffers.decline("no");
            case 1 -> Proffers.withdraw("no more");
            case 2 -> Proffers.end("enough");
            case 3 -> Proffers.dispute("they track");
            default -> Proffers.lapse();
        };
    }
}
