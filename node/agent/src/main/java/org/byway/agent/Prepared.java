package org.byway.agent;

import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;

/**
 * Content that is ready to be sealed.
 *
 * @param row where it stands in a file, or 0
 * @param expiresDays 0 for the usual time
 * @param seller the name to seal it under; null for a one-time persona
 * @param digest what tells this row of a file from every other; null where it may be said twice
 */
public record Prepared(long row, Kind kind, byte[] content, int expiresDays, String seller, Bytes32 digest) {}
