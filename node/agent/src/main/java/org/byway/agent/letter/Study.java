package org.byway.agent.letter;

import java.util.HexFormat;
import java.util.List;
import org.byway.agent.keys.Keyring;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.letter.LetterAddress;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.LetterEntry;
import org.byway.protocol.wire.TieKept;

/** What is needed to write letters and to take them in: keys, what is known, where it is kept, time and chance. */
record Study(Keyring keys, Shelf shelf, Letterbook book, Correspondence.Circumstances here) {
    long now() {
        return here.clock().millis();
    }

    byte[] chance(int bytes) {
        byte[] chance = new byte[bytes];
        here.random().nextBytes(chance);
        return chance;
    }

    Bytes32 chance32() {
        return Bytes32.of(chance(Bytes32.SIZE));
    }

    LetterAddress address(Bytes32 index, List<Bytes32> nodes) {
        return address(keys, index, nodes);
    }

    /** The address of a mailbox whose keys this index finds. */
    static LetterAddress address(Keyring keys, Bytes32 index, List<Bytes32> nodes) {
        String tag = HexFormat.of().formatHex(keys.mailboxTag(index));
        return new LetterAddress(tag, keys.sealing(index).publicKey(), nodes);
    }

    /** By which one's own letters of a tie are signed. */
    SigningKey key(Tie tie) {
        return keys.key(tie.signer().index(), tie.signer().sequence());
    }

    Bytes32 ownKey(Tie tie) {
        return key(tie).publicKey();
    }

    /** A mailbox for one relationship. */
    LetterEntry mailbox(Bytes32 index, Bytes32 relationship, List<Bytes32> nodes) {
        Mailbox mailbox = new Mailbox(index, address(index, nodes), Long.MAX_VALUE, relationship, null);
        return LetterEntry.newBuilder().setMailbox(mailbox.kept()).build();
    }

    static LetterEntry kept(TieKept.Builder tie) {
        return LetterEntry.newBuilder().setTie(tie).build();
    }
}
