package dev.sluice.bench.players;

import dev.sluice.bench.Leash;
import dev.sluice.bench.Worker;
import dev.sluice.chain.key.Keystore;
import dev.sluice.chain.key.ScryptCost;
import dev.sluice.chain.local.ChainInfo;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.engine.cli.Main;
import dev.sluice.engine.node.Home;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Amount;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A chain, a creator that sells the keys of works, a seeder that sells their bytes, and gateways:
 * the commands as their user types them, each a process of its own.
 */
final class Nodes implements AutoCloseable {
    static final List<String> FLAGS =
            List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-XX:+UseSerialGC",
                    "-Xmx512m");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Amount COINS = Amount.of(BigInteger.TEN.pow(20));
    private static final String PRICE = "0.001";

    private final Path directory;
    private final LocalChain chain = LocalChain.start();
    private final Path chainFile;
    private final Path passphrase;
    private final List<Worker> running = new ArrayList<>();
    private final Map<Film.Form, String> links = new LinkedHashMap<>();
    private String creator = "";
    private String seeder = "";

    Nodes(Path directory) throws IOException {
        this.directory = directory;
        ChainInfo info = chain.info();
        passphrase = Files.writeString(directory.resolve("passphrase"), "of a benchmark\n");
        chainFile =
                Files.writeString(
                        directory.resolve("chain.json"),
                        JSON.writeValueAsString(
                                Map.of(
                                        "rpc", info.rpcUrl().toString(),
                                        "chainId", info.chainId(),
                                        "contract", info.contract().toString(),
                                        "registry", info.registry().toString())));
    }

    /** Publishes all of them, mirrors them, and serves them. */
    void serve(List<Film.Form> forms) throws IOException {
        fund("creator");
        fund("seeder");
        Worker node = start("creator", List.of("run", "--role", "creator"));
        running.add(node);
        creator = await(node, "ready").get("address").stringValue();
        for (Film.Form form : forms) links.put(form, publish(form));
        for (String link : links.values()) {
            Worker fetching = start("seeder", List.of("seed", link));
            var _ = await(fetching, "ready");
            var _ = fetching.end();
            fetching.close();
        }
        Worker serving = start("seeder", List.of("run", "--role", "seeder"));
        running.add(serving);
        seeder = await(serving, "ready").get("address").stringValue();
    }

    private String publish(Film.Form form) throws IOException {
        List<String> command = List.of("publish", form.file().toString(), "--price", PRICE);
        try (Worker publishing = start("creator", command)) {
            return await(publishing, "result").get("link").stringValue();
        }
    }

    private void fund(String name) throws IOException {
        Home home = Home.at(directory.resolve(name));
        SecretKey key = SecretKey.random(new SecureRandom());
        Keystore.create(
                home.walletFile(),
                key,
                Files.readString(passphrase).strip().toCharArray(),
                ScryptCost.TEST_ONLY);
        chain.fund(key.address(), COINS);
    }

    private Worker start(String home, List<String> command) throws IOException {
        List<String> all = new ArrayList<>();
        all.add(Main.class.getName());
        all.addAll(command);
        all.addAll(List.of("--data-dir", directory.resolve(home).toString()));
        all.addAll(List.of("--chain", chainFile.toString(), "--json"));
        all.addAll(List.of("--passphrase-file", passphrase.toString()));
        return new Worker(Leash.class, FLAGS, all);
    }

    private static JsonNode await(Worker worker, String type) throws IOException {
        for (String line = worker.line(); line != null; line = worker.line()) {
            JsonNode object = JSON.readTree(line);
            String said = object.path("type").asString("");
            if (said.equals(type)) return object;
            if (said.equals("error")) throw new IOException(line);
        }
        throw new IOException("the process ended before it said " + type);
    }

    /** A gateway of a viewer that has seen nothing yet. */
    GatewayProcess gateway(String viewer) throws IOException {
        fund(viewer);
        List<String> command = new ArrayList<>(List.of("gateway"));
        command.addAll(links.values());
        command.addAll(List.of("--peer", creator, "--peer", seeder, "--max-spend", "1"));
        Worker worker = start(viewer, command);
        Map<Film.Form, JsonNode> ready = new LinkedHashMap<>();
        for (int i = 0; i < links.size(); i++) {
            JsonNode one = await(worker, "ready");
            links.forEach(
                    (form, link) -> {
                        if (link.contains(one.get("content").stringValue())) ready.put(form, one);
                    });
        }
        return new GatewayProcess(worker, ready);
    }

    /** What it serves, and where. */
    record GatewayProcess(Worker worker, Map<Film.Form, JsonNode> ready) implements AutoCloseable {
        String url(Film.Form form) {
            return said(form, "url");
        }

        String playlist(Film.Form form) {
            return said(form, "playlist");
        }

        private String said(Film.Form form, String what) {
            JsonNode one = ready.get(form);
            if (one == null || !one.has(what))
                throw new IllegalStateException("the gateway says no " + what + " of " + form);
            return one.get(what).stringValue();
        }

        /** Ends it; what it paid, base units. */
        BigInteger end() throws IOException {
            BigInteger sum = BigInteger.ZERO;
            for (String line : worker.end()) {
                JsonNode paid = JSON.readTree(line).get("paid");
                if (paid != null) sum = sum.add(new BigInteger(paid.asString()));
            }
            return sum;
        }

        @Override
        public void close() throws IOException {
            worker.close();
        }
    }

    @Override
    public void close() throws IOException {
        for (Worker worker : running) worker.close();
        chain.close();
    }
}
