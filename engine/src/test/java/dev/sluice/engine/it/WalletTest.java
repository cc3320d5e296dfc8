package dev.sluice.engine.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.chain.key.KeyFile;
import dev.sluice.chain.key.Keystore;
import dev.sluice.chain.key.Mnemonic;
import dev.sluice.chain.key.ScryptCost;
import dev.sluice.engine.cli.Ran;
import dev.sluice.payments.crypto.Eip55;
import dev.sluice.payments.crypto.SecretKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice wallet}: words, files and refusals (T21). */
final class WalletTest {
    private static final SecretKey KEY = SecretKey.random(new Random(21));
    private static final String HEX = HexFormat.of().formatHex(KEY.toBytes());
    private static final String WORDS =
            "test test test test test test test test test test test junk";

    @TempDir Path directory;
    private Path passphrase;

    @BeforeEach
    void write() throws Exception {
        passphrase = Files.writeString(directory.resolve("passphrase"), "correct horse\n");
    }

    @Test
    void newWordsGoToAFileAndMakeTheWallet() throws Exception {
        Path words = directory.resolve("words");
        Ran made = wallet("a", "new", "--mnemonic", "--words", "15", "--mnemonic-out", text(words));
        assertEquals("rw-------", permissions(words));
        Mnemonic mnemonic = Mnemonic.parse(Files.readString(words));
        assertEquals(15, mnemonic.text().split(" ").length);
        assertEquals(
                Eip55.checksummed(mnemonic.account(0).address()), made.result().get("address"));
        assertFalse(made.out().contains(mnemonic.text()), "the words were printed");
        assertEquals("rw-------", permissions(directory.resolve("a/wallet.json")));
    }

    @Test
    void theIndexChoosesTheAccount() throws Exception {
        Path words = secret("words", WORDS);
        Ran one = wallet("a", "import", "--mnemonic-file", text(words), "--index", "1");
        assertEquals("0x70997970C51812dc3A010C7d01b50e0d17dc79C8", one.result().get("address"));
    }

    @Test
    void aKeyGoesOutAndInAgain() throws Exception {
        Path mine = wallet("a", KEY);
        Path out = directory.resolve("out");
        Ran exported = wallet("a", "export", "--key-file", text(out), "--yes");
        assertFalse(exported.out().contains(HEX), "the key was printed");
        assertEquals(HEX, Files.readString(out).strip());
        assertEquals("rw-------", permissions(out));
        byte[] before = Files.readAllBytes(mine);
        wallet("a", "import", "--key-file", text(out)).failed(11, "exists already", "--data-dir");
        assertArrayEquals(before, Files.readAllBytes(mine));
        wallet("a", "export", "--key-file", text(out), "--yes").failed(11, "exists already");
        Ran shown = wallet("a", "export", "--show-secret", "--yes");
        assertEquals(HEX, shown.result().get("secret"));
    }

    @Test
    void aKeystoreGoesOutUnderAnotherPassphrase() throws Exception {
        wallet("a", KEY);
        Path other = Files.writeString(directory.resolve("other"), "battery staple");
        Path out = directory.resolve("out.json");
        String[] export = {"export", "--keystore", text(out), "--keystore-passphrase-file"};
        wallet("a", with(export, text(other))).result();
        assertEquals(KEY.address(), Keystore.load(out, "battery staple".toCharArray()).address());
    }

    @Test
    void secretsAreGivenOutOnlyWhenAskedForTwice() throws Exception {
        wallet("a", KEY);
        Path out = directory.resolve("out");
        wallet("a", "export").failed(2, "--keystore OUT");
        wallet("a", "export", "--show-secret").failed(2, "--yes");
        wallet("a", "export", "--key-file", text(out)).failed(2, "--yes");
        wallet("b", "new", "--mnemonic").failed(2, "--mnemonic-out FILE");
        wallet("b", "new", "--mnemonic", "--show-secret").failed(2, "--yes");
        wallet("b", "new", "--show-secret", "--yes").failed(2, "--mnemonic");
        wallet("b", "new", "--mnemonic", "--words", "13").failed(2, "12, 15, 18, 21 or 24");
        assertFalse(Files.exists(out) || Files.exists(directory.resolve("b/wallet.json")));
    }

    @Test
    void whatIsNoSecretIsRefusedAndNotRepeated() throws Exception {
        importing("--mnemonic-file", WORDS + "y").failed(11, "word 12 is not in");
        importing("--mnemonic-file", WORDS.replace("junk", "test")).failed(11, "checksum");
        importing("--mnemonic-file", "test junk").failed(11, "2 words");
        importing("--key-file", HEX + "0").failed(11, "64 hexadecimal digits");
        importing("--key-file", "0".repeat(64)).failed(11, "64 hexadecimal digits");
        importing("--keystore", "{}").failed(11, "no keystore V3");
        Path open = Files.writeString(directory.resolve("open"), WORDS);
        wallet("b", "import", "--mnemonic-file", text(open)).failed(11, "chmod 600");
        wallet("b", "import", "--mnemonic-file", "/none").failed(11, "/none");
        wallet("b", "import", "--key-file", "x", "--index", "0").failed(2, "--index");
        wallet("b", "import", "--mnemonic-file", "x", "--index", "-1").failed(2, "below 0");
        wallet("b", "import").failed(2);
        wallet("b", "import", "--key-file", "x", "--keystore", "y").failed(2);
        assertFalse(Files.exists(directory.resolve("b/wallet.json")));
    }

    @Test
    void aWrongOrEmptyPassphraseIsSaidToBeThat() throws Exception {
        wallet("a", KEY);
        Files.writeString(passphrase, "wrong");
        wallet("a", "export", "--show-secret", "--yes").failed(11, "passphrase does not open");
        String theirs = text(directory.resolve("a/wallet.json"));
        wallet("b", "import", "--keystore", theirs).failed(11, "passphrase does not open");
        assertFalse(Files.exists(directory.resolve("b/wallet.json")));
        Files.writeString(passphrase, "");
        wallet("b", "new").failed(11, "empty passphrase");
    }

    /** Refused, and without a word of what was in the file. */
    private Ran importing(String option, String content) throws Exception {
        Path file = secret("secret-" + System.nanoTime(), content);
        Ran ran = wallet("b", "import", option, text(file));
        String said = ran.out() + ran.err();
        assertFalse(said.contains("junk") || said.contains(HEX), said);
        return ran;
    }

    private Path secret(String name, String content) {
        Path file = directory.resolve(name);
        KeyFile.write(file, content.getBytes(StandardCharsets.UTF_8));
        return file;
    }

    private Path wallet(String home, SecretKey key) throws Exception {
        Path file = Files.createDirectories(directory.resolve(home)).resolve("wallet.json");
        Keystore.create(file, key, "correct horse".toCharArray(), ScryptCost.TEST_ONLY);
        return file;
    }

    private Ran wallet(String home, String... arguments) {
        List<String> all = new ArrayList<>(List.of("wallet"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--data-dir", text(directory.resolve(home)), "--json"));
        all.addAll(List.of("--passphrase-file", text(passphrase)));
        Ran ran = Ran.of(all.toArray(String[]::new));
        assertTrue(!(ran.out() + ran.err()).contains("horse"), "the passphrase was printed");
        return ran;
    }

    private static String[] with(String[] first, String last) {
        List<String> all = new ArrayList<>(List.of(first));
        all.add(last);
        return all.toArray(String[]::new);
    }

    private static String permissions(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static String text(Path path) {
        return path.toString();
    }
}
