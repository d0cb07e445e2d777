package org.byway.agent.vault;

/** Whether a vault can be used just now, and what opens it. */
public sealed interface VaultState {
    /** There is none yet. */
    record None() implements VaultState {}

    /** A key file beside it opens it. */
    record KeyFile() implements VaultState {}

    /** It waits for its passphrase. */
    record Locked() implements VaultState {}

    /**
     * It has a passphrase and was unlocked.
     *
     * @param until milliseconds; {@link UnlockedKeys#NO_END} for until it is locked
     */
    record Unlocked(long until) implements VaultState {}
}
