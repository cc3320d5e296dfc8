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
        Work NOTHING = (_, _) -> {};

        void with(ServeOptions.Running running, UntilStopped stop) throws Exception;
    }

    static int untilStopped(ServeOptions options, Output output, Work work) throws Exception {
        return untilStopped(options, output, work, Work.NOTHING);
    }

    /**
     * As the other.
     *
     * @param before is done before the node is said to be ready
     * @param after is done while it serves
     */
    static int untilStopped(ServeOptions options, Output output, Work before, Work after)
            throws Exception {
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
            before.with(running, stop);
            options.acceptDelegations(running, output);
            ready(running, output);
            after.with(running, stop);
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
