package org.byway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is drawn with half blocks is read again by a reader of QR codes. */
class TerminalCodeTest {
    private static final int SCALE = 8;

    @Test
    void aDrawnCodeIsReadAgain() throws ReaderException {
        String link = "byway:join/" + "Ab-_9".repeat(60);
        assertEquals(link, read(TerminalCode.of(link).orElseThrow()));
    }

    @Test
    void whatCannotBeScannedFromAScreenIsNotDrawn() {
        assertTrue(TerminalCode.of("x".repeat(2_000)).isEmpty());
    }

    private static String read(String picture) throws ReaderException {
        List<String> lines = picture.lines()
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                .toList();
        int width = lines.get(0).length() * SCALE;
        int height = lines.size() * 2 * SCALE;
        int[] pixels = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                char block = lines.get(y / SCALE / 2).charAt(x / SCALE);
                boolean upper = y / SCALE % 2 == 0;
                boolean dark = block == '█' || block == (upper ? '▀' : '▄');
                pixels[y * width + x] = dark ? 0 : 0xFFFFFF;
            }
        }
        BinaryBitmap seen = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
        return new QRCodeReader().decode(seen).getText();
    }
}
