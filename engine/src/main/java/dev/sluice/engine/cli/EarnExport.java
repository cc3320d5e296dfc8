package dev.sluice.engine.cli;

import dev.sluice.engine.keeper.StoredVouchers;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.payments.channel.Domain;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice earn export}: the highest vouchers, for a keeper elsewhere. */
@Command(
        name = "export",
        description =
                "Write the highest voucher of every channel to a file, for `sluice keeper` on"
                        + " another machine. It holds no secret, and pays nobody but the payees.")
final class EarnExport extends HomeTask {
    @Mixin private ChainOptions chain = new ChainOptions();

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "Where to; replaced as a whole.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws Exception {
        Domain domain = chain.info().domain();
        Home home = home();
        if (!home.hasChannels())
            throw new CliException(
                    ExitCode.NOT_FOUND, "nothing was earned in " + home.directory() + " yet", "");
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        int vouchers = write(home, domain, beside);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "exported");
        object.put("vouchers", vouchers);
        object.put("file", file.toString());
        Output output = output();
        if (output.json()) output.result(object);
        else output.result("wrote " + vouchers + " vouchers to " + file);
        return ExitCode.OK.number();
    }

    private static int write(Home home, Domain domain, Path to) throws IOException {
        AtomicInteger vouchers = new AtomicInteger();
        try (BufferedWriter out = Files.newBufferedWriter(to);
                RocksChannelStore store = home.channelsReadOnly()) {
            new StoredVouchers(store)
                    .forEach(
                            claim -> {
                                if (!claim.parameters()
                                        .id(domain)
                                        .equals(claim.voucher().channel()))
                                    return; // of another chain or contract
                                line(out, VoucherFile.line(domain, claim));
                                vouchers.incrementAndGet();
                            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return vouchers.get();
    }

    private static void line(BufferedWriter out, String line) {
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
