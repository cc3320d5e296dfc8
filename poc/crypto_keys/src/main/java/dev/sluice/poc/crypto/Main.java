package dev.sluice.poc.crypto;

import dev.sluice.lab.Page;
import dev.sluice.lab.ResultFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/** Measures all and writes the result file. Arguments: {@code [RESULT.json] [--short]}. */
public final class Main {
    private static final Path HOME =
            Path.of(System.getProperty("sluice.root", "."), "poc", "crypto_keys");

    private Main() {}

    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        List<String> rest = new ArrayList<>(List.of(arguments));
        boolean brief = rest.remove("--short");
        if (rest.size() > 1 || rest.stream().anyMatch(argument -> argument.startsWith("-"))) {
            System.err.println(
                    "arguments are [RESULT.json] [--short], got "
                            + String.join(" ", arguments)
                            + "; leave out what is neither");
            System.exit(2);
        }
        Path file =
                rest.isEmpty() ? HOME.resolve("results/crypto_keys.json") : Path.of(rest.get(0));
        measure(brief ? Rounds.brief() : Rounds.full())
                .write(file, ManagementFactory.getRuntimeMXBean().getInputArguments());
        if (rest.isEmpty()) new Page(HOME.resolve("README.md")).refresh();
    }

    private static ResultFile measure(Rounds rounds) throws GeneralSecurityException {
        return new ResultFile("crypto_keys")
                .with("timing", "processor time of one thread, median of the rounds")
                .with("emptyCallNanos", Row.rounded(rounds.nanos(() -> 1)))
                .table("hashes", Hashes.speeds(rounds))
                .table("blake3", Hashes.ratios(rounds))
                .table("ciphers", Ciphers.speeds(rounds))
                .table("signatures", Signatures.costs(rounds))
                .table("keys", KeyHanding.costs(rounds))
                .table("tokens", Tokens.costs(rounds))
                .table("sealing", PostQuantum.sealing(rounds))
                .table("signing", PostQuantum.signing(rounds))
                .with("sink", rounds.sink());
    }
}
