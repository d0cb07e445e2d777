package org.byway.protocol.letter;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.byway.protocol.record.Bytes32;

/**
 * What a letter to a stranger carries, so that a block outlasts the stranger's fresh personas: the same for all letters
 * of one member to one receiver, and another for every other receiver, so that nobody can link two.
 */
public final class BlockTag {
    private static final byte[] DOMAIN = Hkdf.ascii("byway/v1/block\0");

    private BlockTag() {}

    /** Made by the community through which the letter enters, which knows its members, with a secret of its own. */
    public static Bytes32 of(byte[] communitySecret, Bytes32 member, Bytes32 receiver) {
        HMac mac = new HMac(new SHA256Digest());
        mac.init(new KeyParameter(communitySecret));
        byte[] message = Bytes.join(DOMAIN, member.bytes(), receiver.bytes());
        mac.update(message, 0, message.length);
        byte[] tag = new byte[Bytes32.SIZE];
        mac.doFinal(tag, 0);
        return Bytes32.of(tag);
    }
}
