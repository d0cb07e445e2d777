/**
 * Tests of the sources themselves: what the style asks for and a program can see.
 *
 * <p>A ratchet, not an argument: a rule is added when the sources keep it, and is not loosened. It reads every module's
 * sources from the root of the project and every module's classes from the class path.
 */
package org.byway.tidy;
