package org.byway.agent.letter;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.byway.agent.keys.Keyring;
import org.byway.agent.node.MailPort;
import org.byway.agent.vault.Vault;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.wire.LetterEntry;
import org.byway.protocol.wire.NodeKept;

/** A person's letters, as the vault keeps them. Used by one thread at a time. */
public final class Letters {
    private final Keyring keys;
    private final Shelf shelf;
    private final Device device;
    private final Correspondence correspondence;

    private Letters(Keyring keys, Shelf shelf, Device device, Letterbook book, Correspondence.Circumstances here) {
        this.keys = keys;
        this.shelf = shelf;
        this.device = device;
        this.correspondence = new Correspondence(keys, shelf, book, new StrictEd25519(), here);
    }

    /** Reads all letters of a vault. The chance is to be a cryptographic source. */
    public static Letters open(Keyring keys, Vault vault, Device device, InstantSource clock, RandomGenerator random)
            throws IOException {
        Letterbook book = book(keys);
        VaultShelf shelf = new VaultShelf(vault, clock);
        shelf.follow(book);
        return new Letters(keys, shelf, device, book, new Correspondence.Circumstances(device.slot(), clock, random));
    }

    private static Letterbook book(Keyring keys) {
        return new Letterbook(kept -> Study.address(keys, Mailbox.bytes(kept.getIndex()), Mailbox.nodes(kept)));
    }

    /** What a vault holds of letters, to be read alone. IllegalStateException where entries do not fit each other. */
    public static Letterbook read(Keyring keys, Vault vault) throws IOException {
        Letterbook book = book(keys);
        new VaultShelf(vault, InstantSource.system()).follow(book);
        return book;
    }

    public Correspondence correspondence() {
        return correspondence;
    }

    /** Lets strangers be answered by the key that signed what they write about. */
    public void take(SignedBy ownRecords) {
        correspondence.reception().take(ownRecords);
    }

    /** Sets aside what strangers write who lack something. */
    public void take(Qualified strangers) {
        correspondence.reception().take(strangers);
    }

    public Letterbook book() {
        return correspondence.book();
    }

    /** Brings letters by these nodes, the one to send through first. */
    public Carrier carrier(List<MailPort> nodes) {
        return new Carrier(correspondence, shelf, hand(), nodes);
    }

    /** For which devices letters wait at these nodes. */
    public Devices devices(List<MailPort> nodes) {
        return new Devices(book(), hand(), nodes);
    }

    private Carrier.Hand hand() {
        return new Carrier.Hand(keys, device.id(), correspondence.here());
    }

    /** Keeps in mind a node at HOST:PORT, where letters to this person wait from now on. */
    public void add(MailPort node, String address) throws IOException {
        keep(new KnownNode(node.node(), address).kept(true));
    }

    /** Lets nothing more wait there. */
    public void forget(KnownNode node) throws IOException {
        keep(node.kept(false));
    }

    private void keep(NodeKept node) throws IOException {
        try (Shelf.Turn turn = shelf.turn()) {
            turn.keep(List.of(LetterEntry.newBuilder().setNode(node).build()));
        }
    }
}
