/**
 * Files of things offered or wanted, read row by row: CSV (RFC 4180, UTF-8, a header line) and JSON lines of schema.org {@code
 * Offer} and {@code Demand}.
 *
 * <p>Invariants: a row becomes a {@link org.byway.agent.catalogue.Draft} or a {@link org.byway.agent.catalogue.Row.Refused} that
 * says why, and a bad row never stops the rows behind it; row numbers count data rows from 1, as a spreadsheet below its header
 * does; one row at a time is held, so a file may be larger than memory. Only a title must be there.
 */
package org.byway.agent.catalogue;
