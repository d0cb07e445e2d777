/** Tokens that a member has drawn, and posts by: so the node cannot tell whose posts they are. */
package org.byway.agent.token;
