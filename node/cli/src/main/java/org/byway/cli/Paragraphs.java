package org.byway.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Lets descriptions of commands flow as wide as the terminal is: the lines of a source file are no lines of a text. */
final class Paragraphs {
    private Paragraphs() {}

    /** Of the command and all below it. */
    static void flow(CommandLine command) {
        var usage = command.getCommandSpec().usageMessage();
        usage.description(joined(usage.description()).toArray(String[]::new));
        command.getSubcommands().values().forEach(Paragraphs::flow);
    }

    /** An empty line, one that begins with a blank, and one with columns in it stand by themselves. */
    static List<String> joined(String... lines) {
        List<String> paragraphs = new ArrayList<>();
        boolean open = false;
        for (String line : lines) {
            boolean alone = line.isEmpty() || line.startsWith(" ") || line.contains("  ");
            if (open && !alone) {
                paragraphs.add(paragraphs.remove(paragraphs.size() - 1) + " " + line);
            } else {
                paragraphs.add(line);
            }
            open = !alone;
        }
        return paragraphs;
    }
}
