/** Two signed statements of one kind where only one may be, kept as proof against whoever signed both. */
package org.byway.protocol.equivocation;
