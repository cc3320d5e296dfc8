package dev.sluice.chain.local;

import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.ledger.LedgerException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A local EVM chain: Foundry's Anvil as a child process on loopback, chain id 31337.
 *
 * <p>It ends with {@link #close} and with this JVM, even by kill -9 ({@link Guard}). Threads: safe
 * for all; a virtual thread drains its output. Failures: a {@link LedgerException} that says what
 * to run when the binary is missing or the port is taken.
 */
public final class AnvilProcess implements AutoCloseable {
    private static final int START_SECONDS = 20;
    private static final int STOP_SECONDS = 5;

    private final Process process;
    private final AnvilSettings settings;
    private final URI rpcUrl;

    private AnvilProcess(Process process, AnvilSettings settings, int port) {
        this.process = process;
        this.settings = settings;
        this.rpcUrl = URI.create("http://127.0.0.1:" + port);
    }

    /** Starts Anvil and waits until it listens: some 100 ms. */
    public static AnvilProcess start(AnvilSettings settings) {
        try {
            Process process = Guard.command(command(settings)).start();
            return new AnvilProcess(process, settings, awaitPort(process, settings));
        } catch (IOException e) {
            throw new LedgerException("Anvil did not start: " + e.getMessage(), e);
        }
    }

    private static List<String> command(AnvilSettings settings) {
        List<String> command = new ArrayList<>();
        command.add(AnvilBinary.find().toString());
        command.addAll(List.of("--host", "127.0.0.1", "--port", "" + settings.port()));
        command.addAll(List.of("--chain-id", "" + AnvilSettings.CHAIN_ID));
        command.addAll(List.of("--accounts", "" + settings.accounts()));
        command.addAll(List.of("--mnemonic", settings.mnemonic()));
        settings.blockTime()
                .ifPresent(time -> command.addAll(List.of("--block-time", "" + time.toSeconds())));
        return command;
    }

    private static int awaitPort(Process process, AnvilSettings settings) {
        CompletableFuture<Integer> port = AnvilOutput.drain(process.inputReader(), settings.port());
        try {
            return port.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            stop(process);
            throw new LedgerException(messageOf(e), e);
        } catch (TimeoutException e) {
            stop(process);
            throw new LedgerException(
                    "Anvil does not listen after "
                            + START_SECONDS
                            + " s; look at the machine's load",
                    e);
        } catch (InterruptedException e) {
            stop(process);
            Thread.currentThread().interrupt();
            throw new LedgerException("interrupted while Anvil started", e);
        }
    }

    private static String messageOf(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage());
    }

    public URI rpcUrl() {
        return rpcUrl;
    }

    /** The key of a funded account: known to everyone, for a local chain only. */
    public SecretKey devKey(int index) {
        if (index < 0 || index >= settings.accounts())
            throw new IllegalArgumentException(
                    "account " + index + " outside 0.." + (settings.accounts() - 1));
        return DevKeys.derive(settings.mnemonic(), index);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Blocks until Anvil ends by itself or is closed. */
    public void awaitEnd() throws InterruptedException {
        process.waitFor();
    }

    /** Ends Anvil and waits for it. */
    @Override
    public void close() {
        stop(process);
    }

    private static void stop(Process process) {
        try {
            List<ProcessHandle> family = process.descendants().toList();
            process.getOutputStream().close();
            if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) return;
            family.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
