package dev.sluice.engine.it;

import dev.sluice.chain.key.Keystore;
import dev.sluice.chain.key.ScryptCost;
import dev.sluice.chain.local.ChainInfo;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.engine.node.Home;
import dev.sluice.payments.crypto.SecretKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A chain, its file, and data directories with funded wallets: what the command line works on. */
final class Site implements AutoCloseable {
    final LocalChain chain = LocalChain.start();
    final Path directory;
    final Path chainFile;
    private final Path passphrase;
    private final List<Sluice> started = new ArrayList<>();

    Site(Path directory) throws IOException {
        this.directory = directory;
        chainFile = directory.resolve("chain.json");
        passphrase = Files.writeString(directory.resolve("passphrase"), "a long one\n");
        ChainInfo info = chain.info();
        Files.writeString(
                chainFile,
                JsonMapper.shared()
                        .writeValueAsString(
                                Map.of(
                                        "rpc", info.rpcUrl().toString(),
                                        "chainId", info.chainId(),
                                        "contract", info.contract().toString(),
                                        "registry", info.registry().toString())));
    }

    /** A data directory with a wallet that has coins; its scrypt costs nothing. */
    Home home(String name) throws IOException {
        Home home = Home.at(directory.resolve(name));
        SecretKey key = SecretKey.random(new SecureRandom());
        Keystore.create(
                home.walletFile(),
                key,
                Files.readString(passphrase).strip().toCharArray(),
                ScryptCost.TEST_ONLY);
        chain.fund(key.address(), Seller.PURSE);
        return home;
    }

    SecretKey wallet(Home home) throws IOException {
        return Keystore.load(home.walletFile(), Files.readString(passphrase).strip().toCharArray());
    }

    /** The command on that directory, with this chain and JSON. */
    String[] on(Home home, String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--data-dir", home.directory().toString()));
        all.addAll(List.of("--chain", chainFile.toString(), "--json"));
        if (!List.of("channel", "earn").contains(command[0]) && !all.contains("show"))
            all.addAll(List.of("--passphrase-file", passphrase.toString()));
        return all.toArray(String[]::new);
    }

    /** The command on that directory, with JSON; for commands that need no chain and no wallet. */
    static String[] local(Home home, String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--data-dir", home.directory().toString(), "--json"));
        return all.toArray(String[]::new);
    }

    Sluice start(Home home, String... command) throws IOException {
        Sluice sluice = Sluice.start(directory, on(home, command));
        started.add(sluice);
        return sluice;
    }

    Sluice raw(Home home, String... command) throws IOException {
        Sluice sluice = Sluice.raw(directory, on(home, command));
        started.add(sluice);
        return sluice;
    }

    @Override
    public void close() {
        started.forEach(Sluice::close);
        chain.close();
    }
}
