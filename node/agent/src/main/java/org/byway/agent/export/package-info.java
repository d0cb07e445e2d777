/**
 * All that a person's vault holds, as a folder that other programs read (SPEC.md 13.1), and such a folder made into a home again.
 *
 * <p>A folder has two halves. One is for people: JSON, vCard, iCalendar and photos. The other is for an import: each bundle as it was
 * sealed, the ledger's lines and the vault's entries as JSON lines, exactly. {@code byway.json} names every file with its digest, and is
 * signed by the key of the vault's place, which comes of the recovery words as every other key does. None of them is in the folder.
 *
 * <p>Invariants: a folder is there whole or not at all, and nothing is written over. An import believes nothing: it checks the signature
 * and every digest, that each record is sealed by a key of these words, and that the ledger and the vault can be read through, before
 * there is a home; the home is there whole or not at all, and is marked as one that was restored.
 */
package org.byway.agent.export;
