/**
 * What a node keeps, as a port: {@link org.byway.protocol.store.Store}, in memory here and on disk in the storage module.
 *
 * <p>Both pass one contract test. The port holds no policy: what may enter was decided before it is put.
 */
package org.byway.protocol.store;
