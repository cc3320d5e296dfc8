package dev.sluice.engine.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ScopeType;

/** The program {@code sluice}. */
@Command(
        name = "sluice",
        description = "Peer-to-peer streaming in which every slice is paid for.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        version = "sluice 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            ChainCommand.class,
            RunCommand.class,
            StatusCommand.class,
            DoctorCommand.class,
            PublishCommand.class,
            SeedCommand.class,
            ContentCommand.class,
            PlayCommand.class,
            GetCommand.class,
            GatewayCommand.class,
            ChannelCommand.class,
            EarnCommand.class,
            KeeperCommand.class,
            WalletCommand.class,
            KeyCommand.class,
            SimCommand.class,
            BenchCommand.class,
            HelpCommand.class
        })
public final class Main {
    private Main() {}

    /** The command tree, ready to parse and run. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((thrown, at, _) -> fail(at, Errors.of(thrown)));
        line.setParameterExceptionHandler(Main::usage);
        line.setExitCodeExceptionMapper(_ -> ExitCode.GENERAL.number());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line;
    }

    private static int fail(CommandLine at, CliException failure) {
        ErrorReport report = new ErrorReport(failure);
        if (at.getCommand() instanceof CommonOptions.Holder h && h.common().json())
            h.common().results().println(report.json());
        else at.getErr().println(report.text());
        at.getOut().flush();
        at.getErr().flush();
        return failure.code().number();
    }

    private static int usage(CommandLine.ParameterException e, String[] arguments) {
        CommandLine at = e.getCommandLine();
        boolean json = java.util.List.of(arguments).contains("--json");
        CliException failure =
                new CliException(
                        ExitCode.USAGE,
                        String.valueOf(e.getMessage()),
                        "see: " + at.getCommandSpec().qualifiedName() + " --help");
        ErrorReport report = new ErrorReport(failure);
        if (json) at.getOut().println(report.json());
        else at.getErr().println(report.text());
        return failure.code().number();
    }

    public static void main(String[] arguments) {
        CommandLine line =
                commandLine()
                        .setOut(new PrintWriter(System.out, false, StandardCharsets.UTF_8))
                        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        int code = line.execute(arguments);
        line.getOut().flush();
        System.exit(code);
    }
}
