package dev.sluice.engine.cli;

import dev.sluice.chain.key.KeyFile;
import dev.sluice.chain.key.Keystore;
import dev.sluice.payments.crypto.SecretKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice wallet export}: the account, for another program. */
@Command(
        name = "export",
        description =
                "Copy the account for another program: to a keystore V3 file, or, asked for twice,"
                        + " in the clear.")
final class WalletExport extends HomeTask {
    @Mixin private Consent consent = new Consent();

    @Option(
            names = "--keystore",
            paramLabel = "OUT",
            description = "Write a new keystore V3 file, under the same passphrase.")
    private @Nullable Path keystore;

    @Option(
            names = "--keystore-passphrase-file",
            paramLabel = "FILE",
            description = "Another passphrase for --keystore, first line.")
    private @Nullable Path keystorePassphrase;

    @Option(
            names = "--key-file",
            paramLabel = "OUT",
            description = "Write the secret key in the clear to a new file; asks first.")
    private @Nullable Path keyFile;

    @Override
    public Integer call() throws Exception {
        if (keystore == null && keyFile == null && !consent.showSecret())
            throw new CliException(
                    ExitCode.USAGE,
                    "wallet export does not say where to",
                    "write --keystore OUT, --key-file OUT or --show-secret");
        if (keyFile != null || consent.showSecret())
            consent.require("Who sees this key can take everything it holds.");
        char[] passphrase = homes().passphrase(false);
        try {
            SecretKey key = Keystore.load(homes().existingWallet(), passphrase);
            WalletCommand.say(output(), key.address(), export(key, passphrase));
        } finally {
            Arrays.fill(passphrase, '\0');
        }
        return ExitCode.OK.number();
    }

    private Map<String, Object> export(SecretKey key, char[] passphrase) throws IOException {
        Map<String, Object> more = new LinkedHashMap<>();
        if (keystore != null) {
            Keystore.create(keystore, key, other(passphrase));
            more.put("keystore", keystore.toString());
        }
        if (keyFile != null) {
            KeyFile.write(keyFile, (hex(key) + "\n").getBytes(StandardCharsets.US_ASCII));
            more.put("keyFile", keyFile.toString());
        }
        if (consent.showSecret()) more.put("secret", hex(key));
        return more;
    }

    private char[] other(char[] passphrase) throws IOException {
        return keystorePassphrase == null ? passphrase : HomeOptions.fresh(keystorePassphrase);
    }

    private static String hex(SecretKey key) {
        return HexFormat.of().formatHex(key.toBytes());
    }
}
