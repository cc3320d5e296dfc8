package dev.sluice.chain.key;

import dev.sluice.chain.key.KeystoreException.Damaged;
import dev.sluice.chain.key.KeystoreException.WrongPassphrase;
import dev.sluice.payments.crypto.SecretKey;
import java.nio.file.Path;
import java.util.Locale;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Wallet;
import org.web3j.crypto.WalletFile;
import org.web3j.crypto.exception.CipherException;
import org.web3j.utils.Numeric;

/**
 * A secret key in a file, encrypted with a passphrase: Web3 Secret Storage, version 3, with scrypt.
 *
 * <p>The file belongs to its owner alone (0600), and one that others may read is refused (T21). The
 * passphrase is the caller's to wipe; the copy that web3j needs as a string is gone with the next
 * collection. Threads: safe for all; blocks for the disk and for scrypt. Failures: {@link
 * KeystoreException}.
 */
public final class Keystore {
    private Keystore() {}

    /** Writes a new file; never over an existing one. */
    public static void create(Path file, SecretKey key, char[] passphrase, ScryptCost cost) {
        try {
            WalletFile wallet =
                    Wallet.create(
                            new String(passphrase),
                            ECKeyPair.create(key.toBytes()),
                            cost.n(),
                            cost.p());
            KeyFile.write(file, WalletJson.write(wallet));
        } catch (CipherException e) {
            throw new IllegalStateException("this Java runtime cannot encrypt a keystore", e);
        }
    }

    public static void create(Path file, SecretKey key, char[] passphrase) {
        create(file, key, passphrase, ScryptCost.STANDARD);
    }

    public static SecretKey load(Path file, char[] passphrase) {
        WalletFile wallet = WalletJson.read(file, KeyFile.read(file));
        SecretKey key = decrypt(file, wallet, passphrase);
        String address = String.valueOf(wallet.getAddress()).toLowerCase(Locale.ROOT);
        String found = Numeric.cleanHexPrefix(key.address().toString());
        if (wallet.getAddress() != null && !Numeric.cleanHexPrefix(address).equals(found))
            throw new Damaged(
                    file
                            + " names address "
                            + address
                            + " but holds the key of "
                            + found
                            + "; restore it from a backup",
                    null);
        return key;
    }

    private static SecretKey decrypt(Path file, WalletFile wallet, char[] passphrase) {
        try {
            ECKeyPair pair = Wallet.decrypt(new String(passphrase), wallet);
            return SecretKey.of(Numeric.toBytesPadded(pair.getPrivateKey(), SecretKey.BYTES));
        } catch (CipherException e) {
            throw new WrongPassphrase(
                    "the passphrase does not open " + file + "; try again, or restore the file", e);
        } catch (RuntimeException e) {
            throw new Damaged(file + " holds no key; restore it from a backup", e);
        }
    }
}
