package dev.sluice.engine.cli;

import dev.sluice.chain.key.KeyFile;
import dev.sluice.engine.node.Home;
import dev.sluice.payments.crypto.SecretKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * The hot key that signs vouchers, in a file of its own (0600), made on first use.
 *
 * <p>Only whoever holds the node's lock makes it: two keys at once would be one too many.
 */
final class SignerFile {
    private SignerFile() {}

    static SecretKey of(Home home, RandomGenerator random) throws IOException {
        Path file = home.signerFile();
        if (!Files.exists(file)) make(file, random);
        return read(file);
    }

    /** Whole or not at all: a torn key could never be told from a lost one. */
    private static void make(Path file, RandomGenerator random) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        String digits = HexFormat.of().formatHex(SecretKey.random(random).toBytes());
        KeyFile.write(fresh, (digits + "\n").getBytes(StandardCharsets.US_ASCII));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static SecretKey read(Path file) {
        try {
            String digits = new String(KeyFile.read(file), StandardCharsets.US_ASCII).strip();
            return SecretKey.of(HexFormat.of().parseHex(digits));
        } catch (IllegalArgumentException e) {
            throw new CliException(
                    ExitCode.KEYSTORE,
                    file + " holds no key",
                    "restore it from a backup; without it the channels that it signs can only be"
                            + " exited");
        }
    }
}
