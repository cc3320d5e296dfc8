package dev.sluice.payments.channel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.payments.crypto.Keccak256;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Amount;
import dev.sluice.payments.money.Bytes32;

/**
 * The encoding of typed data (EIP-712) as fixed 32-byte words, which is also Solidity's {@code
 * abi.encode} for static types.
 */
final class Eip712 {
    static final int WORD = 32;

    private Eip712() {}

    static byte[] typeHash(String type) {
        return Keccak256.hash(type.getBytes(US_ASCII));
    }

    /** keccak256(0x19 ‖ 0x01 ‖ domain separator ‖ hash of the struct). */
    static byte[] digest(Domain domain, byte[] struct) {
        byte[] prefix = {0x19, 0x01};
        return Keccak256.hash(prefix, domain.separator().toBytes(), Keccak256.hash(struct));
    }

    /** An empty row of words; every struct here has a known length. */
    static Words words(int count) {
        return new Words(new byte[count * WORD]);
    }

    /** A row of words under construction. */
    static final class Words {
        private final byte[] bytes;
        private int position;

        private Words(byte[] bytes) {
            this.bytes = bytes;
        }

        Words put(byte[] word) {
            System.arraycopy(word, 0, bytes, position, WORD);
            position += WORD;
            return this;
        }

        Words put(Bytes32 word) {
            word.copyTo(bytes, position);
            position += WORD;
            return this;
        }

        Words put(Address address) {
            address.copyTo(bytes, position + WORD - Address.BYTES);
            position += WORD;
            return this;
        }

        Words put(Amount amount) {
            amount.copyTo(bytes, position + WORD - Amount.BYTES);
            position += WORD;
            return this;
        }

        Words put(long number) {
            return put(Amount.of(number));
        }

        byte[] bytes() {
            return bytes;
        }
    }
}
