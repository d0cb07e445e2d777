package org.byway.protocol.seal;

import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Sha256;

/**
 * A statement about a tree, its signature and what is known of the tree. The records of one bundle that were sealed or
 * postmarked together share one instance; compared by identity.
 */
public final class Signed {
    private final Statement statement;
    private final byte[] signature;
    private final Tree tree;

    public Signed(Statement statement, byte[] signature, Tree tree) {
        this.statement = statement;
        this.signature = signature;
        this.tree = tree;
    }

    /** Seals these records of one author with one signature. */
    public static Signed seal(SigningKey key, Bytes32 author, Bytes32... ids) {
        return sign(key, new Statement.Seal(author, key.publicKey()), Tree.whole(ids));
    }

    /** Postmarks these records of one community with one signature; time in milliseconds. */
    public static Signed postmark(SigningKey node, Bytes32 community, Bytes32 charter, long time, Bytes32... ids) {
        return sign(node, new Statement.Postmark(community, charter, node.publicKey(), time), Tree.whole(ids));
    }

    private static Signed sign(SigningKey key, Statement statement, Tree tree) {
        return new Signed(statement, key.sign(statement.message(tree.size(), tree.root())), tree);
    }

    public Statement statement() {
        return statement;
    }

    /** 64 bytes; not to be changed. */
    public byte[] signature() {
        return signature;
    }

    public Tree tree() {
        return tree;
    }

    /** The same for every view of this tree under this key and signature, and for nothing else. */
    public Bytes32 name() {
        return name(statement.signer(), statement.message(tree.size(), tree.root()), signature);
    }

    /** With the key: the message of a seal names its author, not the key by which it was sealed. */
    static Bytes32 name(Bytes32 signer, byte[] message, byte[] signature) {
        return Sha256.of(signer.bytes(), message, signature);
    }

    /** The same statement with another view of the same tree. */
    public Signed with(Tree view) {
        return view == tree ? this : new Signed(statement, signature, view);
    }
}
