package dev.sluice.chain.tx;

import dev.sluice.chain.contract.ContractCall;
import dev.sluice.chain.rpc.Hex;
import dev.sluice.payments.crypto.Keccak256;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Bytes32;
import java.math.BigInteger;
import java.util.Arrays;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionEncoder;

/**
 * A key that signs transactions for one chain (EIP-155 binds the chain id). Threads: safe for all.
 */
public final class Account {
    private final SecretKey key;
    private final long chainId;

    public Account(SecretKey key, long chainId) {
        this.key = key;
        this.chainId = chainId;
    }

    long chainId() {
        return chainId;
    }

    public Address address() {
        return key.address();
    }

    /** A type-2 transaction (EIP-1559), signed. */
    Signed sign(ContractCall call, long nonce, BigInteger gasLimit, Fee fee) {
        RawTransaction raw =
                RawTransaction.createTransaction(
                        chainId,
                        BigInteger.valueOf(nonce),
                        gasLimit,
                        call.to().map(Address::toString).orElse(""),
                        call.valueWei(),
                        Hex.data(call.data()),
                        fee.tipWei(),
                        fee.maxWei());
        byte[] digest = Keccak256.hash(TransactionEncoder.encode(raw));
        byte[] bytes = TransactionEncoder.encode(raw, signature(digest));
        return Signed.of(bytes, fee);
    }

    /** r ‖ s ‖ v with the key's own, fast signer; web3j's takes ten times as long. */
    private Sign.SignatureData signature(byte[] digest) {
        byte[] rsv = key.sign(digest).toBytes();
        return new Sign.SignatureData(
                rsv[64], Arrays.copyOf(rsv, 32), Arrays.copyOfRange(rsv, 32, 64));
    }

    /** Signed bytes and their hash, which is the transaction's id. */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record Signed(byte[] bytes, Bytes32 hash, Fee fee) {
        static Signed of(byte[] bytes, Fee fee) {
            return new Signed(bytes, Bytes32.of(Keccak256.hash(bytes)), fee);
        }
    }
}
