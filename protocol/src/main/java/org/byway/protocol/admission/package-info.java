/**
 * The second and third verdict: may a valid record enter or travel here, and is it shown?
 *
 * <p>Both depend on what the node holds and on its clock, never on who sent the record. A record whose head is good and
 * whose content is not enters as a bare head. Within (author, lineage) one record stands, by an order that is the same
 * everywhere. Source: SPEC.md, chapters "Admission" and "Lineages".
 */
package org.byway.protocol.admission;
