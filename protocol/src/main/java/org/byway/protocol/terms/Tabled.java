package org.byway.protocol.terms;

import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.step.Parties;
import org.byway.protocol.step.Step;
import org.byway.protocol.wire.Proffer;
import org.byway.protocol.wire.TermsAgreement;
import org.byway.protocol.wire.TermsText;

/**
 * Terms that lie on the table, or were there last.
 *
 * @param text the one that was proffered, or chosen in its place
 * @param until up to when they may be accepted
 */
public record Tabled(Parties parties, Proffer proffer, TermsText text, long until) {
    /** What both sign where these are accepted. */
    public TermsAgreement agreement() {
        return TermsAgreement.newBuilder()
                .setMatter(parties.deal())
                .setFirst(Step.bytes(parties.opener()))
                .setSecond(Step.bytes(parties.other()))
                .setText(text)
                .setPurpose(proffer.getPurpose())
                .addAllData(proffer.getDataList())
                .setEnds(proffer.getEnds())
                .build();
    }

    /** By which both sign it. */
    public Bytes32 digest() {
        return Sha256.of(agreement().toByteArray());
    }

    /** The digest by which a text is known. */
    public static Bytes32 digest(TermsText text) {
        return Sha256.of(text.toByteArray());
    }
}
