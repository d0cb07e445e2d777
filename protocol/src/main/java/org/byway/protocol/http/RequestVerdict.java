package org.byway.protocol.http;

import org.byway.protocol.record.Bytes32;

/** Whether a persona asks. */
public sealed interface RequestVerdict {
    /** The persona whose key signed the request, this once. */
    record Signed(Bytes32 persona) implements RequestVerdict {}

    /** Why not, for programs and for people. */
    record Refused(RequestFault fault, String detail) implements RequestVerdict {}
}
