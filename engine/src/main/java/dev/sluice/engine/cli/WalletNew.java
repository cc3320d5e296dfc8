package dev.sluice.engine.cli;

import dev.sluice.chain.key.KeyFile;
import dev.sluice.chain.key.Mnemonic;
import dev.sluice.engine.node.Home;
import dev.sluice.payments.crypto.SecretKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice wallet new}. */
@Command(name = "new", description = "Make a wallet: a keystore V3 file, readable by you only.")
final class WalletNew extends HomeTask {
    @Mixin private Consent consent = new Consent();

    @Option(
            names = "--mnemonic",
            description =
                    "Make it from new words (BIP-39), which are its backup; needs --mnemonic-out or"
                            + " --show-secret.")
    private boolean mnemonic;

    @Option(
            names = "--words",
            paramLabel = "N",
            description = "How many words: 12, 15, 18, 21 or 24; default 24.")
    private int words = 24;

    @Option(
            names = "--mnemonic-out",
            paramLabel = "FILE",
            description = "Write the words to a new file, readable by you only.")
    private @Nullable Path out;

    @Override
    public Integer call() throws Exception {
        if (!mnemonic && (out != null || consent.showSecret()))
            throw new CliException(
                    ExitCode.USAGE,
                    "--mnemonic-out and --show-secret are for words",
                    "add --mnemonic, or leave them away");
        Home home = home();
        HomeOptions.requireNoWallet(home);
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("file", home.walletFile().toString());
        SecretKey key = mnemonic ? fromWords(home, more) : SecretKey.random(new SecureRandom());
        if (!mnemonic) homes().createWallet(home, key);
        WalletCommand.say(output(), key.address(), more);
        return ExitCode.OK.number();
    }

    /** The words are safe before the wallet is there: no account without its backup. */
    private SecretKey fromWords(Home home, Map<String, Object> more) throws IOException {
        requireLength();
        if (out == null) requireShown();
        Mnemonic fresh = Mnemonic.random(words, new SecureRandom());
        if (out != null) {
            KeyFile.write(out, (fresh.text() + "\n").getBytes(StandardCharsets.UTF_8));
            more.put("mnemonicFile", out.toString());
        } else more.put("mnemonic", fresh.text());
        try {
            SecretKey key = fresh.account(0);
            homes().createWallet(home, key);
            return key;
        } catch (IOException | RuntimeException e) {
            if (out != null) Files.deleteIfExists(out);
            throw e;
        }
    }

    private void requireLength() {
        if (!Mnemonic.LENGTHS.contains(words))
            throw new CliException(
                    ExitCode.USAGE,
                    "--words " + words + " is no length of a mnemonic",
                    "write 12, 15, 18, 21 or 24");
    }

    private void requireShown() {
        if (!consent.showSecret())
            throw new CliException(
                    ExitCode.USAGE,
                    "--mnemonic does not say where the words go",
                    "write --mnemonic-out FILE, or --show-secret to see them once");
        consent.require("The words will be shown here, once.");
    }
}
