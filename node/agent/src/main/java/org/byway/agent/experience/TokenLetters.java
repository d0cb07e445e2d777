package org.byway.agent.experience;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.byway.agent.Agent;
import org.byway.agent.deal.Deals;
import org.byway.agent.identity.Identity;
import org.byway.agent.ledger.Persona;
import org.byway.agent.letter.Correspondence;
import org.byway.agent.letter.Mailbox;
import org.byway.agent.letter.Piece;
import org.byway.agent.letter.Tie;
import org.byway.agent.step.Known;
import org.byway.protocol.blind.RsaSigningKey;
import org.byway.protocol.deal.DealState;
import org.byway.protocol.experience.TokenExchange;
import org.byway.protocol.experience.TokenStatement;
import org.byway.protocol.experience.Tokens;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.step.Step;
import org.byway.protocol.wire.Token;
import org.byway.protocol.wire.TokenPart;

/** Makes the tokens of a person's deals, in letters of their own once a deal is agreed. IOException is a broken disk or a damaged vault. */
public final class TokenLetters {
    private final Agent agent;
    private final Correspondence letters;
    private final SignatureCheck signatures = new StrictEd25519();

    public TokenLetters(Agent agent, Correspondence letters) {
        this.agent = agent;
        this.letters = letters;
    }

    /** Writes what each agreed deal still lacks of us; how many letters that are. */
    public int round() throws IOException {
        int written = 0;
        for (Known<DealState> known : Deals.in(letters).all()) {
            if (known.state().agreed() == null || !owes(known)) {
                continue;
            }
            List<Identity> identities = agent.personas().identities();
            Checked<Piece> letter = letters.write(known.tie(), (tie, key, body) -> {
                // Looked at again: another process of this home may have answered in between.
                body.addAllToken(parts(known, tie, identities));
                return body.getTokenCount() == 0 ? new Refusal(Reason.STALE, "nothing is left to be said") : null;
            });
            written += letter instanceof Checked.Ok<Piece> ? 1 : 0;
        }
        return written;
    }

    /** Whether there may be something to say: found without making a key. */
    private boolean owes(Known<DealState> known) {
        if (isSettled(known)) {
            return false;
        }
        TokenExchange stands = exchange(known.tie(), known.id());
        return !stands.told()
                || (stands.key() != null && stands.asked() == null)
                || (stands.wanted() != null && !stands.answered() && isNew(known));
    }

    /** Whether we have said all, as in nearly every deal: found without a signature's check. */
    private static boolean isSettled(Known<DealState> known) {
        boolean told = false;
        boolean asked = false;
        boolean answered = false;
        boolean wanted = false;
        for (TokenExchange.Written each : written(known.tie(), known.id())) {
            told |= each.own() && each.part().hasKey();
            asked |= each.own() && each.part().hasBlinded();
            answered |= each.own() && each.part().hasAnswer();
            wanted |= !each.own() && each.part().hasBlinded();
        }
        return told && asked && (answered || !wanted);
    }

    private List<TokenPart> parts(Known<DealState> known, Tie tie, List<Identity> identities) {
        TokenExchange stands = exchange(tie, known.id());
        List<TokenPart> parts = new ArrayList<>();
        if (!stands.told()) {
            parts.add(part(known).setKey(statement(tie, identities).wire()).build());
        }
        if (stands.key() != null
                && stands.asked() == null
                && want(tie, known.id(), stands.key()) instanceof Checked.Ok<Tokens.Wanted>(Tokens.Wanted wanted)) {
            parts.add(part(known)
                    .setBlinded(ByteString.copyFrom(wanted.blinded()))
                    .build());
        }
        if (stands.wanted() != null && !stands.answered() && isNew(known)) {
            answer(tie, stands.wanted().toByteArray())
                    .ifPresent(signed -> parts.add(part(known).setAnswer(signed).build()));
        }
        return parts;
    }

    private static TokenPart.Builder part(Known<DealState> known) {
        return TokenPart.newBuilder().setDeal(known.id());
    }

