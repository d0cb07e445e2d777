/**
 * Pictures as nodes keep them: {@link org.byway.picture.Picture} makes of a stranger's JPEG or PNG one plain JPEG that says
 * nothing but its pixels.
 *
 * <p>{@link org.byway.picture.Jpeg} and {@link org.byway.picture.Png} read the structure of the bytes, take the size from the
 * header, and leave out whatever is no pixel: EXIF and other metadata, colour profiles, thumbnails, comments, what stands
 * behind the end. Only then are pixels decoded; {@link org.byway.picture.Pixels} turns them as EXIF says, and makes them fewer
 * where that is wanted.
 *
 * <p>Invariants: nothing is decoded before its size is known to be within its bounds, and memory goes with the number of
 * pixels, not with what the bytes claim; no text, no profile and no thumbnail of a stranger comes to a decoder; what was made
 * here is taken again as it is, byte for byte, so that an agent and a node come to the same digest; what cannot be decoded
 * whole is refused with a reason.
 *
 * <p>Sources: ITU-T T.81 (JPEG), JFIF 1.02, TIFF 6.0 and Exif 2.3 (orientation), PNG (W3C, third edition).
 */
package org.byway.picture;
