package dev.sluice.streaming.text;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Where a node listens and who it must prove to be: a literal host, a UDP port, a {@link PeerId}.
 * Text: {@code /ip4/127.0.0.1/udp/4001/quic/p2p/<peer id>}, or {@code ip6}. IPv6 hosts are kept as
 * RFC 5952 writes them; names, scopes and IPv4 inside IPv6 are refused, so that an address needs no
 * resolver and has one spelling.
 */
public record PeerAddress(String host, int port, PeerId peer) implements Comparable<PeerAddress> {
    /** Longest text form, in characters. */
    public static final int MAX_TEXT = 128;

    private static final int PARTS = 8;

    public PeerAddress {
        host = HostLiteral.canonical(host);
        if (port < 1 || port > 0xffff)
            throw new IllegalArgumentException("port must be 1 to 65535, got " + port);
    }

    /** Throws {@link IllegalArgumentException} when the text is not a peer address. */
    public static PeerAddress parse(String text) {
        if (text.length() > MAX_TEXT)
            throw new IllegalArgumentException(
                    "a peer address has at most " + MAX_TEXT + " characters, got " + text.length());
        List<String> parts = List.of(text.split("/", -1));
        if (parts.size() != PARTS || !isFrame(parts)) throw malformed(text);
        PeerAddress parsed =
                new PeerAddress(parts.get(2), port(parts.get(4)), PeerId.parse(parts.get(7)));
        if (!parsed.family().equals(parts.get(1))) throw malformed(text);
        return parsed;
    }

    private static boolean isFrame(List<String> parts) {
        return parts.get(0).isEmpty()
                && parts.get(3).equals("udp")
                && parts.subList(5, 7).equals(List.of("quic", "p2p"));
    }

    private static int port(String text) {
        if (!text.matches("[1-9][0-9]{0,4}"))
            throw new IllegalArgumentException("not a port: " + Printable.escape(text));
        return Integer.parseInt(text);
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "a peer address reads /ip4/<host>/udp/<port>/quic/p2p/<peer id>, got "
                        + Printable.escape(text));
    }

    private String family() {
        return host.indexOf(':') < 0 ? "ip4" : "ip6";
    }

    /** The address to dial; asks no resolver. */
    public InetSocketAddress toSocketAddress() {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    @Override
    public int compareTo(PeerAddress other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return "/" + family() + "/" + host + "/udp/" + port + "/quic/p2p/" + peer;
    }
}
