package dev.sluice.engine.grant;

import dev.sluice.streaming.content.CreatorKey;
import dev.sluice.streaming.grant.Denied;
import dev.sluice.streaming.grant.GrantException;
import dev.sluice.streaming.grant.Revocations;
import dev.sluice.streaming.grant.Serial;
import dev.sluice.streaming.proto.SignedRevocations;
import dev.sluice.streaming.store.Durable;
import dev.sluice.streaming.text.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The newest list of revoked serials that this home has seen of each creator: one file each, on
 * disk before it counts, and never replaced by an older one; and when its creator gave it last.
 * Whoever writes holds the home's lock.
 */
public final class RevocationBox {
    private static final int NAME = 2 * CreatorKey.PUBLIC_BYTES;
    private static final String GIVEN = "given-";
    private static final int LONGEST_TIME = 32;

    private final Path directory;

    private RevocationBox(Path directory) {
        this.directory = directory;
    }

    public static RevocationBox at(Path home) {
        return new RevocationBox(home.resolve("revocations"));
    }

    private Path file(Bytes creator) {
        return directory.resolve(name(creator));
    }

    private static String name(Bytes creator) {
        return HexFormat.of().formatHex(creator.toArray());
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
        for (Bytes creator : creators("")) if (newest(creator).has(serial)) return true;
        return false;
    }

    /** Whoever has given a list, an empty one too. */
    public List<Bytes> creators() throws IOException {
        return creators(GIVEN);
    }

    private List<Bytes> creators(String prefix) throws IOException {
        if (!Files.isDirectory(directory)) return List.of();
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith(prefix))
                    .map(name -> name.substring(prefix.length()))
                    .filter(name -> name.length() == NAME)
                    .map(name -> Bytes.of(HexFormat.of().parseHex(name)))
                    .toList();
        }
    }

    /** When a creator gave its newest list last, seconds since 1970; empty when it never did. */
    public OptionalLong given(Bytes creator) throws IOException {
        Path file = directory.resolve(GIVEN + name(creator));
        if (!Files.exists(file)) return OptionalLong.empty();
        try {
            byte[] text = Durable.readCapped(file, LONGEST_TIME);
            return OptionalLong.of(Long.parseLong(new String(text, StandardCharsets.US_ASCII)));
        } catch (NumberFormatException e) {
            return OptionalLong.empty(); // damaged: then nothing is known of it
        }
    }

    /**
     * Takes a list that its creator has signed, and gives the newest. One that is older than what
     * is known is refused as replayed, with both sequences.
     *
     * @param nowSeconds when its creator gave it, seconds since 1970
     */
    public Revocations take(SignedRevocations signed, Bytes creator, long nowSeconds)
            throws IOException, GrantException {
        Revocations list = Revocations.verify(signed, creator);
        Revocations known = newest(creator);
        Optional<Denied> why = list.checkAfter(known);
        if (why.isPresent()) throw new GrantException(why.get());
        Durable.createPrivateDirectory(directory);
        if (list.sequence() != known.sequence()) Durable.write(file(creator), signed.toByteArray());
        Durable.write(
                directory.resolve(GIVEN + name(creator)),
                Long.toString(nowSeconds).getBytes(StandardCharsets.US_ASCII));
        return list.sequence() == known.sequence() ? known : list;
    }
}
