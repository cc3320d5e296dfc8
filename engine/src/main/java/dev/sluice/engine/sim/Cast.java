package dev.sluice.engine.sim;

import dev.sluice.payments.channel.Domain;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Bytes32;
import java.util.Arrays;

/**
 * Keys and names that every world shares: making them anew for each would cost most of its time.
 */
final class Cast {
    static final int NODES = 16;
    static final Address TOKEN = address(0xd3);
    static final Domain DOMAIN = new Domain(31337, address(0xc0));
    static final Domain OTHER_DOMAIN = new Domain(31338, address(0xc0));
    static final Bytes32 CONTENT = new Bytes32(1, 2, 3, 4);

    private static final SecretKey[] WALLETS = new SecretKey[NODES];

    static {
        for (int i = 0; i < NODES; i++) {
            byte[] secret = new byte[SecretKey.BYTES];
            secret[0] = 1;
            secret[SecretKey.BYTES - 1] = (byte) (i + 1);
            WALLETS[i] = SecretKey.of(secret);
        }
    }

    private Cast() {}

    static SecretKey wallet(int node) {
        return WALLETS[node];
    }

    /** The node's name on the network, as the transport authenticates it. */
    static Bytes32 peer(int node) {
        return new Bytes32(7, 7, 7, node + 1);
    }

    private static Address address(int fill) {
        byte[] bytes = new byte[Address.BYTES];
        Arrays.fill(bytes, (byte) fill);
        return Address.of(bytes);
    }
}
