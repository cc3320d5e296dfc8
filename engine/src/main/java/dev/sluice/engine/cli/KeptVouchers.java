package dev.sluice.engine.cli;

import dev.sluice.engine.keeper.Keeper;
import dev.sluice.engine.keeper.StoredVouchers;
import dev.sluice.engine.keeper.VoucherSource;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.channel.ChannelId;
import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.ledger.Claim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The vouchers of a keeper that runs alone: those of its directory, and those of files, which are
 * read again when they change. Safe for all threads; one lock.
 */
final class KeptVouchers implements VoucherSource {
    private static final long LOOK_MILLIS = 2_000;

    private final Home home;
    private final List<Path> files;
    private final Domain domain;
    private final Output output;
    private final Map<ChannelId, Claim> highest = new TreeMap<>();
    private final Map<Path, FileTime> read = new HashMap<>();
    private final Set<String> bad = new HashSet<>();

    KeptVouchers(Home home, List<Path> files, Domain domain, Output output) {
        this.home = home;
        this.files = List.copyOf(files);
        this.domain = domain;
        this.output = output;
    }

    synchronized void readAll() throws IOException {
        if (home.hasChannels())
            try (RocksChannelStore store = home.channelsReadOnly()) {
                new StoredVouchers(store).forEach(claim -> take(claim, new ArrayList<>()));
            }
        for (Path file : files) read(file);
    }

    /** The vouchers that are higher than what was known. */
    private synchronized List<Claim> read(Path file) throws IOException {
        List<Claim> higher = new ArrayList<>();
        FileTime changed = Files.getLastModifiedTime(file);
        VoucherFile.read(
                file,
                domain,
                claim -> take(claim, higher),
                (line, why) -> {
                    String text = file + ":" + line + " skipped: " + why;
                    if (bad.add(text)) output.note(text);
                });
        read.put(file, changed);
        return higher;
    }

    private void take(Claim claim, List<Claim> higher) {
        Claim known = highest.get(claim.voucher().channel());
        if (known != null
                && known.voucher().cumulative().compareTo(claim.voucher().cumulative()) >= 0)
            return;
        highest.put(claim.voucher().channel(), claim);
        higher.add(claim);
    }

    /** Reads files that changed, until the thread is interrupted or the process ends. */
    void follow(Keeper keeper) {
        try {
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                for (Path file : files) look(file, keeper);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Path file, Keeper keeper) {
        try {
            if (!Files.getLastModifiedTime(file).equals(lastRead(file)))
                read(file).forEach(keeper::hold);
        } catch (IOException e) {
            output.note("cannot read " + file + ", its last vouchers are kept: " + e.getMessage());
        }
    }

    private synchronized FileTime lastRead(Path file) {
        return read.getOrDefault(file, FileTime.fromMillis(0));
    }

    synchronized int size() {
        return highest.size();
    }

    synchronized int badRows() {
        return bad.size();
    }

    @Override
    public void forEach(Consumer<Claim> visitor) {
        List<Claim> all;
        synchronized (this) {
            all = List.copyOf(highest.values());
        }
        all.forEach(visitor);
    }

    @Override
    public Optional<Claim> find(ChannelId channel) {
        return Optional.empty();
    }
}
