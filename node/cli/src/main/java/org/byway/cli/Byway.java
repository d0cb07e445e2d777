package org.byway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.byway.agent.vault.VaultDamaged;
import org.byway.agent.vault.VaultLocked;
import org.byway.cli.config.Nearest;
import org.byway.cli.log.Printable;
import org.byway.protocol.wire.PaySignal.When;
import org.byway.protocol.wire.Progress.Tracking;
import org.byway.protocol.wire.TabWindDown.Why;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code byway}: its tree of commands, and the one place where failures are told. */
@Command(
        name = "byway",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        header = "A market without a marketplace: your community's node, and your side of it.",
        description = {
            "",
            "Begin with `byway serve`: it makes a home, a community of your own and a node, and shows an",
            "invite for others. Then, in another terminal, `byway offer post --title \"Garden table\"`.",
            ""
        },
        footer = {"", "`byway COMMAND --help` tells more of each; `byway demo --once` shows it all at work."})
final class Byway implements Runnable, GlobalOptions {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The home to work in. Usually $$BYWAY_HOME, or byway in the XDG state folder.")
    private Path home;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The file of settings. Usually $$BYWAY_CONFIG, or byway.toml in the home.")
    private Path config;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Write JSON lines, for programs.")
    private boolean json;

    private Byway() {}

    /** Runs one command line and gives its exit code. */
    static int run(Surroundings surroundings, String... arguments) {
        boolean json = Arrays.asList(arguments).contains("--json");
        try {
            return tree(surroundings, json).execute(arguments);
        } catch (Error e) {
            // The program itself is broken, or memory is short: still no stack trace for people.
            return new Telling(surroundings, json).failed(e);
        }
    }

    /** All commands. */
    static CommandLine tree(Surroundings surroundings, boolean json) {
        Byway root = new Byway();
        Desk desk = new Desk(surroundings, root);
        CommandLine all = new CommandLine(root)
                .addSubcommand(new ServeCommand(desk))
                .addSubcommand(new InitCommand(desk))
                .addSubcommand(ConfigCommands.tree(desk))
                .addSubcommand(new DoctorCommand(desk))
                .addSubcommand(new StatusCommand(desk))
                .addSubcommand(new TopCommand(desk))
                .addSubcommand(new InviteCommand(desk))
                .addSubcommand(new JoinCommand(desk))
                .addSubcommand(new MoveCommand(desk))
                .addSubcommand(PeerCommands.tree(desk))
                .addSubcommand(CommunityCommands.tree(desk))
                .addSubcommand(FederationCommands.tree(desk))
                .addSubcommand(ReportCommand.tree(desk))
                .addSubcommand(NoticeCommands.tree(desk))
                .addSubcommand(NoticeCommands.hide(desk))
                .addSubcommand(NoticeCommands.restore(desk))
                .addSubcommand(new PurgeCommand(desk))
                .addSubcommand(CareCommands.tree(desk))
                .addSubcommand(MarketCommands.offers(desk))
                .addSubcommand(MarketCommands.intents(desk))
                .addSubcommand(PersonaCommands.tree(desk))
                .addSubcommand(DidCommands.tree(desk))
                .addSubcommand(VaultCommands.tree(desk))
                .addSubcommand(SearchCommands.tree(desk))
                .addSubcommand(new SearchCommands.Match(desk))
                .addSubcommand(MessageCommands.tree(desk))
                .addSubcommand(new InboxCommand(desk))
                .addSubcommand(new OutboxCommand(desk))
                .addSubcommand(ContactCommands.tree(desk))
                .addSubcommand(AppointmentCommands.tree(desk))
                .addSubcommand(DealCommands.tree(desk))
                .addSubcommand(TabCommands.tree(desk))
                .addSubcommand(PayCommands.tree(desk))
                .addSubcommand(UsageCommands.tree(desk))
                .addSubcommand(TermsCommands.tree(desk))
                .addSubcommand(ExperienceCommands.tree(desk))
                .addSubcommand(CredentialCommands.tree(desk))
                .addSubcommand(MailboxCommands.tree(desk))
                .addSubcommand(InterestCommands.tree(desk))
                .addSubcommand(new WatchCommand(desk))
                .addSubcommand(TaxonomyCommands.tree(desk))
                .addSubcommand(RecordCommands.tree(desk))
                .addSubcommand(new AuditCommand(desk))
                .addSubcommand(ExportCommands.tree(desk))
                .addSubcommand(new NoticeboardCommand(desk))
                .addSubcommand(new DemoCommand(desk))
                .addSubcommand(new ConformCommand(desk))
                .addSubcommand(new SimulateCommand(desk))
                .addSubcommand(BenchCommands.tree(desk))
                .addSubcommand(new CompletionCommand(desk));
        Paragraphs.flow(all);
        choices(all);
        Telling telling = new Telling(surroundings, json);
        return all.setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(telling::wrongArguments)
                .setExecutionExceptionHandler(telling::failed);
    }

