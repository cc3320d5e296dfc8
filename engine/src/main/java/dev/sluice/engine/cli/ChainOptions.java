package dev.sluice.engine.cli;

import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.ledger.EvmSettings;
import dev.sluice.chain.local.ChainInfo;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.engine.node.Home;
import dev.sluice.payments.crypto.SecretKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which chain a command settles on. */
final class ChainOptions {
    private static final long LOCAL_CHAIN_ID = 31_337;

    @Option(
            names = "--chain",
            paramLabel = "FILE",
            description = "Where the chain is, as `sluice chain` writes it.")
    private @Nullable Path file;

    @Option(
            names = "--rpc",
            split = ",",
            paramLabel = "URL",
            description = "Endpoints of the chain, the preferred one first, instead of the file's.")
    private List<String> rpc = List.of();

    ChainInfo info() throws IOException {
        Path from = file();
        if (!Files.exists(from))
            throw new CliException(
                    ExitCode.CONFIGURATION,
                    "no chain: " + from + " does not exist",
                    "start one: sluice chain");
        ChainInfo info = ChainFile.read(from);
        return rpc.isEmpty() ? info : info.withRpcUrls(ChainFile.urls(rpc, "--rpc"));
    }

    Path file() {
        return file != null ? file : Directories.chainFile();
    }

    /**
     * A ledger for the account; a local chain is asked often, since it answers at once.
     *
     * <p>Without a journal, for what only looks, and for single calls beside a node that runs,
     * whose journal is its own: an anchor, a delegate. Made twice they do no more than once, and
     * the next process counts from the nonces that the endpoint holds; so a crash loses at most the
     * call, which is made again by hand.
     */
    EvmLedger ledger(ChainInfo info, SecretKey key) {
        return EvmLedger.open(settings(info), key);
    }

    /** One whose transactions survive a crash: what was signed is kept in the node's directory. */
    EvmLedger ledger(ChainInfo info, SecretKey key, Home home) {
        Path journal = home.directory().resolve("transactions");
        return EvmLedger.open(settings(info).withJournal(journal), key);
    }

    private static EvmSettings settings(ChainInfo info) {
        return isLocal(info) ? info.settings().withPoll(LocalChain.POLL) : info.settings();
    }

    static boolean isLocal(ChainInfo info) {
        return info.chainId() == LOCAL_CHAIN_ID;
    }
}
