package dev.sluice.engine.node;

import dev.sluice.streaming.content.CipherSuite;
import dev.sluice.streaming.content.SliceCipher;

/**
 * Gets the cipher compiled before the first slice needs it: cold, AES-GCM runs a hundred times
 * slower, and calls of a whole slice are too few for the JVM to notice for seconds.
 */
public final class WarmUp {
    private WarmUp() {}

    /** Starts it beside whatever comes next; once in a process. */
    public static void begin() {
        Once.THREAD.isAlive();
    }

    private static final class Once {
        static final Thread THREAD =
                Thread.ofPlatform()
                        .daemon()
                        .name("warm-up")
                        .start(() -> SliceCipher.warmUp(CipherSuite.AES_256_GCM));
    }
}
