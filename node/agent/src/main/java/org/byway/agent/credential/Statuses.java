package org.byway.agent.credential;

import java.util.Optional;
import org.byway.protocol.record.Bytes32;

/** Looks up which credentials hold no more, at the person's own node: no issuer learns who asks. */
public interface Statuses {
    /** The list in the profile of that author, where it stands and is sealed by that key; empty where none is found. */
    Optional<StatusList> of(Bytes32 author, Bytes32 issuer);
}
