package dev.sluice.chain.key;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.payments.crypto.Eip55;
import dev.sluice.payments.crypto.SecretKey;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.MnemonicUtils;

final class MnemonicTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String JUNK =
            "test test test test test test test test test test test junk";

    @Test
    void theWordsAreTheEnglishListOfBip39() throws IOException, NoSuchAlgorithmException {
        try (InputStream list =
                requireNonNull(
                        MnemonicUtils.class.getResourceAsStream("/en-mnemonic-word-list.txt"))) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(list.readAllBytes());
            assertEquals(
                    "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda",
                    HEX.formatHex(digest));
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "bip39.csv")
    void thePublishedVectorsHold(String entropy, String words, String seed) {
        Mnemonic mnemonic = Mnemonic.ofEntropy(HEX.parseHex(entropy));
        assertEquals(words, mnemonic.text());
        assertEquals(seed, HEX.formatHex(Mnemonic.parse(words).seed("TREZOR")));
    }

    /** BIP-32's vectors 1 to 4, of which the last two have keys that begin with zeros. */
    @ParameterizedTest
    @CsvSource({
        "000102030405060708090a0b0c0d0e0f, m,"
                + " xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi",
        "000102030405060708090a0b0c0d0e0f, m/0',"
                + " xprv9uHRZZhk6KAJC1avXpDAp4MDc3sQKNxDiPvvkX8Br5ngLNv1TxvUxt4cV1rGL5hj6KCesnDYUhd7oWgT11eZG7XnxHrnYeSvkzY7d2bhkJ7",
        "000102030405060708090a0b0c0d0e0f, m/0'/1,"
                + " xprv9wTYmMFdV23N2TdNG573QoEsfRrWKQgWeibmLntzniatZvR9BmLnvSxqu53Kw1UmYPxLgboyZQaXwTCg8MSY3H2EU4pWcQDnRnrVA1xe8fs",
        "000102030405060708090a0b0c0d0e0f, m/0'/1/2'/2/1000000000,"
                + " xprvA41z7zogVVwxVSgdKUHDy1SKmdb533PjDz7J6N6mV6uS3ze1ai8FHa8kmHScGpWmj4WggLyQjgPie1rFSruoUihUZREPSL39UNdE3BBDu76",
        "fffcf9f6f3f0edeae7e4e1dedbd8d5d2cfccc9c6c3c0bdbab7b4b1aeaba8a5a29f9c999693908d8a8784817e7b7875726f6c696663605d5a5754514e4b484542,"
                + " m/0,"
                + " xprv9vHkqa6EV4sPZHYqZznhT2NPtPCjKuDKGY38FBWLvgaDx45zo9WQRUT3dKYnjwih2yJD9mkrocEZXo1ex8G81dwSM1fwqWpWkeS3v86pgKt",
        "4b381541583be4423346c643850da4b320e46a87ae3d2a4e6da11eba819cd4acba45d239319ac14f863b8d5ab5a0d0c64d2e8a1e7d1457df2e5a3c51c73235be,"
                + " m/0',"
                + " xprv9uPDJpEQgRQfDcW7BkF7eTya6RPxXeJCqCJGHuCJ4GiRVLzkTXBAJMu2qaMWPrS7AANYqdq6vcBcBUdJCVVFceUvJFjaPdGZ2y9WACViL4L",
        "3ddd5602285899a946114506157c7997e5444528f3003f6134712147db19b678, m/0',"
                + " xprv9vB7xEWwNp9kh1wQRfCCQMnZUEG21LpbR9NPCNN1dwhiZkjjeGRnaALmPXCX7SgjFTiCTT6bXes17boXtjq3xLpcDjzEuGLQBM5ohqkao9G",
        "3ddd5602285899a946114506157c7997e5444528f3003f6134712147db19b678, m/0'/1',"
                + " xprv9xJocDuwtYCMNAo3Zw76WENQeAS6WGXQ55RCy7tDJ8oALr4FWkuVoHJeHVAcAqiZLE7Je3vZJHxspZdFHfnBEjHqU5hG1Jaj32dVoS6XLT1"
    })
    void keysDescendAsBip32Says(String seed, String path, String extended)
            throws NoSuchAlgorithmException {
        SecretKey key = Mnemonic.key(HEX.parseHex(seed), path(path));
        assertEquals(HEX.formatHex(secretOf(extended)), HEX.formatHex(key.toBytes()));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
        "1, 0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
        "9, 0xa0Ee7A142d267C1f36714E4a8F75612F20a79720"
    })
    void theWellKnownTestWordsGiveTheWellKnownAccounts(int index, String address) {
        assertEquals(address, Eip55.checksummed(Mnemonic.parse(JUNK).account(index).address()));
    }

    @Test
    void spacesLinesAndCapitalsDoNotMatter() {
        String untidy = "  " + JUNK.replace(" ", " \n\t").toUpperCase(java.util.Locale.ROOT) + "\n";
        assertEquals(JUNK, Mnemonic.parse(untidy).text());
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 15, 18, 21, 24})
    void newWordsAreReadAgain(int words) {
        Mnemonic fresh = Mnemonic.random(words, new Random(words));
        assertEquals(words, fresh.text().split(" ").length);
        assertArrayEquals(
                fresh.account(3).toBytes(), Mnemonic.parse(fresh.text()).account(3).toBytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 9, 11, 13, 23, 25, 27, 48})
    void noOtherNumberOfWordsIsTaken(int words) {
        String text = String.join(" ", java.util.Collections.nCopies(words, "zoo"));
        assertThrows(IllegalArgumentException.class, () -> Mnemonic.parse(text));
        assertThrows(IllegalArgumentException.class, () -> Mnemonic.random(words, new Random(1)));
    }

    @Test
    void aMistakeIsSaidWithoutSayingAWord_T21() {
        String unknown = message(JUNK.replace("junk", "junkk"));
        assertTrue(unknown.contains("word 12 "), unknown);
        String checksum = message(JUNK.replace("junk", "test"));
        assertTrue(checksum.contains("checksum"), checksum);
        assertFalse((unknown + checksum + Mnemonic.parse(JUNK)).contains("junk"));
    }

    private static String message(String words) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> Mnemonic.parse(words))
                        .getMessage());
    }

    /** Of 2,048 last words exactly those 128 whose checksum fits are taken. */
    @Test
    void everyLastWordButTheFittingOnesIsRefused() {
        String start = JUNK.substring(0, JUNK.lastIndexOf(' ') + 1);
        List<String> fitting =
                MnemonicUtils.getWords().stream().filter(word -> isTaken(start + word)).toList();
        assertEquals(128, Set.copyOf(fitting).size());
    }

    private static boolean isTaken(String words) {
        try {
            return Mnemonic.parse(words) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void accountsBelowZeroAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Mnemonic.parse(JUNK).account(-1));
    }

    private static int[] path(String text) {
        return Arrays.stream(text.split("/"))
                .skip(1)
                .mapToInt(
                        step ->
                                step.endsWith("'")
                                        ? Integer.parseInt(step.substring(0, step.length() - 1))
                                                | Integer.MIN_VALUE
                                        : Integer.parseInt(step))
                .toArray();
    }

    /** Base58Check of version 4, depth 1, parent 4, number 4, chain code 32, zero, key 32. */
    private static byte[] secretOf(String extended) throws NoSuchAlgorithmException {
        String digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
        BigInteger number = BigInteger.ZERO;
        for (byte c : extended.getBytes(StandardCharsets.US_ASCII))
            number =
                    number.multiply(BigInteger.valueOf(58))
                            .add(BigInteger.valueOf(digits.indexOf(c)));
        byte[] all = number.toByteArray();
        assertEquals(82, all.length);
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        byte[] check = sha.digest(sha.digest(Arrays.copyOf(all, 78)));
        assertArrayEquals(Arrays.copyOf(check, 4), Arrays.copyOfRange(all, 78, 82));
        return Arrays.copyOfRange(all, 46, 78);
    }
}
