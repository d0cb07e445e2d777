/**
 * What {@code byway doctor} looks at: each {@link org.byway.cli.doctor.Check} looks at one thing, with the node running or not,
 * and tells what it saw and what is wrong with it.
 *
 * <p>Invariants: looking changes nothing; whatever is wrong with one thing, the others are looked at too; every finding has a code
 * for programs, a sentence for people and something to do about it.
 */
package org.byway.cli.doctor;
