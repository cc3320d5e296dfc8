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
        assertEquals(KEY.address(), Keystore.load(strong, passphrase()).address());
    }

    /** The vector of the format's own definition (Web3 Secret Storage, scrypt). */
    @Test
    void aForeignKeystoreIsRead() throws IOException {
        String json =
                """
                {"crypto":{"cipher":"aes-128-ctr",
                "cipherparams":{"iv":"83dbcc02d8ccb40e466191a123791e0e"},
                "ciphertext":"d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c",
                "kdf":"scrypt","kdfparams":{"dklen":32,"n":262144,"p":8,"r":1,
                "salt":"ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19"},
                "mac":"2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097"},
                "id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}
                """;
        rewrite(json);
        assertEquals(
                "7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d",
                HexFormat.of()
                        .formatHex(Keystore.load(file, "testpassword".toCharArray()).toBytes()));
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
