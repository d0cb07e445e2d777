/**
 * The identities of a person: names whose key can be changed, as the vault tells of them.
 *
 * <p>An identity is the digest of its inception; its n-th key comes of the recovery words, a random index and n (SPEC.md 1.5), and
 * each key event names the key that the event before committed to (SPEC.md 1.4). So a thief of the key in use cannot make the next
 * event, and the words and the index alone can.
 *
 * <p>Invariants: a key event is in the vault before it is sealed, and no second one is ever made with its number; an identity that has
 * ended stays in the vault, so that its name can be taken anew and nothing is signed for it again.
 *
 * <p>Source: pre-rotation after KERI (S. M. Smith, 2019).
 */
package org.byway.agent.identity;
