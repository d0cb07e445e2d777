/**
 * Where: geohash cells, so that a record says roughly where and never exactly.
 *
 * <p>A place is a cell. Five characters (about 5 km by 5 km) are the finest that is said unless somebody asks for
 * finer; distances are taken from the centre of the cell. The same cell has the same centre and the same distance on
 * every machine: all arithmetic is exact in binary or by StrictMath.
 *
 * <p>Source: G. Niemeyer's geohash, as geohash.org published it: bits of longitude and latitude in turn, base 32
 * without a, i, l, o. Distances are great-circle ones by haversine on a sphere of the Earth's mean radius (IUGG R1),
 * within 0.6 % of the ellipsoid.
 */
package org.byway.protocol.place;
