package org.byway.protocol.terms;

/** The states as W3C's Data Privacy Vocabulary names them, in its extension for IEEE 7012. */
public enum TermsStatus {
    PENDING("AgreementNegotiationPendingResponse"),
    COUNTERED("AgreementNegotiationCounterOfferMade"),
    ACCEPTED("AgreementAccepted"),
    REFUSED("AgreementRefused"),
    TERMINATED("AgreementNegotiationTerminated"),
    EXPIRED("AgreementNegotiationExpired"),
    UNKNOWN("AgreementNegotiationUnknown");

    /** Of the extension; what stands behind it is one of the names above. */
    public static final String NAMESPACE = "https://w3id.org/dpv/standards/p7012#";

    private final String term;

    TermsStatus(String term) {
        this.term = term;
    }

    /** Of the negotiation: that of terms which were agreed stays accepted, though they have ended or are disputed since. */
    public static TermsStatus of(TermsState state) {
        return switch (state) {
            case TermsState.Unopened unopened -> UNKNOWN;
            case TermsState.Proffered proffered -> PENDING;
            case TermsState.Countered countered -> COUNTERED;
            case TermsState.Declined declined -> REFUSED;
            case TermsState.Withdrawn withdrawn -> TERMINATED;
            case TermsState.Lapsed lapsed -> EXPIRED;
            case TermsState.Bound bound -> ACCEPTED;
        };
    }

    /** As the vocabulary spells it. */
    public String term() {
        return term;
    }

    public String iri() {
        return NAMESPACE + term;
    }
}
