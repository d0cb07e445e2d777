package org.byway.cli.top;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a node said at a moment.
 *
 * @param atNanos of the monotonic clock
 * @param status by its contract
 */
public record Sample(long atNanos, JsonNode status, Figures figures) {}
