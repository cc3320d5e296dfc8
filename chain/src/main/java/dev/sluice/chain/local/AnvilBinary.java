package dev.sluice.chain.local;

import dev.sluice.payments.ledger.LedgerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the Anvil binary of this platform: the system property {@code sluice.anvil}, else what npm
 * put into {@code chain/anvil} under {@code sluice.root} or a folder above the working directory.
 */
final class AnvilBinary {
    private AnvilBinary() {}

    static Path find() {
        String named = System.getProperty("sluice.anvil", "");
        if (!named.isEmpty()) return existing(Path.of(named));
        String root = System.getProperty("sluice.root", "");
        return Optional.of(root)
                .filter(r -> !r.isEmpty())
                .map(Path::of)
                .flatMap(AnvilBinary::under)
                .or(AnvilBinary::aboveWorkingDirectory)
                .orElseThrow(AnvilBinary::missing);
    }

    private static Path existing(Path binary) {
        if (Files.isExecutable(binary)) return binary;
        throw new LedgerException(
                "sluice.anvil names " + binary + ", which is no program; correct or unset it");
    }

    private static Optional<Path> under(Path root) {
        Path binary = root.resolve("chain/anvil/node_modules/@foundry-rs").resolve(platform());
        return Optional.of(binary).filter(Files::isExecutable);
    }

    private static Optional<Path> aboveWorkingDirectory() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Optional<Path> found = under(at);
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    private static LedgerException missing() {
        return new LedgerException(
                "Anvil, the local test chain, is not installed; run: npm ci --ignore-scripts"
                        + " --prefix chain/anvil");
    }

    private static Path platform() {
        String arch = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) return Path.of("anvil-win32-" + arch, "bin", "anvil.exe");
        String os = name.startsWith("mac") ? "darwin" : "linux";
        return Path.of("anvil-" + os + "-" + arch, "bin", "anvil");
    }
}
