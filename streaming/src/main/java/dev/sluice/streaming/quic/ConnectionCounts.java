package dev.sluice.streaming.quic;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Accepted connections, in all and by address, against their limits (T16).
 *
 * <p>An IPv6 peer counts by its /64, of which it can use every address. Sorted, so that chosen
 * addresses cannot collide (T18). Owned by the serving event loop.
 */
final class ConnectionCounts {
    private static final int IPV6_PREFIX_BYTES = 8;

    private final Limits limits;
    private final Map<byte[], Integer> byAddress = new TreeMap<>(Arrays::compareUnsigned);
    private int total;

    ConnectionCounts(Limits limits) {
        this.limits = limits;
    }

    /** Takes a place for the address; false when there is none. */
    boolean enter(InetAddress address) {
        byte[] key = key(address);
        int here = byAddress.getOrDefault(key, 0);
        if (total >= limits.connections() || here >= limits.connectionsPerAddress()) {
            return false;
        }
        byAddress.put(key, here + 1);
        total++;
        return true;
    }

    /** Gives the place back. */
    void leave(InetAddress address) {
        byAddress.computeIfPresent(key(address), (key, count) -> count > 1 ? count - 1 : null);
        total--;
    }

    int total() {
        return total;
    }

    private static byte[] key(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length > IPV6_PREFIX_BYTES ? Arrays.copyOf(bytes, IPV6_PREFIX_BYTES) : bytes;
    }
}
