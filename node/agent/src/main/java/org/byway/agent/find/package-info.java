/**
 * Finds in what a vault keeps: letters, appointments, the names of people, and what the person has said in public.
 *
 * <p>Words are folded as SPEC.md 9.1 says, and must be equal then; all that are asked for must be there. There is no index: what is kept
 * of one person fits in memory, and each text is read once, without making anything of it.
 */
package org.byway.agent.find;
