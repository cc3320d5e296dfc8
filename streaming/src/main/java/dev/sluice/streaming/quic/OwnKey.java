package dev.sluice.streaming.quic;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows a node's one key and certificate in handshakes. Immutable; any thread.
 *
 * <p>A key that is given to the codec as such goes through a key store that is encrypted with
 * thousands of hashes and decrypted again, once for serving and once for dialling: a tenth of the
 * time that a node takes to start.
 */
final class OwnKey extends X509ExtendedKeyManager {
    private static final String ALIAS = "sluice";
    private static final String[] ALIASES = {ALIAS};

    /** All names of P-256 keys begin so: in TLS 1.3, and what the codec calls them before. */
    private static final String KEY_TYPE = "EC";

    private final PeerIdentity identity;

    OwnKey(PeerIdentity identity) {
        this.identity = identity;
    }

    private static @Nullable String aliasFor(String... keyTypes) {
        boolean wanted = Arrays.stream(keyTypes).anyMatch(type -> type.startsWith(KEY_TYPE));
        return wanted ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
        return aliasFor(keyTypes);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        return aliasFor(keyType);
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
        return aliasFor(keyTypes);
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, Socket socket) {
        return aliasFor(keyType);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return ALIASES.clone();
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return ALIASES.clone();
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return alias.equals(ALIAS) ? new X509Certificate[] {identity.certificate()} : null;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return alias.equals(ALIAS) ? identity.key() : null;
    }
}
