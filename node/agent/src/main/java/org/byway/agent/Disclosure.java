package org.byway.agent;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.byway.agent.letter.Correspondence;
import org.byway.agent.letter.Piece;
import org.byway.agent.letter.Tie;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.BodyKey;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.Message;

/**
 * Gives the key of what an intent says under seal: by itself to those who say that they can deliver in time and whose proofs hold, and
 * to others where the person says so.
 */
public final class Disclosure {
    private final Agent agent;
    private final Correspondence letters;
    private final Proofs proofs;

    /** Whether a proof that an intent asks for holds of who answered it. */
    public interface Proofs {
        /** To be a member of a community that a node answers for: the block tag of the first letter shows it. */
        String MEMBERSHIP = "membership";

        boolean hold(Tie tie, String asked);
    }

    public Disclosure(Agent agent, Correspondence letters, Proofs proofs) {
        this.agent = agent;
        this.letters = letters;
        this.proofs = proofs;
    }

    /** What can be proved so far. */
    public static Proofs memberships() {
        return (tie, asked) -> asked.equals(Proofs.MEMBERSHIP) && tie.isVouched();
    }

    /** Gives keys to all to whom they are due; to how many. */
    public int round() throws IOException {
        int given = 0;
        for (Tie tie : letters.book().ties()) {
            Optional<Agent.Said> asked = tie.about() == null ? Optional.empty() : sealed(tie.about());
            if (asked.isPresent() && due(tie, asked.get()) && give(tie, asked.get()) instanceof Checked.Ok<Piece>) {
                given++;
            }
        }
        return given;
    }

    /** Gives the key of an intent of one's own to somebody. */
    public Checked<Piece> give(Tie tie, Bytes32 intent) throws IOException {
        Optional<Agent.Said> said = sealed(intent);
        return said.isPresent()
                ? give(tie, said.get())
                : Refusal.of(Reason.BAD_CONTENT, "no intent of yours with this id says anything under seal");
    }

    private Optional<Agent.Said> sealed(Bytes32 id) throws IOException {
        return agent.said(id)
                .filter(said -> said.entry().kind() == Kind.INTENT
                        && !intent(said).getSealedBody().isEmpty());
    }

    private Checked<Piece> give(Tie tie, Agent.Said said) throws IOException {
        BodyKey key = BodyKey.newBuilder()
                .setRecord(bytes(said.entry().id()))
                .setKey(bytes(agent.keys().body(said.entry().persona())))
                .build();
        return letters.write(tie, body -> body.setBodyKey(key));
    }

    private boolean due(Tie tie, Agent.Said said) {
        Intent intent = intent(said);
        List<Piece> pieces = tie.pieces();
        boolean given =
                pieces.stream().anyMatch(piece -> piece.own() && piece.body().hasBodyKey());
        boolean inTime = pieces.stream()
                .filter(piece -> !piece.own() && piece.body().hasMessage())
                .anyMatch(piece -> inTime(piece.body().getMessage(), intent));
        return !given
                && inTime
                && !tie.isBlocked()
                && intent.getProofAskedList().stream().allMatch(asked -> proofs.hold(tie, asked));
    }

    private static boolean inTime(Message message, Intent intent) {
        return message.getDeliverBy() != 0 && (intent.getUntil() == 0 || message.getDeliverBy() <= intent.getUntil());
    }

    private static Intent intent(Agent.Said said) {
        try {
            return Intent.parseFrom(said.content());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the ledger holds an intent that is none", e);
        }
    }

    private static ByteString bytes(Bytes32 value) {
        return ByteString.copyFrom(value.bytes());
    }
}
