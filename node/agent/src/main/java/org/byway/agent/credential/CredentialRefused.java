package org.byway.agent.credential;

import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;

/** Leaves the reading of one credential; never leaves this package. */
final class CredentialRefused extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    CredentialRefused(Reason reason, String detail) {
        this(new Refusal(reason, detail));
    }

    CredentialRefused(Refusal refusal) {
        super(refusal.detail(), null, false, false);
        this.refusal = refusal;
    }

    <T> Checked<T> checked() {
        return new Checked.Refused<>(refusal);
    }

    static CredentialRefused malformed(String detail) {
        return new CredentialRefused(Reason.MALFORMED, detail);
    }
}
