/**
 * The command {@code byway}: what a person or a program types.
 *
 * <p>Every command takes {@code --home} and {@code --json}, writes what was asked for on standard output and everything else on
 * standard error, and ends with 0 (ok), 1 (failed), 2 (usage) or 78 (configuration). With {@code --json} standard output holds
 * JSON lines only and a failure is one line {@code {"error":{"code","message","hint"}}} on standard error. No stack trace is shown
 * to anybody unless {@code BYWAY_TRACE} is set.
 *
 * <p>Invariants: commands reach a node through the agent and its HTTP port only; {@link org.byway.cli.Hosting} alone touches the
 * server, for {@code serve} and {@code init}; nothing here reads a clock, the environment or a terminal but {@link
 * org.byway.cli.Surroundings}.
 */
package org.byway.cli;