    /** Words that are chosen among are read by the words that people write. */
    private static void choices(CommandLine all) {
        all.registerConverter(When.class, Choice.among(When.ONCE, When.PER_USE, When.MONTHLY));
        all.registerConverter(Why.class, Choice.among(Why.LEAVING, Why.KEY_LOST, Why.DEATH));
        all.registerConverter(
                Tracking.class,
                Choice.among(
                        Tracking.PACKED,
                        Tracking.PICKED_UP,
                        Tracking.UNDER_WAY,
                        Tracking.OUT_FOR_DELIVERY,
                        Tracking.FAILED,
                        Tracking.DONE));
    }

    /** Without a command: the help. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do.");
    }

    @Override
    public Optional<Path> home() {
        return Optional.ofNullable(home);
    }

    @Override
    public Optional<Path> config() {
        return Optional.ofNullable(config);
    }

    @Override
    public boolean json() {
        return json;
    }

    /** Tells what went wrong, to people or to programs. */
    private record Telling(Surroundings surroundings, boolean json) {

        int wrongArguments(ParameterException e, String[] arguments) {
            CommandLine command = e.getCommandLine();
            if (e instanceof UnmatchedArgumentException unmatched
                    && !command.getSubcommands().isEmpty()) {
                String word = unmatched.getUnmatched().get(0);
                if (!word.startsWith("-")) {
                    return tell(noCommand(command, word));
                }
            }
            String hint = "See `" + command.getCommandSpec().qualifiedName() + " --help`.";
            if (command.getSubcommands().isEmpty() || arguments.length > 1 || json) {
                return tell(Failure.usage(Desk.sentence(e.getMessage()), hint));
            }
            command.usage(surroundings.err());
            return Exit.USAGE;
        }

        private static Failure noCommand(CommandLine command, String word) {
            String group = command.getCommandSpec().qualifiedName();
            String near = Nearest.to(word, command.getSubcommands().keySet())
                    .map(each -> "Did you mean \"" + (group + " " + each).substring("byway ".length()) + "\"? ")
                    .orElse("");
            return Failure.usage(
                    "There is no command \"" + (group + " " + word).substring("byway ".length()) + "\".",
                    near + "`" + group + " --help` lists all.");
        }

        int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
            return failed(e);
        }

        int failed(Throwable e) {
            if (surroundings.environment().containsKey(Surroundings.TRACE)) {
                e.printStackTrace(surroundings.err());
            }
            return tell(
                    switch (e) {
                        case Failure failure -> failure;
                        case VaultLocked locked ->
                            Failure.failed(
                                    "vault_locked",
                                    Desk.sentence(text(locked)),
                                    "Unlock it with `byway vault unlock`; programs name a file with the passphrase in"
                                            + " BYWAY_PASSPHRASE_FILE.");
                        case VaultDamaged damaged ->
                            Failure.failed(
                                    "vault_damaged",
                                    Desk.sentence(text(damaged)),
                                    "Nothing was changed. A snapshot may have what is lost: `byway vault restore --help`.");
                        case AccessDeniedException denied ->
                            Failure.configuration("May not touch " + denied.getFile() + ".", "Whose home is it?");
                        case FileSystemException file -> Failure.failed("disk", reason(file), "");
                        case IOException disk -> Failure.failed("disk", Desk.sentence(text(disk)), "");
                        default ->
                            Failure.failed(
                                    "internal",
                                    "This should not have happened: " + text(e) + ".",
                                    "Run it again with BYWAY_TRACE=1 and report what it prints.");
                    });
        }

        private static String text(Throwable e) {
            return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        }

        private static String reason(FileSystemException e) {
            String why = e.getReason() == null ? "cannot be read or written" : e.getReason();
            return e.getFile() + ": " + why + ".";
        }

        private int tell(Failure failure) {
            if (json) {
                ObjectNode error = Desk.object();
                error.put("code", failure.code());
                error.put("message", failure.getMessage());
                error.put("hint", failure.hint());
                surroundings.err().println(Desk.object().set("error", error).toString());
            } else {
                surroundings.err().println("byway: " + Printable.lines(failure.getMessage()));
                if (!failure.hint().isEmpty()) {
                    surroundings.err().println(Printable.lines(failure.hint()));
                }
            }
            return failure.exit();
        }
    }
}
