package dev.sluice.poc.microtransaction;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a payment is bound to, and the key that signs it.
 *
 * <p>A payee holds the same record and uses the public half of it. One thread.
 *
 * @param domain stands for the chain and the contract
 * @param id stands for payer, payee and price on that contract
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Channel(Signing signing, byte[] secret, byte[] publicKey, byte[] domain, byte[] id) {
    private static final Keccak HASH = new Keccak();
    private static final byte[] TYPED = {0x19, 0x01};
    static final byte[] VOUCHER = typeHash("Voucher(bytes32 channel,uint256 slices)");
    static final byte[] ANCHOR =
            typeHash("Anchor(bytes32 channel,uint256 base,bytes32 root,uint256 length)");

    static Channel of(Signing signing, byte[] secret, byte[] domain, byte[] id) {
        return new Channel(signing, secret, signing.publicKey(secret), domain, id);
    }

    /** For measurements that need no ledger: the n-th of many. */
    static Channel numbered(Signing signing, long n) {
        Keccak hash = new Keccak();
        return of(signing, hash.tagged(1, word(n)), new byte[32], hash.tagged(2, word(n)));
    }

    byte[] sign(byte[] type, byte[]... words) {
        return signing.sign(digest(type, words), secret);
    }

    boolean isSigned(byte[] signature, byte[] type, byte[]... words) {
        return signing.verify(digest(type, words), signature, publicKey);
    }

    /** The digest of typed data (EIP-712). */
    private byte[] digest(byte[] type, byte[]... words) {
        Keccak hash = new Keccak();
        byte[] rest = ByteBuffer.allocate(32 * words.length).array();
        for (int i = 0; i < words.length; i++) System.arraycopy(words[i], 0, rest, 32 * i, 32);
        return hash.hash(TYPED, domain, hash.hash(type, id, rest));
    }

    /** A number as the EVM writes it: 32 bytes, the last ones count. */
    static byte[] word(long value) {
        return ByteBuffer.allocate(32).putLong(24, value).array();
    }

    private static byte[] typeHash(String type) {
        return HASH.hash(type.getBytes(StandardCharsets.US_ASCII));
    }
}
