package org.byway.agent.step;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import org.byway.protocol.wire.Side;

/** How matters say single things as JSON. */
public final class StepJson {
    private StepJson() {}

    /** "me" or "them"; where we are neither, which side it is. */
    public static String who(Known<?> known, Side side) {
        if (known.me() == Side.UNSAID) {
            return word(side);
        }
        return side == known.me() ? "me" : "them";
    }

    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Null where there are none. */
    public static String hex(ByteString bytes) {
        return bytes.isEmpty() ? null : HexFormat.of().formatHex(bytes.toByteArray());
    }

    public static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
