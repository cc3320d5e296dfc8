package dev.sluice.chain.tx;

import dev.sluice.chain.contract.ContractCall;
import dev.sluice.chain.rpc.Hex;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Bytes32;
import java.math.BigInteger;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;

/** A key that signs transactions for one chain (EIP-155 binds the chain id). Threads: safe for all. */
public final class Account {
    private final Credentials credentials;
    private final Address address;
    private final long chainId;

    /**
     * @param secret the 32 bytes of a secp256k1 secret key
     */
    public Account(byte[] secret, long chainId) {
        this.credentials = Credentials.create(ECKeyPair.create(secret));
        this.address = Address.parse(credentials.getAddress());
        this.chainId = chainId;
    }

    public Address address() {
        return address;
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
        byte[] bytes = TransactionEncoder.signMessage(raw, credentials);
        return new Signed(bytes, Bytes32.of(Hash.sha3(bytes)), fee);
    }

    /** Signed bytes and their hash, which is the transaction's id. */
    record Signed(byte[] bytes, Bytes32 hash, Fee fee) {}
}
