package dev.sluice.streaming.quic;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Judges peers' certificates inside the TLS handshake: any well-formed self-signed P-256
 * certificate from a peer that dials, exactly the pinned key from a peer that is dialled.
 *
 * <p>Any thread; pins are keyed by the handshake's engine, which compares by identity.
 */
final class PeerTrust extends X509ExtendedTrustManager {
    private static final X509Certificate[] NO_ISSUERS = {};

    private final Map<SSLEngine, Pin> pins = new ConcurrentHashMap<>();

    /** Expects {@code pin} on this engine's handshake, until {@link #forget}. */
    void expect(SSLEngine engine, Pin pin) {
        pins.put(engine, pin);
    }

    void forget(SSLEngine engine) {
        pins.remove(engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        PeerCertificates.checkedPeerId(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        Pin pin = pins.get(engine);
        if (pin == null || !pin.check(PeerCertificates.checkedPeerId(chain))) {
            throw new CertificateException("not the peer that was dialled");
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw unbound();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw unbound();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw unbound();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw unbound();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return NO_ISSUERS;
    }

    private static CertificateException unbound() {
        return new CertificateException("a peer is judged only inside a QUIC handshake");
    }
}
