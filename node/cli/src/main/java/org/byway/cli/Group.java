package org.byway.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A word that only gathers commands, such as {@code byway offer}. */
@Command(mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
final class Group implements Runnable {
    @Spec
    private CommandSpec spec;

    /** The group of that name, with what its help says first. */
    static CommandLine of(String name, String header) {
        CommandLine group = new CommandLine(new Group());
        group.getCommandSpec().name(name).usageMessage().header(header);
        return group;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do.");
    }
}
