/** Care, on a person's side: reports that were made and that came, the notices of a community as a node gives them, and lists of notices to share. */
package org.byway.agent.care;
