package dev.sluice.chain.local;

import dev.sluice.payments.crypto.SecretKey;
import org.web3j.crypto.Bip32ECKeyPair;
import org.web3j.crypto.MnemonicUtils;
import org.web3j.utils.Numeric;

/** The accounts of a development chain: BIP-39 words, path m/44'/60'/0'/0/i (BIP-44). */
final class DevKeys {
    private static final int[] PATH = {
        44 | Bip32ECKeyPair.HARDENED_BIT,
        60 | Bip32ECKeyPair.HARDENED_BIT,
        Bip32ECKeyPair.HARDENED_BIT,
        0
    };

    private DevKeys() {}

    static SecretKey derive(String mnemonic, int index) {
        byte[] seed = MnemonicUtils.generateSeed(mnemonic, "");
        Bip32ECKeyPair chain =
                Bip32ECKeyPair.deriveKeyPair(Bip32ECKeyPair.generateKeyPair(seed), PATH);
        Bip32ECKeyPair account = Bip32ECKeyPair.deriveKeyPair(chain, new int[] {index});
        return SecretKey.of(Numeric.toBytesPadded(account.getPrivateKey(), SecretKey.BYTES));
    }
}
