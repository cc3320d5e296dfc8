package dev.sluice.engine.cli;

import dev.sluice.chain.local.AnvilSettings;
import dev.sluice.chain.local.DeploySettings;
import dev.sluice.chain.local.LocalChain;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice chain}: a chain to try things on, with the contracts deployed. */
@Command(
        name = "chain",
        description = "A local chain for trying out, until stopped. Coins on it are worth nothing.")
final class ChainCommand extends Task {
    @Mixin private ChainOptions chain = new ChainOptions();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "TCP port on loopback; default 8545.")
    private int port = 8545;

    @Option(
            names = "--block-time",
            paramLabel = "SECONDS",
            description = "Seconds between blocks; default: a block with every transaction.")
    private int blockSeconds;

    @Override
    public Integer call() throws Exception {
        if (port < 0 || port > 65_535)
            throw new CliException(
                    ExitCode.USAGE,
                    "--port " + port + " is outside 0 to 65535",
                    "0 takes a free one");
        if (blockSeconds < 0)
            throw new CliException(
                    ExitCode.USAGE,
                    "--block-time " + blockSeconds + " is below 0",
                    "0 makes a block with every transaction");
        AnvilSettings settings = AnvilSettings.DEFAULT.withPort(port);
        if (blockSeconds > 0) settings = settings.withBlockTime(Duration.ofSeconds(blockSeconds));
        Output output = output();
        try (UntilStopped stop = new UntilStopped()) {
            LocalChain local = LocalChain.start(settings, DeploySettings.TRY_OUT);
            ChainFile.write(chain.file(), local.info());
            stop.onStop(
                    () -> {
                        Files.deleteIfExists(chain.file());
                        local.close();
                    });
            say(output, local);
            local.anvil().awaitEnd();
        }
        return ExitCode.OK.number();
    }

    private void say(Output output, LocalChain local) {
        Map<String, Object> ready = new LinkedHashMap<>();
        ready.put("type", "ready");
        ready.putAll(ChainFile.object(local.info()));
        if (output.json()) output.result(ready);
        else {
            output.result("local chain " + local.info().chainId() + " at " + local.info().rpcUrl());
            output.result("  contract  " + local.info().contract());
            output.result("  registry  " + local.info().registry());
            output.result("  written to " + chain.file() + "; stop with Ctrl-C");
        }
    }
}