    /** What was agreed before this home was restored may have had its token: then nothing is signed any more, for it could be a second one. */
    private boolean isNew(Known<DealState> known) {
        long agreed = known.tree().path().stream()
                .filter(step -> step.said().hasAccept())
                .mapToLong(Step::at)
                .min()
                .orElse(0);
        return agent.restoredAt() == 0 || agreed > agent.restoredAt() + Limits.EARLY_MILLIS;
    }

    private Optional<ByteString> answer(Tie tie, byte[] wanted) {
        RsaSigningKey key = agent.keys().tokens(tie.signer().index());
        return key.sign(wanted, agent.keys().tokenChance(Sha256.of(wanted)))
                        instanceof Checked.Ok<byte[]>(byte[] signed)
                ? Optional.of(ByteString.copyFrom(signed))
                : Optional.empty();
    }

    private TokenStatement statement(Tie tie, List<Identity> identities) {
        Mailbox.Signer signer = tie.signer();
        return TokenStatement.sign(
                agent.keys().key(signer.index(), signer.sequence()),
                subject(signer, identities).author(),
                signer.sequence(),
                agent.keys().tokens(signer.index()).publicKey());
    }

    /** As whom others know us who sign a tie's letters so, to speak as now. */
    private Persona subject(Mailbox.Signer signer, List<Identity> identities) {
        if (signer.sequence() == 0) {
            return new Persona(
                    null, signer.index(), agent.keys().persona(signer.index()).publicKey());
        }
        Identity identity = identities.stream()
                .filter(each -> each.index().equals(signer.index()))
                .findFirst()
                .orElseThrow();
        return new Persona(identity.name(), identity.index(), identity.id(), identity.keySequence());
    }

    /** As whom others may tell of us: all whose letters we sign. */
    public Map<Bytes32, Persona> subjects() throws IOException {
        List<Identity> identities = agent.personas().identities();
        Map<Bytes32, Persona> all = new LinkedHashMap<>();
        for (Tie tie : letters.book().ties()) {
            Persona persona = subject(tie.signer(), identities);
            all.put(persona.author(), persona);
        }
        return all;
    }

    private TokenExchange exchange(Tie tie, ByteString deal) {
        return TokenExchange.of(written(tie, deal), tie.other(), signatures);
    }

    private static List<TokenExchange.Written> written(Tie tie, ByteString deal) {
        List<TokenExchange.Written> written = new ArrayList<>();
        for (Piece piece : tie.pieces()) {
            for (TokenPart part : piece.body().getTokenList()) {
                if (part.getDeal().equals(deal)) {
                    written.add(new TokenExchange.Written(piece.own(), part));
                }
            }
        }
        return written;
    }

    /** Our token in the making: the same each time, so that nothing of it need be kept. */
    private Checked<Tokens.Wanted> want(Tie tie, ByteString deal, TokenStatement from) {
        Bytes32 what = Sha256.of(
                tie.relationship().bytes(), deal.toByteArray(), from.wire().toByteArray());
        Bytes32 author = agent.experiences().author(from.subject()).author();
        return Tokens.want(from, author, agent.keys().tokenChance(what));
    }

    /** Our token of a deal; refused as long as it is not there. */
    public Checked<Token> token(Known<DealState> known) {
        if (known.state().agreed() == null) {
            return Refusal.of(Reason.NOT_YET, "nothing is agreed in this deal");
        }
        TokenExchange stands = exchange(known.tie(), known.id());
        if (stands.key() == null || stands.asked() == null || stands.answer() == null) {
            return Refusal.of(
                    Reason.NOT_YET,
                    "the other side has not signed yet that there was a deal; it does when it fetches its letters");
        }
        return switch (want(known.tie(), known.id(), stands.key())) {
            case Checked.Refused<Tokens.Wanted> refused -> refused.as();
            case Checked.Ok<Tokens.Wanted>(Tokens.Wanted wanted) ->
                ByteString.copyFrom(wanted.blinded()).equals(stands.asked())
                        ? wanted.finish(stands.answer().toByteArray())
                        : Refusal.of(Reason.BAD_PROOF, "what was signed is not what this home has asked for");
        };
    }
}
