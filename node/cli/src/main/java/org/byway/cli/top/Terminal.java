package org.byway.cli.top;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The terminal of this process, while it shows pictures: the other screen (as editors use), no cursor, keys without Enter, and no
 * Ctrl-Z, which would leave all that behind. What
 * Java cannot ask of a terminal, {@code stty} (POSIX) is asked.
 */
public final class Terminal implements AutoCloseable {
    private static final String ESC = "\u001b[";
    private static final File DEVICE = new File("/dev/tty");
    private static final long STTY_SECONDS = 5;
    private static final Size USUAL = new Size(80, 24);

    private final PrintStream out;
    private final String before;
    private boolean open = true;

    /** Columns and rows. */
    public record Size(int columns, int rows) {}

    private Terminal(PrintStream out, String before) {
        this.out = out;
        this.before = before;
    }

    /** Takes the terminal; an IOException where there is none that does as it is told. */
    public static Terminal take(PrintStream out) throws IOException {
        String before = stty("-g");
        stty("-icanon", "-echo", "min", "1", "susp", "undef");
        out.print(ESC + "?1049h" + ESC + "?25l");
        out.flush();
        return new Terminal(out, before);
    }

    /** How large it is now. */
    public static Size size() {
        try {
            String[] rowsAndColumns = stty("size").split(" ");
            Size size = new Size(Integer.parseInt(rowsAndColumns[1]), Integer.parseInt(rowsAndColumns[0]));
            return size.columns() > 0 && size.rows() > 0 ? size : USUAL;
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return USUAL;
        }
    }

    /** Draws over what was there, without clearing first, so that nothing flickers. */
    public synchronized void draw(List<String> lines) {
        if (open) {
            StringBuilder picture = new StringBuilder(ESC + "H");
            for (int i = 0; i < lines.size(); i++) {
                picture.append(lines.get(i)).append(ESC).append('K').append(i < lines.size() - 1 ? "\r\n" : "");
            }
            out.print(picture.append(ESC).append('J'));
            out.flush();
        }
    }

    /** Gives it back as it was. */
    @Override
    public synchronized void close() {
        if (open) {
            open = false;
            out.print(ESC + "?25h" + ESC + "?1049l");
            out.flush();
            try {
                stty(before);
            } catch (IOException e) {
                out.println("The terminal could not be set back: type `stty sane`.");
            }
        }
    }

    private static String stty(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectInput(DEVICE)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            if (!process.waitFor(STTY_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("stty does not work here");
            }
            return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
