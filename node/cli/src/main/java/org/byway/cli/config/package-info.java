/**
 * What a host may set: in a file ({@code byway.toml}, TOML 1.0), by the environment, by options.
 *
 * <p>An option is stronger than the environment, that than the file, that than what {@code serve} was told the last time, and
 * anything than the value that stands where nobody says. All names are those of {@link org.byway.cli.config.Setting}: {@code
 * store_gib} of the file is {@code BYWAY_STORE_GIB} of the environment and {@code --store-gib} of the command line.
 *
 * <p>Invariants: nothing is guessed and nothing is passed over. A file with one fault gives no settings at all; each fault is told
 * with its line, and a key that is not known with the nearest one that is. What {@code byway config show} prints is such a file.
 */
package org.byway.cli.config;
