package org.byway.picture;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/**
 * Pixels of three bytes: blue, green, red, row by row. Colours are taken as sRGB, whatever they were meant to be.
 *
 * @param bgr not to be changed
 */
record Pixels(int width, int height, byte[] bgr) {
    private static final int SAMPLES = 3;
    private static final int[] OFFSETS = {2, 1, 0};

    /** What was decoded; what can be seen through stands before white. Null where it is of no kind that is known. */
    static Pixels of(BufferedImage image) {
        boolean asIs = image.getType() == BufferedImage.TYPE_3BYTE_BGR
                && image.getRaster().getParent() == null
                && image.getRaster().getDataBuffer() instanceof DataBufferByte;
        if (asIs) {
            byte[] data = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
            return new Pixels(image.getWidth(), image.getHeight(), data);
        }
        int bands = image.getRaster().getNumBands();
        boolean indexed = image.getColorModel() instanceof IndexColorModel;
        if (bands > 4 || (indexed && bands != 1)) {
            return null;
        }
        Pixels pixels = new Pixels(
                image.getWidth(), image.getHeight(), new byte[SAMPLES * image.getWidth() * image.getHeight()]);
        int[] row = null;
        for (int y = 0; y < pixels.height; y++) {
            row = image.getRaster().getPixels(0, y, pixels.width, 1, row);
            if (indexed) {
                pixels.palette(y, row, (IndexColorModel) image.getColorModel());
            } else {
                pixels.samples(y, row, bands, image.getSampleModel().getSampleSize(0));
            }
        }
        return pixels;
    }

    private void palette(int y, int[] row, IndexColorModel palette) {
        for (int x = 0; x < width; x++) {
            int index = Math.min(row[x], palette.getMapSize() - 1);
            int argb = palette.getRGB(index);
            put(x, y, new int[] {argb >> 16 & 0xFF, argb >> 8 & 0xFF, argb & 0xFF}, argb >>> 24);
        }
    }

    /** Grey, grey with alpha, colours, or colours with alpha, of that many bits. */
    private void samples(int y, int[] row, int bands, int bits) {
        int most = (1 << bits) - 1;
        int[] colour = new int[SAMPLES];
        for (int x = 0; x < width; x++) {
            for (int i = 0; i < SAMPLES; i++) {
                colour[i] = row[x * bands + (bands < SAMPLES ? 0 : i)] * 255 / most;
            }
            boolean alpha = bands % 2 == 0;
            put(x, y, colour, alpha ? row[x * bands + bands - 1] * 255 / most : 255);
        }
    }

    private void put(int x, int y, int[] colour, int alpha) {
        int at = SAMPLES * (y * width + x);
        for (int i = 0; i < SAMPLES; i++) {
            bgr[at + OFFSETS[i]] = (byte) ((colour[i] * alpha + 255 * (255 - alpha)) / 255);
        }
    }

    /** Turned and mirrored so that what Exif says is up is up: 1 to 8, of which 1 changes nothing. */
    Pixels turned(int orientation) {
        if (orientation == 1) {
            return this;
        }
        boolean sideways = orientation >= 5;
        Pixels turned = sideways
                ? new Pixels(height, width, new byte[bgr.length])
                : new Pixels(width, height, new byte[bgr.length]);
        for (int y = 0; y < turned.height; y++) {
            for (int x = 0; x < turned.width; x++) {
                int along = sideways ? y : x;
                int across = sideways ? x : y;
                boolean mirrored = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
                boolean upended = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
                int fromX = mirrored ? width - 1 - along : along;
                int fromY = upended ? height - 1 - across : across;
                System.arraycopy(
                        bgr, SAMPLES * (fromY * width + fromX), turned.bgr, SAMPLES * (y * turned.width + x), SAMPLES);
            }
        }
        return turned;
    }

    /** So small that no side has more than that; each pixel is the mean of those that it stands for. */
    Pixels within(int most) {
        int longest = Math.max(width, height);
        if (longest <= most) {
            return this;
        }
        int newWidth = Math.max(1, (int) ((long) width * most / longest));
        int newHeight = Math.max(1, (int) ((long) height * most / longest));
        Pixels small = new Pixels(newWidth, newHeight, new byte[SAMPLES * newWidth * newHeight]);
        for (int y = 0; y < newHeight; y++) {
            int top = (int) ((long) y * height / newHeight);
            int bottom = (int) ((long) (y + 1) * height / newHeight);
            for (int x = 0; x < newWidth; x++) {
                int left = (int) ((long) x * width / newWidth);
                int right = (int) ((long) (x + 1) * width / newWidth);
                for (int i = 0; i < SAMPLES; i++) {
                    small.bgr[SAMPLES * (y * newWidth + x) + i] = mean(left, right, top, bottom, i);
                }
            }
        }
        return small;
    }

    private byte mean(int left, int right, int top, int bottom, int sample) {
        long sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                sum += bgr[SAMPLES * (y * width + x) + sample] & 0xFF;
            }
        }
        int count = (right - left) * (bottom - top);
        return (byte) ((sum + count / 2) / count);
    }

    /** The same pixels, for an encoder. */
    BufferedImage image() {
        WritableRaster raster = Raster.createInterleavedRaster(
                new DataBufferByte(bgr, bgr.length), width, height, SAMPLES * width, SAMPLES, OFFSETS, null);
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        return new BufferedImage(model, raster, false, null);
    }
}
