/**
 * Communities: the charter that its members share, and the links by which two communities carry each other's records.
 *
 * <p>A community's id is the id of its first Charter. A link is two halves, each signed by a steward: an invite, and the
 * answer that names it by digest. Both are records like any other; nothing about them needs a third party.
 * Source: SPEC.md, chapter "Communities".
 */
package org.byway.protocol.community;
