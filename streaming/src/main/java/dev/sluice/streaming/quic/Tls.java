package dev.sluice.streaming.quic;

import io.netty.handler.ssl.ClientAuth;
import io.netty.incubator.codec.quic.QuicSslContext;
import io.netty.incubator.codec.quic.QuicSslContextBuilder;

/**
 * TLS 1.3 as peers speak it: both sides show a certificate, one application protocol, no early
 * data.
 */
final class Tls {
    /** Name of the application protocol (ALPN, RFC 7301). */
    static final String PROTOCOL = "sluice/1";

    private Tls() {}

    static QuicSslContext serving(PeerIdentity identity, PeerTrust trust) {
        return QuicSslContextBuilder.forServer(new OwnKey(identity), null)
                .trustManager(trust)
                .clientAuth(ClientAuth.REQUIRE)
                .applicationProtocols(PROTOCOL)
                .earlyData(false)
                .build();
    }

    static QuicSslContext dialling(PeerIdentity identity, PeerTrust trust) {
        return QuicSslContextBuilder.forClient()
                .keyManager(new OwnKey(identity), null)
                .trustManager(trust)
                .applicationProtocols(PROTOCOL)
                .earlyData(false)
                .build();
    }
}
