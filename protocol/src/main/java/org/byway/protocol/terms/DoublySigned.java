package org.byway.protocol.terms;

import com.google.protobuf.ByteString;
import java.util.Optional;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepTree;
import org.byway.protocol.wire.SignedTerms;
import org.byway.protocol.wire.TermsAgreement;

/** What both have signed. */
public final class DoublySigned {
    private DoublySigned() {}

    /** Of terms that were agreed; whoever holds the same steps has the same bytes. Empty where nothing was agreed. */
    public static Optional<SignedTerms> of(StepTree<TermsState> tree) {
        if (!(tree.state() instanceof TermsState.Bound bound)) {
            return Optional.empty();
        }
        TermsAgreement agreement = bound.terms().agreement();
        return Optional.of(SignedTerms.newBuilder()
                .setAgreement(agreement.toByteString())
                .setFirstSignature(signature(tree, bound, bound.parties().opener()))
                .setSecondSignature(signature(tree, bound, bound.parties().other()))
                .build());
    }

    private static ByteString signature(StepTree<TermsState> tree, TermsState.Bound bound, Bytes32 key) {
        ByteString digest = Step.bytes(bound.terms().digest());
        return tree.path().stream()
                .filter(step -> step.author().equals(key))
                .filter(step -> step.said().getTerms().getAgreement().equals(digest))
                .map(step -> step.said().getTerms().getSignature())
                .findFirst()
                .orElseThrow();
    }
}
