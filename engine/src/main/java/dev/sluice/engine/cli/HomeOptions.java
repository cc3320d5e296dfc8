package dev.sluice.engine.cli;

import dev.sluice.chain.key.Keystore;
import dev.sluice.engine.node.Home;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Address;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which node's directory a command works on, and how its wallet is opened. */
final class HomeOptions {
    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "The node's directory; default: the user's data directory.")
    private @Nullable Path directory;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description =
                    "The wallet's passphrase, first line; default: $SLUICE_PASSPHRASE_FILE, or asked for.")
    private @Nullable Path passphraseFile;

    Home home() throws IOException {
        return Home.at(directory != null ? directory : Directories.data());
    }

    /** The wallet's file; fails when there is none. */
    Path existingWallet() throws IOException {
        Home home = home();
        checkWallet(home);
        return home.walletFile();
    }

    static void requireNoWallet(Home home) {
        if (Files.exists(home.walletFile()))
            throw new CliException(
                    ExitCode.KEYSTORE,
                    home.walletFile() + " exists already",
                    "nothing was changed; use another --data-dir for another wallet");
    }

    /** Asks for the new passphrase and writes the file; never over another. */
    void createWallet(Home home, SecretKey key) throws IOException {
        char[] passphrase = passphrase(true);
        try {
            Keystore.create(home.walletFile(), key, passphrase);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    SecretKey wallet(Home home) throws IOException {
        checkWallet(home);
        char[] passphrase = passphrase(false);
        try {
            return Keystore.load(home.walletFile(), passphrase);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    /** The wallet's address, which is no secret: needs no passphrase. */
    static Address address(Home home) throws IOException {
        checkWallet(home);
        Map<?, ?> file = Json.read(Files.readString(home.walletFile()));
        return Address.parse(String.valueOf(file.get("address")));
    }

    private static void checkWallet(Home home) {
        if (!Files.exists(home.walletFile()))
            throw new CliException(
                    ExitCode.KEYSTORE,
                    "no wallet in " + home.directory(),
                    "make one: sluice wallet new");
    }

    /** From the file that was named, or from the keyboard; twice when it is new. */
    char[] passphrase(boolean fresh) throws IOException {
        Path file = passphraseFile != null ? passphraseFile : fromEnvironment();
        if (file != null) return fresh ? fresh(file) : firstLine(file);
        @Nullable Console console = terminal();
        if (console == null)
            throw new CliException(
                    ExitCode.KEYSTORE,
                    "the wallet's passphrase is needed, and there is no terminal to ask on",
                    "write it to a file and give --passphrase-file FILE");
        char[] first = console.readPassword("Passphrase: ");
        if (fresh && !Arrays.equals(first, console.readPassword("Again: ")))
            throw new CliException(ExitCode.KEYSTORE, "the two passphrases differ", "try again");
        return fresh ? notEmpty(first) : first == null ? new char[0] : first;
    }

    /** A new passphrase from a file. */
    static char[] fresh(Path file) throws IOException {
        return notEmpty(firstLine(file));
    }

    private static char[] notEmpty(char @Nullable [] passphrase) {
        if (passphrase != null && passphrase.length > 0) return passphrase;
        throw new CliException(
                ExitCode.KEYSTORE,
                "an empty passphrase protects nothing",
                "choose one of several words");
    }

    static @Nullable Console terminal() {
        @Nullable Console console = System.console();
        return Boolean.getBoolean("sluice.tty") ? console : null;
    }

    private static @Nullable Path fromEnvironment() {
        Map<String, String> environment = System.getenv();
        String file = environment.get("SLUICE_PASSPHRASE_FILE");
        return file == null || file.isEmpty() ? null : Path.of(file);
    }

    static char[] firstLine(Path file) throws IOException {
        if (!Files.isReadable(file))
            throw new CliException(
                    ExitCode.KEYSTORE, "cannot read the passphrase file " + file, "check the path");
        return Files.readString(file).lines().findFirst().orElse("").toCharArray();
    }
}
