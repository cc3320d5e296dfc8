package dev.sluice.engine.cli;

import dev.sluice.payments.ledger.LedgerException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** A serving node from its start to its orderly end: on stop it claims what it is owed. */
final class Serving {
    private Serving() {}

    /** What a command does once its node is up. */
    interface Work {
        void with(ServeOptions.Running running) throws Exception;
    }

    static int untilStopped(ServeOptions options, Output output, Work work) throws Exception {
        options.checkDelegations();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        try (UntilStopped stop = new UntilStopped()) {
            ServeOptions.Running running =
                    options.start(
                            output,
                            thrown -> {
                                failure.set(thrown);
                                stop.stopNow();
                            });
            Thread status = StatusFile.start(running, output);
            stop.onStop(
                    () -> {
                        status.interrupt();
                        end(running, output, failure.get() == null);
                    });
            work.with(running);
            options.acceptDelegations(running, output);
            ready(running, output);
            stop.await();
        }
        Throwable thrown = failure.get();
        if (thrown != null)
            throw new CliException(
                    ExitCode.GENERAL,
                    "the node stopped: " + thrown.getMessage(),
                    "what was acknowledged is on disk; look at the disk and start again");
        return ExitCode.OK.number();
    }

    private static void ready(ServeOptions.Running running, Output output) {
        Map<String, Object> ready = new LinkedHashMap<>();
        ready.put("type", "ready");
        ready.put("address", running.node().peerAddress().toString());
        ready.put("payee", running.payee().toString());
        if (output.json()) output.result(ready);
        else {
            output.result("serving at " + running.node().peerAddress());
            output.result("  paid to " + running.payee() + "; stop with Ctrl-C");
        }
    }

    private static void end(ServeOptions.Running running, Output output, boolean orderly)
            throws Exception {
        if (orderly) claim(running, output);
        running.close();
    }

    private static void claim(ServeOptions.Running running, Output output) {
        try {
            int channels = running.node().claimAll();
            if (channels > 0) output.note("claimed " + channels + " channels");
        } catch (LedgerException e) {
            output.note("not claimed, kept for the next start: " + e.getMessage());
        }
    }
}
