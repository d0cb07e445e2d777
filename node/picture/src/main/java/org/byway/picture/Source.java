package org.byway.picture;

/**
 * A picture as a stranger made it, without all that is no pixel.
 *
 * @param format jpeg or png
 * @param decodedBytes what it takes in memory until it is made of pixels of three bytes
 * @param orientation of Exif, 1 to 8; 1 is upright
 * @param plain whether it is coded as plain JPEGs are
 */
record Source(String format, byte[] bytes, int width, int height, long decodedBytes, int orientation, boolean plain) {}
