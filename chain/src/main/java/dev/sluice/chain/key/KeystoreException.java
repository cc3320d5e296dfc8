package dev.sluice.chain.key;

import org.jspecify.annotations.Nullable;

/** A key file that gives no key; the message says why and what to do, never what is in it. */
public sealed class KeystoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private KeystoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The passphrase does not open the file. */
    public static final class WrongPassphrase extends KeystoreException {
        private static final long serialVersionUID = 1L;

        WrongPassphrase(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The file is no keystore V3, or parts of it are missing or absurd. */
    public static final class Damaged extends KeystoreException {
        private static final long serialVersionUID = 1L;

        Damaged(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The file cannot be read or written, exists already, or is open to other users. */
    public static final class Unusable extends KeystoreException {
        private static final long serialVersionUID = 1L;

        Unusable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
