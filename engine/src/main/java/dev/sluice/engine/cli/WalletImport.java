package dev.sluice.engine.cli;

import static java.util.Objects.requireNonNull;

import dev.sluice.chain.key.KeyFile;
import dev.sluice.chain.key.Keystore;
import dev.sluice.chain.key.Mnemonic;
import dev.sluice.engine.node.Home;
import dev.sluice.payments.crypto.SecretKey;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice wallet import}: an account that exists already becomes this node's wallet. */
@Command(
        name = "import",
        description =
                "Make a wallet of an account that you have elsewhere. Secrets come from files that"
                        + " only you can read, or from the keyboard.")
final class WalletImport extends HomeTask {
    private static final int MAX_STDIN_BYTES = 4096;

    /** Where the account comes from. */
    static final class Source {
        @Option(
                names = "--mnemonic-file",
                paramLabel = "FILE",
                description = "A file with the words (BIP-39); - reads them from stdin.")
        private @Nullable String mnemonic;

        @Option(
                names = "--keystore",
                paramLabel = "FILE",
                description = "A keystore V3 file of another program.")
        private @Nullable Path keystore;

        @Option(
                names = "--key-file",
                paramLabel = "FILE",
                description = "A file with the secret key: 64 hexadecimal digits.")
        private @Nullable Path key;
    }

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Option(
            names = "--index",
            paramLabel = "N",
            description = "Which account of the words: m/44'/60'/0'/0/N; default 0.")
    private @Nullable Integer index;

    @Option(
            names = "--keystore-passphrase-file",
            paramLabel = "FILE",
            description = "What opens --keystore; default: the new wallet's passphrase.")
    private @Nullable Path keystorePassphrase;

    @Override
    public Integer call() throws Exception {
        requireSense();
        Home home = home();
        HomeOptions.requireNoWallet(home);
        SecretKey key = secret();
        homes().createWallet(home, key);
        WalletCommand.say(output(), key.address(), Map.of("file", home.walletFile().toString()));
        return ExitCode.OK.number();
    }

    private void requireSense() {
        if (index != null && source.mnemonic == null)
            throw new CliException(
                    ExitCode.USAGE,
                    "--index is for --mnemonic-file: other sources hold one account",
                    "leave it away");
        if (index != null && index < 0)
            throw new CliException(
                    ExitCode.USAGE, "--index " + index + " is below 0", "accounts count from 0");
        if (keystorePassphrase != null && source.keystore == null)
            throw new CliException(
                    ExitCode.USAGE,
                    "--keystore-passphrase-file is for --keystore only",
                    "leave it away");
    }

    private SecretKey secret() throws IOException {
        String words = source.mnemonic;
        if (words != null) return account(words);
        Path keystore = source.keystore;
        return keystore != null ? opened(keystore) : plain(requireNonNull(source.key));
    }

    private SecretKey account(String from) throws IOException {
        String text =
                from.equals("-")
                        ? typed()
                        : new String(KeyFile.read(Path.of(from)), StandardCharsets.UTF_8);
        try {
            return Mnemonic.parse(text).account(index == null ? 0 : index);
        } catch (IllegalArgumentException e) {
            throw new CliException(
                    ExitCode.KEYSTORE,
                    "these words are no mnemonic: " + e.getMessage(),
                    "compare them with your copy, word by word");
        }
    }

    /** Without an echo when a person types; what a pipe gives otherwise. */
    private static String typed() throws IOException {
        @Nullable Console console = HomeOptions.terminal();
        if (console == null)
            return new String(System.in.readNBytes(MAX_STDIN_BYTES), StandardCharsets.UTF_8);
        char[] words = console.readPassword("Words: ");
        return words == null ? "" : new String(words);
    }

    private SecretKey opened(Path keystore) throws IOException {
        char[] passphrase =
                keystorePassphrase != null
                        ? HomeOptions.firstLine(keystorePassphrase)
                        : homes().passphrase(false);
        try {
            return Keystore.load(keystore, passphrase);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    private static SecretKey plain(Path file) {
        String text = new String(KeyFile.read(file), StandardCharsets.UTF_8).strip();
        try {
            return SecretKey.of(
                    HexFormat.of().parseHex(text.startsWith("0x") ? text.substring(2) : text));
        } catch (IllegalArgumentException e) {
            throw new CliException(
                    ExitCode.KEYSTORE,
                    file + " holds no secret key",
                    "it must be 64 hexadecimal digits and nothing else");
        }
    }
}
