package dev.sluice.chain.key;

import dev.sluice.payments.crypto.SecretKey;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.web3j.crypto.Bip32ECKeyPair;
import org.web3j.crypto.MnemonicUtils;
import org.web3j.utils.Numeric;

/**
 * Words that stand for a family of accounts: BIP-39 in English, accounts by BIP-44 at
 * m/44'/60'/0'/0/index, as other Ethereum wallets derive them.
 *
 * <p>Prints how many words it has and never which (T21). Threads: immutable. Failures: {@link
 * IllegalArgumentException}, whose message names a word by its place only.
 */
public final class Mnemonic {
    /** How many words there may be. */
    public static final Set<Integer> LENGTHS = Set.of(12, 15, 18, 21, 24);

    private static final int BITS_PER_WORD = 11;
    private static final int HARDENED = Bip32ECKeyPair.HARDENED_BIT;

    private final List<String> words;

    private Mnemonic(List<String> words) {
        this.words = words;
    }

    /** New words; give it a {@link java.security.SecureRandom} wherever money is real. */
    public static Mnemonic random(int words, RandomGenerator random) {
        requireLength(words);
        byte[] entropy = new byte[words * BITS_PER_WORD / 33 * 4];
        random.nextBytes(entropy);
        try {
            return ofEntropy(entropy);
        } finally {
            Arrays.fill(entropy, (byte) 0);
        }
    }

    static Mnemonic ofEntropy(byte[] entropy) {
        return new Mnemonic(List.of(MnemonicUtils.generateMnemonic(entropy).split(" ")));
    }

    /** Reads words with any white space between them, in upper or lower case. */
    public static Mnemonic parse(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        List<String> words = List.of(plain.strip().split("\\s+"));
        requireLength(words.size());
        List<String> known = MnemonicUtils.getWords();
        for (int i = 0; i < words.size(); i++)
            if (!known.contains(words.get(i)))
                throw new IllegalArgumentException(
                        "word " + (i + 1) + " is not in the English list of BIP-39");
        Mnemonic mnemonic = new Mnemonic(words);
        if (!MnemonicUtils.validateMnemonic(mnemonic.text()))
            throw new IllegalArgumentException(
                    "the checksum of the "
                            + words.size()
                            + " words is wrong: one is mistaken, or two have changed places");
        return mnemonic;
    }

    private static void requireLength(int words) {
        if (!LENGTHS.contains(words))
            throw new IllegalArgumentException(
                    words + " words; there must be 12, 15, 18, 21 or 24");
    }

    /** The account's key; the index counts from 0. */
    public SecretKey account(int index) {
        if (index < 0) throw new IllegalArgumentException("index " + index + " is below 0");
        return key(seed(""), 44 | HARDENED, 60 | HARDENED, HARDENED, 0, index);
    }

    byte[] seed(String passphrase) {
        return MnemonicUtils.generateSeed(
                text(), Normalizer.normalize(passphrase, Normalizer.Form.NFKD));
    }

    static SecretKey key(byte[] seed, int... path) {
        Bip32ECKeyPair key =
                Bip32ECKeyPair.deriveKeyPair(Bip32ECKeyPair.generateKeyPair(seed), path);
        return SecretKey.of(Numeric.toBytesPadded(key.getPrivateKey(), SecretKey.BYTES));
    }

    /** The words themselves, for their owner only. */
    public String text() {
        return String.join(" ", words);
    }

    @Override
    public String toString() {
        return "Mnemonic[redacted, " + words.size() + " words]";
    }
}
