package org.byway.protocol.care;

import org.byway.protocol.record.Bytes32;

/**
 * A line of a community's open log.
 *
 * @param record that proves it
 * @param by who did it: a steward, or the author who appeals
 * @param what given, purged, appealed, upheld or lifted
 */
public record Act(Bytes32 record, long at, Bytes32 by, String what, String words, Given notice) {}
