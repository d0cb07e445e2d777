/**
 * How a node's log is written: lines for people, or JSON lines for programs.
 *
 * <p>Invariants: one event is one line, whatever it tells, so that no text of a peer's can pretend to be another event or speak to
 * a terminal; the fields {@code time}, {@code level}, {@code logger} and {@code message} are always there; a stack trace is written
 * only where it was asked for.
 */
package org.byway.cli.log;
