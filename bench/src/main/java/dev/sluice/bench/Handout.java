package dev.sluice.bench;

import dev.sluice.chain.local.ChainInfo;
import dev.sluice.payments.money.Address;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/** What the serving process tells the asking one: a small file that appears when all is ready. */
public record Handout(Properties values) {
    public static Path file(Path directory) {
        return directory.resolve("server.properties");
    }

    public static Handout read(Path directory) throws IOException {
        Properties values = new Properties();
        try (Reader in = Files.newBufferedReader(file(directory))) {
            values.load(in);
        }
        return new Handout(values);
    }

    public void write(Path directory) throws IOException {
        Path next = directory.resolve("server.properties.new");
        try (Writer out = Files.newBufferedWriter(next)) {
            values.store(out, null);
        }
        Files.move(next, file(directory), StandardCopyOption.ATOMIC_MOVE);
    }

    public void put(String name, Object value) {
        values.setProperty(name, value.toString());
    }

    public String get(String name) {
        return Optional.ofNullable(values.getProperty(name))
                .orElseThrow(() -> new IllegalStateException("the server did not say " + name));
    }

    public void chain(ChainInfo info) {
        put("rpc", info.rpcUrl());
        put("chainId", info.chainId());
        put("contract", info.contract());
        put("registry", info.registry());
    }

    public ChainInfo chain() {
        return new ChainInfo(
                URI.create(get("rpc")),
                Long.parseLong(get("chainId")),
                Address.parse(get("contract")),
                Address.parse(get("registry")),
                Optional.empty());
    }
}
