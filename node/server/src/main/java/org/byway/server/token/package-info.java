/** Gives members tokens to post by, and takes them from whoever shows them. */
package org.byway.server.token;
