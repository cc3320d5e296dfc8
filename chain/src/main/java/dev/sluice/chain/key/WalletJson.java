package dev.sluice.chain.key;

import dev.sluice.chain.key.KeystoreException.Damaged;
import java.nio.file.Path;
import java.util.HexFormat;
import org.web3j.crypto.WalletFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Keystore V3 as JSON, checked before a byte of memory is spent on what it asks for. */
final class WalletJson {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
                    .build();

    private WalletJson() {}

    static byte[] write(WalletFile wallet) {
        return JSON.writeValueAsBytes(wallet);
    }

    static WalletFile read(Path file, byte[] json) {
        try {
            WalletFile wallet = JSON.readValue(json, WalletFile.class);
            check(wallet);
            return wallet;
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            throw new Damaged(
                    file
                            + " is no keystore V3 with scrypt, or is damaged; restore it from a backup",
                    e);
        }
    }

    private static void check(WalletFile wallet) {
        require(wallet.getVersion() == 3, "version");
        WalletFile.Crypto crypto = wallet.getCrypto();
        require(crypto.getCipher().equals("aes-128-ctr"), "cipher");
        require(bytes(crypto.getCiphertext()) == 32, "ciphertext");
        require(bytes(crypto.getCipherparams().getIv()) == 16, "iv");
        require(bytes(crypto.getMac()) == 32, "mac");
        require(crypto.getKdfparams() instanceof WalletFile.ScryptKdfParams s && isSane(s), "kdf");
    }

    /** {@link ScryptCost} refuses a cost that would exhaust the memory. */
    private static boolean isSane(WalletFile.ScryptKdfParams scrypt) {
        ScryptCost cost = new ScryptCost(scrypt.getN(), scrypt.getP());
        return cost.n() == scrypt.getN()
                && scrypt.getR() == 8
                && scrypt.getDklen() == 32
                && bytes(scrypt.getSalt()) > 0;
    }

    private static int bytes(String hex) {
        return HexFormat.of().parseHex(hex).length;
    }

    private static void require(boolean sound, String field) {
        if (!sound) throw new IllegalArgumentException("unsound keystore field " + field);
    }
}
