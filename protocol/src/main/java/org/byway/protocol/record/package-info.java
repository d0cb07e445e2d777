/**
 * The envelope: the bytes of which a record's id is the SHA-256, exactly as received.
 *
 * <p>An envelope has one encoding only, names its content by digest and length, and carries everything that decides
 * precedence and lifetime; so a head can be kept, checked and sent on without its content. Its rules are timeless.
 * Source: SPEC.md, chapters "Envelope" and "Lineages".
 */
package org.byway.protocol.record;
