package org.byway.agent.pay;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.byway.agent.Agent;
import org.byway.agent.letter.Correspondence;
import org.byway.agent.letter.Piece;
import org.byway.agent.letter.Tie;
import org.byway.agent.step.Known;
import org.byway.agent.step.Matters;
import org.byway.protocol.market.PaySignalRule;
import org.byway.protocol.payment.PayState;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.wire.PayAnswer;
import org.byway.protocol.wire.PaySignal;
import org.byway.protocol.wire.PublicPaySignal;
import org.byway.protocol.wire.Side;

/**
 * What an agent does of itself with what was signalled to everybody: it signals the same to who answers, as many as its person would pay,
 * and takes for who answered what was answered so. Said again after a crash, it does nothing twice.
 */
public final class PublicPays {
    private static final byte[] DOMAIN = "byway/v1/pay-answer\0".getBytes(StandardCharsets.US_ASCII);

    private final Agent agent;
    private final Correspondence letters;
    private final Matters<PayState> pays;

    public PublicPays(Agent agent, Correspondence letters) {
        this.agent = agent;
        this.letters = letters;
        this.pays = Pays.in(letters);
    }

    /** Gives how many letters it wrote. */
    public int round() throws IOException {
        int written = 0;
        for (Tie tie : new ArrayList<>(letters.book().ties())) {
            List<Piece> answers = tie.pieces().stream()
                    .filter(piece -> piece.body().hasPayAnswer())
                    .toList();
            for (Piece each : answers) {
                PayAnswer answer = each.body().getPayAnswer();
                written += each.own() ? accepted(tie, answer) : signalled(tie, answer);
            }
        }
        return written;
    }

    private int signalled(Tie tie, PayAnswer answer) throws IOException {
        Bytes32 record = Step.bytes32(answer.getRecord());
        ByteString id = id(tie, record);
        Optional<PublicPaySignal> own = agent.paySignal(record);
        boolean fits = own.isPresent()
                && own.get().getSignal().equals(answer.getSignal())
                && isMeant(own.get(), tie)
                && pays.of(tie).stream().noneMatch(each -> each.id().equals(id))
                && payees(record) < Math.max(1, own.get().getMostPayees());
        if (!fits) {
            return 0;
        }
        PaySignal signal = PaySignalRule.between(answer.getSignal(), record);
        return pays.open(tie, id, Pays.signal(signal)) instanceof Checked.Ok<Known<PayState>> ? 1 : 0;
    }

    private static boolean isMeant(PublicPaySignal signal, Tie tie) {
        return signal.getPayee().isEmpty() || Step.bytes32(signal.getPayee()).equals(tie.other());
    }

    private long payees(Bytes32 record) {
        return pays.all().stream()
                .filter(each -> each.me() == Side.OPENER)
                .filter(each -> each.state().signal().getAbout().equals(Step.bytes(record)))
                .count();
    }

    private int accepted(Tie tie, PayAnswer answer) throws IOException {
        PaySignal signal = PaySignalRule.between(answer.getSignal(), Step.bytes32(answer.getRecord()));
        int written = 0;
        for (Known<PayState> each : pays.of(tie)) {
            boolean asAnswered = each.me() == Side.OTHER
                    && each.state() instanceof PayState.Offered offered
                    && offered.signal().equals(signal);
            if (asAnswered && pays.say(each, Pays.accept(answer.getAccept())) instanceof Checked.Ok<Known<PayState>>) {
                written++;
            }
        }
        return written;
    }

    /** All devices of one person signal the same matter. */
    private static ByteString id(Tie tie, Bytes32 record) {
        byte[] digest =
                Sha256.of(DOMAIN, tie.relationship().bytes(), record.bytes()).bytes();
        return ByteString.copyFrom(digest, 0, StepLimits.ID_BYTES);
    }
}
