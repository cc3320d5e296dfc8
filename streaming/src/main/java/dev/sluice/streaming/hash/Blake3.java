package dev.sluice.streaming.hash;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Supplier;

/** Which implementation of BLAKE3 is used: decided once, when one is first asked for. */
public final class Blake3 {
    /** Set to false, a process does without the native library. */
    public static final String NATIVE = "sluice.native.blake3";

    private static final int PART = 40_000;

    /** The authors' answer for this many bytes, which count to 250 and begin again. */
    private static final int KNOWN_BYTES = 102_400;

    private static final byte[] KNOWN_ANSWER =
            HexFormat.of()
                    .parseHex("bc3e3d41a1146b069abffad3c0d44860cf664390afce4d9661f7902e7943e085");

    private Blake3() {}

    private static final class Choice {
        static final Supplier<Hasher> BEST =
                Boolean.parseBoolean(System.getProperty(NATIVE, "true"))
                        ? choose(NativeBlake3::new)
                        : BouncyCastleBlake3::new;
    }

    /** A fresh one, for one thread. */
    public static Hasher hasher() {
        return Choice.BEST.get();
    }

    /** Whether the native library is used. */
    public static boolean isNative() {
        return hasher() instanceof NativeBlake3;
    }

    /** What computes it, for people. */
    public static String implementation() {
        return isNative() ? "the native library" : "BouncyCastle, in Java";
    }

    /** The preferred one when it loads and gives the known answer, else the one in Java. */
    static Supplier<Hasher> choose(Supplier<Hasher> preferred) {
        return works(preferred) ? preferred : BouncyCastleBlake3::new;
    }

    private static boolean works(Supplier<Hasher> candidate) {
        try {
            return answers(candidate.get());
        } catch (LinkageError | RuntimeException unusable) {
            return false;
        }
    }

    /** Twice, and in parts that end within a block: what was before must not show. */
    private static boolean answers(Hasher candidate) {
        byte[] in = new byte[KNOWN_BYTES];
        for (int i = 0; i < in.length; i++) in[i] = (byte) (i % 251);
        byte[] first = candidate.update(in).digest();
        candidate.update(in, 0, PART).update(in, PART, in.length - PART);
        return Arrays.equals(KNOWN_ANSWER, first)
                && Arrays.equals(KNOWN_ANSWER, candidate.digest());
    }
}
