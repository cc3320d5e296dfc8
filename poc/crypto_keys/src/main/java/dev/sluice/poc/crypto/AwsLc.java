package dev.sluice.poc.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.util.Optional;

/**
 * The native library AWS-LC as a JCA provider, on the one platform that this program brings it for.
 */
final class AwsLc {
    static {
        // Without it the provider leaves Ed25519 keys to the JDK.
        System.setProperty("com.amazon.corretto.crypto.provider.registerEdKeyFactory", "true");
    }

    private AwsLc() {}

    static Optional<Provider> provider() {
        AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
        return provider.getLoadingError() == null ? Optional.of(provider) : Optional.empty();
    }
}
