package dev.sluice.poc.blockchain;

import dev.sluice.chain.local.AnvilSettings;
import dev.sluice.payments.crypto.Keccak256;
import dev.sluice.payments.crypto.SecretKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;

/** A key that signs vouchers, and transactions with rising nonces. Not thread-safe. */
final class Wallet {
    /** Never the limit: what a full block does to the base fee is not the question. */
    private static final BigInteger MAX_FEE_WEI = BigInteger.valueOf(10_000_000_000_000L);

    private static final BigInteger TIP_WEI = BigInteger.valueOf(1_000_000_000L);

    private final SecretKey key;
    private long nonce;

    /** The same key for the same name. */
    Wallet(String name) {
        key = SecretKey.of(Keccak256.hash(name.getBytes(StandardCharsets.UTF_8)));
    }

    String address() {
        return key.address().toString();
    }

    /** A transaction of type 2 (EIP-1559); an empty address deploys. */
    byte[] transaction(String to, long valueWei, byte[] data, long gasLimit) {
        RawTransaction raw =
                RawTransaction.createTransaction(
                        AnvilSettings.CHAIN_ID,
                        BigInteger.valueOf(nonce++),
                        BigInteger.valueOf(gasLimit),
                        to,
                        BigInteger.valueOf(valueWei),
                        Numeric.toHexString(data),
                        TIP_WEI,
                        MAX_FEE_WEI);
        byte[] rsv = key.sign(Keccak256.hash(TransactionEncoder.encode(raw))).toBytes();
        return TransactionEncoder.encode(
                raw,
                new Sign.SignatureData(
                        rsv[64], Arrays.copyOf(rsv, 32), Arrays.copyOfRange(rsv, 32, 64)));
    }

    /** The signature as two words, r and yParity ‖ s (EIP-2098), over words. */
    Voucher sign(Object... words) {
        byte[] rsv = key.sign(Keccak256.hash(Call.words(words))).toBytes();
        byte[] vs = Arrays.copyOfRange(rsv, 32, 64);
        if (rsv[64] == 28) vs[0] |= (byte) 0x80;
        return new Voucher(Arrays.copyOf(rsv, 32), vs);
    }

    /** A signature's two words. */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record Voucher(byte[] r, byte[] vs) {}
}
