/**
 * Pictures at this node: {@link org.byway.server.blob.BlobKeeper} makes them plain, one at a time, and gives the files of {@link
 * org.byway.storage.file.BlobFiles} the one thread that may touch them; {@link org.byway.server.blob.CarriedBlobs} does the same
 * for those that other nodes give, which are taken as they are or not at all.
 *
 * <p>Invariants: nothing is kept as a stranger sent it, unless it is just what this node would make of it; one picture is
 * decoded at a time, so that memory is bounded by the largest one; the HTTP interface never waits for either.
 */
package org.byway.server.blob;
