package dev.sluice.engine.sim;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happens in a world, as a chain of hashes: two runs are the same when their last
 * hashes are (F12). Text is made only for a reader.
 */
@SuppressWarnings("EnumOrdinal") // numbers of this run alone
final class Trace {
    private static final int HASH = 32;

    private final MessageDigest sha256;
    private final byte[] entry = new byte[HASH + 5 * Long.BYTES];
    private final ByteBuffer fields = ByteBuffer.wrap(entry, HASH, 5 * Long.BYTES).slice();
    private final Agenda agenda;
    private final @Nullable Consumer<String> reader;
    private long entries;

    Trace(Agenda agenda, @Nullable Consumer<String> reader) {
        this.agenda = agenda;
        this.reader = reader;
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    void add(Happening what, long who, long a, long b) {
        entries++;
        fields.clear();
        fields.putLong(agenda.nowNs()).putLong(what.ordinal()).putLong(who).putLong(a).putLong(b);
        sha256.update(entry);
        try {
            sha256.digest(entry, 0, HASH);
        } catch (DigestException e) {
            throw new IllegalStateException("a digest of 32 bytes", e);
        }
        if (reader != null) reader.accept(line(what, who, a, b));
    }

    private String line(Happening what, long who, long a, long b) {
        return String.format(
                Locale.ROOT,
                "%10.3f ms  node %d  %s  %d  %d",
                agenda.nowNs() / 1e6,
                who,
                what,
                a,
                b);
    }

    /** Words for the reader, no part of the hash. */
    void say(long who, String words) {
        if (reader == null) return;
        reader.accept(
                String.format(
                        Locale.ROOT, "%10.3f ms  node %d  %s", agenda.nowNs() / 1e6, who, words));
    }

    long entries() {
        return entries;
    }

    String hash() {
        return HexFormat.of().formatHex(entry, 0, HASH);
    }
}
