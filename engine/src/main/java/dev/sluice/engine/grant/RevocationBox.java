package dev.sluice.engine.grant;

import dev.sluice.streaming.grant.Denied;
import dev.sluice.streaming.grant.GrantException;
import dev.sluice.streaming.grant.Revocations;
import dev.sluice.streaming.grant.Serial;
import dev.sluice.streaming.proto.SignedRevocations;
import dev.sluice.streaming.store.Durable;
import dev.sluice.streaming.text.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The newest list of revoked serials that this home has seen of each creator: one file each, on
 * disk before it counts, and never replaced by an older one. Whoever writes holds the home's lock.
 */
public final class RevocationBox {
    private final Path directory;

    private RevocationBox(Path directory) {
        this.directory = directory;
    }

    public static RevocationBox at(Path home) {
        return new RevocationBox(home.resolve("revocations"));
    }

    private Path file(Bytes creator) {
        return directory.resolve(HexFormat.of().formatHex(creator.toArray()));
    }

    /** The list that is known; empty with sequence 0 when none is. */
    public Revocations newest(Bytes creator) throws IOException, GrantException {
        Path file = file(creator);
        if (!Files.exists(file)) return Revocations.none(creator);
        try {
            return Revocations.verify(Durable.readCapped(file, Revocations.MAX_BYTES), creator);
        } catch (GrantException e) {
            throw e.in(file.toString());
        }
    }

    /** Whether some list that is known names that serial; serials are random, so each is of one. */
    public boolean isRevoked(Serial serial) throws IOException, GrantException {
        if (!Files.isDirectory(directory)) return false;
        List<Path> lists;
        try (Stream<Path> files = Files.list(directory)) {
            lists = files.filter(file -> !file.toString().endsWith(".new")).toList();
        }
        for (Path file : lists) {
            byte[] creator = HexFormat.of().parseHex(String.valueOf(file.getFileName()));
            if (newest(Bytes.of(creator)).has(serial)) return true;
        }
        return false;
    }

    /**
     * Takes a list that its creator has signed, and gives the newest. One that is older than what
     * is known is refused as replayed, with both sequences.
     */
    public Revocations take(SignedRevocations signed, Bytes creator)
            throws IOException, GrantException {
        Revocations list = Revocations.verify(signed, creator);
        Revocations known = newest(creator);
        Optional<Denied> why = list.checkAfter(known);
        if (why.isPresent()) throw new GrantException(why.get());
        if (list.sequence() == known.sequence()) return known;
        Durable.createPrivateDirectory(directory);
        Durable.write(file(creator), signed.toByteArray());
        return list;
    }
}
