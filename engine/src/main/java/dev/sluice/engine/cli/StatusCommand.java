package dev.sluice.engine.cli;

import dev.sluice.engine.node.Home;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.store.PayeeRecord;
import dev.sluice.payments.store.PayerRecord;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code sluice status}: how a node stands; of one that runs, or of what one left on disk. */
@Command(name = "status", description = "How the node stands: its ledger, its channels, its works.")
final class StatusCommand extends HomeTask {
    /** The node writes once a second: after this it hangs, or the machine does. */
    private static final long STALE_MS = 10_000;

    @Override
    public Integer call() throws Exception {
        Home home = home();
        Map<String, Object> status = status(home);
        if (output().json()) output().result(status);
        else StatusText.lines(status).forEach(output()::result);
        return ExitCode.OK.number();
    }

    private static Map<String, Object> status(Home home) throws IOException {
        Map<?, ?> said = StatusFile.read(home).orElse(Map.of());
        long ageMillis = System.currentTimeMillis() - number(said, "atMillis");
        boolean running = isAlive(number(said, "pid"));
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("type", "status");
        status.put("running", running);
        status.put("hangs", running && ageMillis > STALE_MS);
        status.put("ageMillis", said.isEmpty() ? null : ageMillis);
        status.put("directory", home.directory().toString());
        status.put("wallet", wallet(home));
        status.put("address", NodeFile.read(home).map(PeerAddress::toString).orElse(null));
        status.put("ledger", running ? said.get("ledger") : null);
        status.put("servedBytes", running ? said.get("servedBytes") : null);
        channels(home, running ? said : Map.of(), status);
        status.put("works", running ? said.get("works") : worksOnDisk(home));
        status.put("disk", running ? said.get("disk") : null);
        return status;
    }

    private static long number(Map<?, ?> said, String name) {
        return said.get(name) instanceof Number n ? n.longValue() : 0;
    }

    private static boolean isAlive(long pid) {
        return pid > 0 && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private static @org.jspecify.annotations.Nullable String wallet(Home home) throws IOException {
        return Files.exists(home.walletFile()) ? HomeOptions.address(home).toString() : null;
    }

    /** What is on disk, and for attached channels what the gate says, which is newer. */
    private static void channels(Home home, Map<?, ?> said, Map<String, Object> status) {
        Map<String, Object> earns = new TreeMap<>();
        List<Map<String, Object>> pays = new ArrayList<>();
        if (home.hasChannels())
            try (RocksChannelStore store = home.channelsReadOnly()) {
                store.forEachPayee(r -> earns.put(r.channel().toString(), row(r)));
                store.forEachPayer(r -> pays.add(row(r)));
            }
        if (said.get("earns") instanceof List<?> live)
            for (Object row : live)
                if (row instanceof Map<?, ?> map)
                    earns.put(String.valueOf(map.get("channel")), row);
        status.put("earns", List.copyOf(earns.values()));
        status.put("pays", pays);
    }

    private static Map<String, Object> row(PayeeRecord record) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("channel", record.channel().toString());
        row.put("payer", record.parameters().payer().toString());
        row.put("state", "at rest");
        row.put("accepted", record.accepted().toString());
        return row;
    }

    private static Map<String, Object> row(PayerRecord record) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("channel", record.channel().toString());
        row.put("payee", record.parameters().payee().toString());
        row.put("buys", record.purpose().name().toLowerCase(Locale.ROOT));
        row.put("promised", record.promised().toString());
        row.put("agreed", record.agreed().toString());
        Amount owed = record.promised().minusOrZero(record.agreed());
        row.put("exposure", owed.toString());
        return row;
    }

    private static List<Map<String, Object>> worksOnDisk(Home home) throws IOException {
        Path contents = home.directory().resolve("content");
        if (!Files.isDirectory(contents)) return List.of();
        try (Stream<Path> entries = Files.list(contents)) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .filter(StatusCommand::isContent)
                    .sorted()
                    .<Map<String, Object>>map(name -> Map.of("content", name))
                    .toList();
        }
    }

    private static boolean isContent(String name) {
        try {
            return name.equals(ContentId.parse(name).toString());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
