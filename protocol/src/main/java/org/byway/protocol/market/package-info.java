/**
 * Intents and offers: what somebody wants and what somebody has.
 *
 * <p>The rules here belong to the second verdict, admissible: they hold for the content of a known kind, ask for nothing
 * but a title, and leave unknown fields alone, so that later versions can add to them.
 * Source: SPEC.md, chapter "Contents"; schema.org Demand and Offer; Valueflows Proposal and Intent.
 */
package org.byway.protocol.market;
