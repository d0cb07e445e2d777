package org.byway.cli;

import java.util.List;
import org.byway.protocol.identity.DidKey;
import org.byway.protocol.letter.CredentialRule;
import org.byway.protocol.wire.ProofWanted;
import picocli.CommandLine.Option;

/** What somebody is to show. */
final class ProofOptions {
    @Option(
            names = "--proof-type",
            paramLabel = "TYPE",
            description = "The type of a credential that is to be shown, as its issuer calls it.")
    private String type;

    @Option(
            names = "--proof-issuer",
            paramLabel = "DID",
            description = "With --proof-type: whose word counts, as a did:key; once for each.")
    private List<String> issuers = List.of();

    @Option(
            names = "--proof-claim",
            paramLabel = "NAME",
            description = "With --proof-type: what is to be shown of it; once for each. Usually only that it is held.")
    private List<String> claims = List.of();

    /** None or one; ends the command where they do not fit each other. */
    List<ProofWanted> wanted() {
        if (type == null) {
            if (!issuers.isEmpty() || !claims.isEmpty()) {
                throw Failure.usage("--proof-issuer and --proof-claim go with --proof-type.", "");
            }
            return List.of();
        }
        issuers.forEach(each -> Desk.argument(DidKey.parse(each)));
        ProofWanted wanted = ProofWanted.newBuilder()
                .setType(type)
                .addAllIssuers(issuers)
                .addAllClaims(claims)
                .build();
        String fault = CredentialRule.fault(wanted);
        if (fault != null) {
            throw Failure.usage(Desk.sentence(fault), "");
        }
        return List.of(wanted);
    }
}
