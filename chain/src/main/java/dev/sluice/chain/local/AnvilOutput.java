package dev.sluice.chain.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Anvil prints: finds the port that it listens on and then reads on, for a full pipe would
 * stop it. Runs on one virtual thread.
 */
final class AnvilOutput {
    private static final Pattern LISTENING = Pattern.compile("Listening on 127\\.0\\.0\\.1:(\\d+)");
    private static final int KEPT_LINES = 3;

    private AnvilOutput() {}

    /** Completes with the port, or fails with what Anvil said before it ended. */
    static CompletableFuture<Integer> drain(BufferedReader output, int wantedPort) {
        CompletableFuture<Integer> port = new CompletableFuture<>();
        Thread.ofVirtual().name("sluice-anvil-output").start(() -> read(output, wantedPort, port));
        return port;
    }

    private static void read(
            BufferedReader output, int wantedPort, CompletableFuture<Integer> port) {
        Deque<String> last = new ArrayDeque<>();
        try (output) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Matcher found = LISTENING.matcher(line);
                if (found.find()) port.complete(Integer.valueOf(found.group(1)));
                if (!port.isDone()) keep(last, line);
            }
        } catch (IOException e) {
            keep(last, "its output cannot be read: " + e.getMessage());
        }
        port.completeExceptionally(new IllegalStateException(whyItEnded(last, wantedPort)));
    }

    private static void keep(Deque<String> last, String line) {
        if (line.isBlank()) return;
        last.addLast(line.strip());
        if (last.size() > KEPT_LINES) last.removeFirst();
    }

    private static String whyItEnded(Deque<String> last, int wantedPort) {
        String said = String.join(" / ", last);
        if (said.toLowerCase(Locale.ROOT).contains("address already in use"))
            return "port "
                    + wantedPort
                    + " is in use, so Anvil cannot listen on it; choose another port, or 0 for any";
        return "Anvil ended before it listened: " + said;
    }
}
