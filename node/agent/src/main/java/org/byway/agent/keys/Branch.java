package org.byway.agent.keys;

import org.byway.protocol.identity.ExtendedKey;

/** The branches of a person's keys, each a hardened child of {@code m/1113151321'} by its number; the numbers never change. */
enum Branch {
    /** Signs for the place where the vault's snapshots lie. */
    PLACE(0),
    /** Seals the manifests of snapshots. */
    VAULT(1),
    STEWARD(2),
    IDENTITIES(3),
    PERSONAS(4),
    MEMBERSHIPS(5);

    /** "BYWY" in ASCII: no purpose that others use. */
    private static final int PURPOSE = 0x42595759;

    private final int number;

    Branch(int number) {
        this.number = number;
    }

    /** The 32 bytes from which the branch's keys come. */
    byte[] secret(byte[] seed) {
        ExtendedKey master = ExtendedKey.master(seed);
        ExtendedKey purpose = master.child(PURPOSE);
        ExtendedKey branch = purpose.child(number);
        byte[] secret = branch.privateKey();
        master.wipe();
        purpose.wipe();
        branch.wipe();
        return secret;
    }
}
