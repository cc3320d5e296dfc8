package dev.sluice.engine.cli;

import dev.sluice.engine.cache.Quota;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.node.NodeStatus;
import dev.sluice.engine.payee.GateReport;
import dev.sluice.payments.ledger.LedgerHealth;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.store.StoredContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What a running node says of itself, each second, in a file of its directory: {@code sluice
 * status} reads it, and so can ask a node that hangs too. Renamed into place, so that it is always
 * whole; not forced, since it is of no use after a crash.
 */
final class StatusFile {
    /** Rows of each kind; the totals count all. */
    private static final int ROWS = 256;

    private static final long EVERY_MS = 1_000;
    private static final long ANSWER_MS = 5_000;

    private StatusFile() {}

    /** Writes until the thread that it returns is interrupted. */
    static Thread start(ServeOptions.Running running, Output output) {
        return Thread.ofVirtual().name("status").start(() -> write(running, output));
    }

    private static void write(ServeOptions.Running running, Output output) {
        try {
            while (true) {
                NodeStatus status =
                        running.node().status(ROWS).get(ANSWER_MS, TimeUnit.MILLISECONDS);
                write(running.home(), object(running, status));
                Thread.sleep(EVERY_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | ExecutionException | TimeoutException e) {
            output.note("the status is not written any more: " + e);
        }
    }

    private static void write(Home home, Map<String, Object> object) throws IOException {
        Path next = home.statusFile().resolveSibling("status.json.new");
        Files.writeString(next, Json.line(object) + "\n");
        Files.move(next, home.statusFile(), StandardCopyOption.ATOMIC_MOVE);
    }

    static Optional<Map<?, ?>> read(Home home) throws IOException {
        try {
            return Optional.of(Json.read(Files.readString(home.statusFile())));
        } catch (NoSuchFileException | JacksonException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> object(ServeOptions.Running running, NodeStatus status)
            throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("pid", ProcessHandle.current().pid());
        object.put("atMillis", System.currentTimeMillis());
        object.put("address", running.node().peerAddress().toString());
        object.put("servedBytes", status.servedBytes());
        object.put("ledger", ledger(status));
        object.put("attached", status.gate().channels());
        object.put("earns", status.gate().recent().stream().map(StatusFile::row).toList());
        object.put("works", works(running));
        object.put("disk", disk(running));
        return object;
    }

    private static Map<String, Object> ledger(NodeStatus status) {
        LedgerHealth health = status.ledger();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("endpoints", health.endpoints());
        object.put("answering", health.answering());
        object.put("block", health.block());
        object.put("silentMillis", health.silentMillis());
        object.put("silenceLimitMillis", status.silenceLimitMillis());
        object.put("creditStopped", status.gate().creditStopped());
        return object;
    }

    private static Map<String, Object> row(GateReport.Row row) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("channel", row.channel().toString());
        object.put("payer", row.payer().toString());
        object.put("state", row.state().name().toLowerCase(java.util.Locale.ROOT));
        object.put("reserve", row.reserve().toString());
        object.put("counted", row.counted().toString());
        object.put("accepted", row.accepted().toString());
        object.put("claimed", row.claimed().toString());
        object.put("served", row.served().toString());
        object.put("exposure", row.exposure().toString());
        return object;
    }

    private static @Nullable Map<String, Object> disk(ServeOptions.Running running) {
        Quota quota = running.disk().quota();
        return quota == null
                ? null
                : Map.of("quotaBytes", quota.maxBytes(), "usedBytes", quota.used());
    }

    private static List<Map<String, Object>> works(ServeOptions.Running running)
            throws IOException {
        List<Map<String, Object>> works = new ArrayList<>();
        for (ContentId id : running.contents().list()) {
            if (works.size() == ROWS) break;
            StoredContent content = running.contents().open(id);
            Map<String, Object> work = new LinkedHashMap<>();
            work.put("content", id.toString());
            work.put("held", content.verifiedSlices());
            work.put("slices", content.geometry().slices());
            work.put("diskBytes", Quota.diskBytes(content));
            work.put("own", running.home().secrets().contains(id));
            work.put("pinned", running.disk().uses().of(id, Disk.nowSeconds()).pinned());
            works.add(work);
        }
        return works;
    }
}
