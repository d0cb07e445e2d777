package org.byway.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code byway completion}. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        header = "Print a script that completes byway's words in a shell.",
        description = {
            "bash:  source <(byway completion bash)",
            "zsh:   source <(byway completion zsh)",
            "Put that line into ~/.bashrc or ~/.zshrc to keep it."
        })
final class CompletionCommand implements Callable<Integer> {
    private final Desk desk;

    /** Shells for which there is a script. */
    enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Shell shell;

    @Spec
    private CommandSpec spec;

    CompletionCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        if (shell == Shell.ZSH) {
            desk.surroundings()
                    .out()
                    .println("autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit");
        }
        desk.surroundings().out().println(AutoComplete.bash("byway", spec.root().commandLine()));
        return Exit.OK;
    }
}
