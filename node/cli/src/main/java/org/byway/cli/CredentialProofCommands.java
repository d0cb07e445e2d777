package org.byway.cli;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.byway.agent.credential.Expected;
import org.byway.agent.credential.HeldCredential;
import org.byway.agent.credential.Verified;
import org.byway.agent.letter.Piece;
import org.byway.agent.letter.Tie;
import org.byway.cli.log.Printable;
import org.byway.protocol.identity.DidKey;
import org.byway.protocol.letter.CredentialRule;
import org.byway.protocol.wire.ProofAsk;
import org.byway.protocol.wire.ProofShown;
import org.byway.protocol.wire.ProofWanted;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway credential request}, {@code present} and {@code verify}: from a question to its proof. */
final class CredentialProofCommands {
    private CredentialProofCommands() {}

    @Command(
            name = "request",
            mixinStandardHelpOptions = true,
            header = "Ask the other side of a conversation to show something.",
            footer = {
                "",
                "Example: byway credential request 9b12 --proof-type membership --proof-issuer did:key:z6Mk… --proof-claim since"
            })
    static final class Request implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "CONVERSATION")
        private String named;

        @Mixin
        private ProofOptions proof;

        Request(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            List<ProofWanted> wanted = proof.wanted();
            if (wanted.isEmpty()) {
                throw Failure.usage("Say what is to be shown: --proof-type.", "");
            }
            try (LetterDesk letters = LetterDesk.open(desk)) {
                Tie tie = MessageCommands.toQualified(desk, letters, named);
                byte[] id = new byte[CredentialRule.ID_BYTES];
                desk.surroundings().random().nextBytes(id);
                ProofAsk ask = ProofAsk.newBuilder()
                        .setId(ByteString.copyFrom(id))
                        .setWanted(wanted.get(0))
                        .build();
                MessageCommands.write(letters, tie, body -> body.setProofAsk(ask));
            }
            return Exit.OK;
        }
    }

    @Command(
            name = "present",
            mixinStandardHelpOptions = true,
            header = "Show what was asked for, and no other claim.",
            description = {
                "In the conversation in which it was asked for; or, for somebody else's program, as text: --proof-type, --nonce and",
                "--audience as they say. Each time a copy is used up that was shown to nobody before."
            })
    static final class Present implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "CONVERSATION", arity = "0..1")
        private String named;

        @Option(names = "--proof-type", paramLabel = "TYPE", description = "The type of your credential.")
        private String type;

        @Option(names = "--proof-claim", paramLabel = "NAME", description = "What is to be shown of it; once for each.")
        private List<String> claims = List.of();

        @Option(names = "--nonce", paramLabel = "TEXT", description = "The word that was given for this occasion.")
        private String nonce;

        @Option(names = "--audience", paramLabel = "TEXT", description = "For whom it is.")
        private String audience;

        Present(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            boolean text = type != null && nonce != null && audience != null;
            boolean none = type == null && nonce == null && audience == null && claims.isEmpty();
            if (named == null ? !text : !none) {
                throw Failure.usage("Name a conversation, or give --proof-type, --nonce and --audience.", "");
            }
            try (LetterDesk letters = LetterDesk.open(desk)) {
                if (named == null) {
                    String shown = Showing.show(letters, ofAnyIssuer(letters), nonce, audience);
                    desk.line(Desk.object().put("presentation", shown));
                    desk.say(shown);
                } else {
                    letters.round();
                    answer(letters, letters.tie(named));
                }
            }
            return Exit.OK;
        }

        private ProofWanted ofAnyIssuer(LetterDesk letters) {
            ProofWanted.Builder wanted = ProofWanted.newBuilder().setType(type).addAllClaims(claims);
            letters.agent().holder().book().held().stream()
                    .filter(HeldCredential::isHere)
                    .forEach(each -> wanted.addIssuers(each.issuer()));
            return wanted.build();
        }

        private void answer(LetterDesk letters, Tie tie) throws IOException {
            List<Piece> pieces = tie.pieces();
            ProofAsk ask = pieces.stream()
                    .filter(piece -> !piece.own() && piece.body().hasProofAsk())
                    .map(piece -> piece.body().getProofAsk())
                    .filter(each -> pieces.stream()
                            .noneMatch(piece -> piece.own()
                                    && piece.body().getProofShown().getId().equals(each.getId())))
                    .reduce((before, after) -> after)
                    .orElseThrow(
                            () -> Failure.failed("nothing_asked", "Nothing is to be shown in this conversation.", ""));
            String shown = Showing.show(letters, ask.getWanted(), LetterLines.hex(ask.getId()), DidKey.of(tie.other()));
            ProofShown proof = ProofShown.newBuilder()
                    .setId(ask.getId())
                    .setPresentation(shown)
                    .build();
            MessageCommands.write(letters, tie, body -> body.setProofShown(proof));
        }
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            header = "Tell what was shown, if it counts.",
            description = {
                "What the other side of a conversation has shown on your request; or a file, held against --proof-type,",
                "--proof-issuer, --nonce and --audience. Exit code 1 where it does not count."
            })
    static final class Verify implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "CONVERSATION", arity = "0..1")
        private String named;

        @Option(names = "--file", paramLabel = "FILE", description = "A presentation.")
        private Path file;

        @Mixin
        private ProofOptions proof;

        @Option(names = "--nonce", paramLabel = "TEXT", description = "The word that you gave for this occasion.")
        private String nonce;

        @Option(names = "--audience", paramLabel = "TEXT", description = "You, as you are called there.")
        private String audience;

        Verify(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            List<ProofWanted> wanted = proof.wanted();
            boolean text = file != null && !wanted.isEmpty() && nonce != null && audience != null;
            if ((named != null) == (file != null) || (file != null && !text)) {
                throw Failure.usage(
                        "Name a conversation, or give --file with --proof-type, --proof-issuer, --nonce and --audience.",
                        "");
            }
            try (LetterDesk letters = LetterDesk.open(desk)) {
                if (named != null) {
                    letters.round();
                    shown(letters, letters.tie(named));
                } else {
                    String presentation = new String(CredentialFiles.bytes(file), StandardCharsets.US_ASCII);
                    tell(letters, presentation.strip(), wanted.get(0), nonce, audience);
                }
            }
            return Exit.OK;
        }

        private void shown(LetterDesk letters, Tie tie) throws IOException {
            List<Piece> pieces = tie.pieces();
            ProofAsk ask = pieces.stream()
                    .filter(piece -> piece.own() && piece.body().hasProofAsk())
                    .map(piece -> piece.body().getProofAsk())
                    .reduce((before, after) -> after)
                    .orElseThrow(() -> Failure.failed(
                            "nothing_asked", "You have asked for nothing to be shown in this conversation.", ""));
            Optional<ProofShown> proof = pieces.stream()
                    .filter(piece ->
                            !piece.own() && piece.body().getProofShown().getId().equals(ask.getId()))
                    .map(piece -> piece.body().getProofShown())
                    .findFirst();
            String presentation = proof.orElseThrow(
                            () -> Failure.failed("nothing_shown", "What you asked for was not shown yet.", ""))
                    .getPresentation();
            String you = DidKey.of(letters.correspondence().ownKey(tie));
            tell(letters, presentation, ask.getWanted(), LetterLines.hex(ask.getId()), you);
        }

        private void tell(LetterDesk letters, String presentation, ProofWanted wanted, String nonce, String audience)
                throws IOException {
            Expected expected =
                    new Expected(nonce, audience, desk.surroundings().now());
            Verified verified = Desk.value(letters.proofs().verify(presentation, wanted, expected), "");
            var line = Desk.object();
            line.set("claims", verified.claims());
            desk.line(line);
            desk.say(
                    "It counts. " + Printable.line(verified.claims().path("vct").asText()) + ", of "
                            + verified.claims().path("iss").asText());
            verified.statement()
                    .properties()
                    .forEach(claim -> desk.say("   " + Printable.line(claim.getKey() + ": " + claim.getValue())));
        }
    }
}
