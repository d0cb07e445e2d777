package org.byway.cli;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;
import java.util.Optional;

/**
 * A QR code drawn with half blocks, two rows of modules to a line of text, dark on light whatever the terminal's colours are
 * (ISO/IEC 18004; quiet zone of two modules, which scanners accept on a screen).
 */
final class TerminalCode {
    /** Version 40 at level L holds 2,953 bytes; beyond this a terminal's picture is too large to scan anyway. */
    private static final int MAX_CHARS = 1_200;

    private static final int QUIET_MODULES = 2;
    private static final String DARK_ON_LIGHT = "\u001b[30;107m";
    private static final String RESET = "\u001b[0m";

    private TerminalCode() {}

    /** The picture, a line feed after each line; empty when the text is too long to be scanned from a screen. */
    static Optional<String> of(String text) {
        if (text.length() > MAX_CHARS) {
            return Optional.empty();
        }
        try {
            var hints = Map.of(
                    EncodeHintType.MARGIN, QUIET_MODULES, EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.L);
            return Optional.of(draw(new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, hints)));
        } catch (WriterException e) {
            return Optional.empty();
        }
    }

    private static String draw(BitMatrix modules) {
        StringBuilder picture = new StringBuilder();
        for (int y = 0; y < modules.getHeight(); y += 2) {
            picture.append(DARK_ON_LIGHT);
            for (int x = 0; x < modules.getWidth(); x++) {
                boolean upper = modules.get(x, y);
                boolean lower = y + 1 < modules.getHeight() && modules.get(x, y + 1);
                picture.append(upper ? (lower ? '█' : '▀') : (lower ? '▄' : ' '));
            }
            picture.append(RESET).append('\n');
        }
        return picture.toString();
    }
}
