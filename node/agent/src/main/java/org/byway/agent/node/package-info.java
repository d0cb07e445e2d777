/**
 * The one small port through which an agent speaks to a node, whichever node it is: over HTTP, or in memory for simulated people.
 *
 * <p>Invariants: only sealed bytes and questions go through it, never a key; every answer is checked before it is believed; an
 * expected failure is a {@link org.byway.agent.node.Reply}, not an exception.
 */
package org.byway.agent.node;
