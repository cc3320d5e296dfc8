package dev.sluice.streaming.text;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.StringJoiner;

/** A literal IP address in its one canonical spelling: dotted decimal, or RFC 5952. */
final class HostLiteral {
    private static final int GROUPS = 8;
    private static final int LONGEST = 39;

    private HostLiteral() {}

    /** Throws {@link IllegalArgumentException} for a name, a scope, or a short IPv4 form. */
    static String canonical(String host) {
        if (host.isEmpty() || host.length() > LONGEST || host.indexOf('%') >= 0)
            throw refused(host);
        return host.indexOf(':') < 0 ? ip4(host) : ip6(host);
    }

    private static String ip4(String host) {
        String canonical = literal(host).getHostAddress();
        if (!canonical.equals(host)) throw refused(host);
        return canonical;
    }

    private static String ip6(String host) {
        if (!(literal(host) instanceof Inet6Address address)) throw refused(host);
        return compressed(address.getAddress());
    }

    private static InetAddress literal(String host) {
        try {
            return host.indexOf(':') < 0
                    ? Inet4Address.ofLiteral(host)
                    : Inet6Address.ofLiteral(host);
        } catch (IllegalArgumentException e) {
            throw refused(host);
        }
    }

    private static IllegalArgumentException refused(String host) {
        return new IllegalArgumentException("not a literal IP address: " + Printable.escape(host));
    }

    /** RFC 5952 section 4: no leading zeros, the first longest run of two or more zeros cut. */
    private static String compressed(byte[] address) {
        int[] groups = new int[GROUPS];
        ByteBuffer in = ByteBuffer.wrap(address);
        for (int i = 0; i < GROUPS; i++) groups[i] = in.getShort() & 0xffff;
        int cut = 0;
        int length = 0;
        for (int i = 0; i < GROUPS; i++) {
            int run = zeros(groups, i);
            if (run > length) {
                cut = i;
                length = run;
            }
        }
        if (length < 2) return joined(groups, 0, GROUPS);
        return joined(groups, 0, cut) + "::" + joined(groups, cut + length, GROUPS);
    }

    private static int zeros(int[] groups, int from) {
        int at = from;
        while (at < GROUPS && groups[at] == 0) at++;
        return at - from;
    }

    private static String joined(int[] groups, int from, int to) {
        StringJoiner out = new StringJoiner(":");
        for (int i = from; i < to; i++) out.add(Integer.toHexString(groups[i]));
        return out.toString();
    }
}
