/**
 * Letters: private messages from one persona to another, which nodes carry and cannot read.
 *
 * <p>{@link org.byway.protocol.letter.Hpke} seals bytes for the owner of a {@link
 * org.byway.protocol.letter.SealingKey}. A {@link org.byway.protocol.letter.SealedLetter} is what travels: two tags and
 * bytes of one of four sizes; opened it is an {@link org.byway.protocol.letter.OpenedLetter}, whose sender signed it to this
 * receiver, under this tag, in this relationship and with this number. {@link org.byway.protocol.letter.Numbering} notices
 * what is missing or comes twice, {@link org.byway.protocol.letter.BlockTag} lets a block outlast fresh personas.
 *
 * <p>Invariants: keys and chance come in as bytes; secrets that are made on the way are wiped before a method returns,
 * and none has a text; a shared secret of zero is refused; what does not open gives no byte of what is within.
 *
 * <p>Sources: RFC 9180 (HPKE), RFC 7748 (X25519), RFC 5869 (HKDF), RFC 8439 (ChaCha20-Poly1305).
 */
package org.byway.protocol.letter;
