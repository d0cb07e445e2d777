package org.byway.simulator;

/**
 * How a simulation went.
 *
 * @param digest the same for the same seed, scenario and program
 * @param failure what must never happen and did, with the command that shows it again; null where all went well
 */
public record Report(String scenario, long seed, long steps, long records, String digest, String failure) {
    public boolean good() {
        return failure == null;
    }
}
