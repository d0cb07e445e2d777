/**
 * Care: notices by which a community's stewards hide or purge what is said, appeals against them, and decisions. Pure: who may say
 * what, and what stands, follow from the records that are held, whatever the order in which they came. SPEC.md, 3.4.
 */
package org.byway.protocol.care;
