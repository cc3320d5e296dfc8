package dev.sluice.chain.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.crypto.SecretKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeystoreTest {
    private static final SecretKey KEY = SecretKey.random(new Random(17));

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void write() {
        file = folder.resolve("key.json");
        Keystore.create(file, KEY, passphrase(), ScryptCost.TEST_ONLY);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        assertArrayEquals(KEY.toBytes(), Keystore.load(file, passphrase()).toBytes());
    }

    @Test
    void theFileBelongsToItsOwnerAlone() throws IOException {
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        String content = Files.readString(file);
        assertFalse(content.contains(HexFormat.of().formatHex(KEY.toBytes())));
    }

    @Test
    void keysThatHoldMoneyCostAQuarterGibibyteAGuess() throws IOException {
        Path strong = folder.resolve("strong.json");
        Keystore.create(strong, KEY, passphrase());
        String content = Files.readString(strong);
        assertTrue(content.contains("\"n\":262144"), content);
        assertTrue(content.contains("\"r\":8"), content);
        assertTrue(content.contains("\"p\":1"), content);
    }

    /** Made with Node's scrypt and AES and a JavaScript Keccak, so none of our libraries. */
    @Test
    void aForeignKeystoreIsRead() throws IOException {
        String json =
                """
                {"version":3,"id":"3198bc9c-6672-4ab3-9995-4942343ae5b6","crypto":{
                "cipher":"aes-128-ctr","cipherparams":{"iv":"cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"},
                "ciphertext":"f251fc55a872e938c5bf884382202e648d6decae4e4942cedcb45206e0b68889",
                "kdf":"scrypt","kdfparams":{"dklen":32,"n":4096,"p":2,"r":8,
                "salt":"abababababababababababababababababababababababababababababababab"},
                "mac":"4f2561fb7ccce073109e5bcfe2507ceb902e111e08014eb6b090f1bf6641661a"}}
                """;
        rewrite(json);
        SecretKey key = Keystore.load(file, "ein Pa\u00dfwort".toCharArray());
        assertEquals("0123456789abcdef".repeat(4), HexFormat.of().formatHex(key.toBytes()));
    }

    @Test
    void aWrongPassphraseIsSaidToBeWrong() {
        assertThrows(
                KeystoreException.WrongPassphrase.class,
                () -> Keystore.load(file, "other".toCharArray()));
    }

    @Test
    void damageIsSaidToBeDamage() throws IOException {
        String sound = Files.readString(file);
        List<String> damaged =
                List.of(
                        "",
                        "{}",
                        "[1,2]",
                        sound.substring(0, sound.length() / 2),
                        sound.replace("aes-128-ctr", "rot13"),
                        sound.replace("\"version\":3", "\"version\":1"),
                        sound.replace("\"n\":16", "\"n\":1073741824"),
                        sound.replace("\"n\":16", "\"n\":17"),
                        sound.replace("\"mac\":\"", "\"mac\":\"00"),
                        sound.replace("\"address\":\"", "\"address\":\"00"));
        for (String content : damaged) {
            rewrite(content);
            assertThrows(
                    KeystoreException.Damaged.class,
                    () -> Keystore.load(file, passphrase()),
                    content);
        }
    }

    @Test
    void aFileThatOthersMayReadIsRefused() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        KeystoreException failure =
                assertThrows(
                        KeystoreException.Unusable.class, () -> Keystore.load(file, passphrase()));
        assertTrue(String.valueOf(failure.getMessage()).contains("chmod 600"));
    }

    @Test
    void aKeyIsNeverOverwritten() {
        SecretKey other = SecretKey.random(new Random(18));
        assertThrows(
                KeystoreException.Unusable.class,
                () -> Keystore.create(file, other, passphrase(), ScryptCost.TEST_ONLY));
        assertEquals(KEY.address(), Keystore.load(file, passphrase()).address());
    }

    @Test
    void aMissingFileIsNamed() {
        assertThrows(
                KeystoreException.Unusable.class,
                () -> Keystore.load(folder.resolve("none.json"), passphrase()));
    }

    private void rewrite(String content) throws IOException {
        Files.writeString(file, content);
    }

    private static char[] passphrase() {
        return "correct horse".toCharArray();
    }
}
