package org.byway.cli.noticeboard;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;
import java.util.Optional;

/** A QR code (ISO/IEC 18004) as an SVG that stands in a page. */
final class CodePicture {
    /** Denser codes are not read from paper of this size. */
    private static final int MOST_CHARACTERS = 1_200;

    private static final int QUIET_MODULES = 2;

    private CodePicture() {}

    /** Empty where the text is too long to be scanned. */
    static Optional<String> of(String text) {
        if (text.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        try {
            var hints = Map.of(
                    EncodeHintType.MARGIN, QUIET_MODULES, EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.L);
            return Optional.of(svg(new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, hints)));
        } catch (WriterException e) {
            return Optional.empty();
        }
    }

    private static String svg(BitMatrix modules) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                if (modules.get(x, y)) {
                    int from = x;
                    while (x + 1 < modules.getWidth() && modules.get(x + 1, y)) {
                        x++;
                    }
                    path.append('M')
                            .append(from)
                            .append(' ')
                            .append(y)
                            .append('h')
                            .append(x + 1 - from);
                    path.append("v1h-").append(x + 1 - from).append('z');
                }
            }
        }
        return "<svg viewBox=\"0 0 " + modules.getWidth() + " " + modules.getHeight()
                + "\" shape-rendering=\"crispEdges\" role=\"img\" aria-label=\"Invite\"><path d=\"" + path
                + "\"/></svg>";
    }
}
