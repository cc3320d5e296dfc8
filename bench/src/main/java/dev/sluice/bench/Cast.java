package dev.sluice.bench;

import dev.sluice.chain.local.LocalChain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The serving processes of a benchmark, and the {@link Handout} that tells its consumers of them.
 * Who starts a process ends it.
 */
public final class Cast {
    private final Path directory;
    private final List<String> flags;
    private final Handout handout = new Handout(new Properties());

    /** {@code flags} are those of each JVM. */
    public Cast(Path directory, LocalChain chain, List<String> flags) throws IOException {
        this.directory = directory;
        this.flags = List.copyOf(flags);
        handout.chain(chain.info());
        handout.write(directory);
    }

    /** A {@link ShopChild}. */
    public Worker shop(String name) throws IOException {
        return new Worker(ShopChild.class, flags, List.of(directory.toString(), name));
    }

    /** What a shop is told to publish; {@code millis} is 0 for what is no media. */
    public static String publish(Path file, long pricePerMib, int sliceBytes, long millis) {
        return "publish %s %d %d %d".formatted(file, pricePerMib, sliceBytes, millis);
    }

    /** One shop is creator and seeder. */
    public void tell(String content, Worker shop) throws IOException {
        handout.put("seeder", shop.ask("address"));
        handout.put("content", content);
        handout.write(directory);
    }

    /** The first sells the keys, the others the bytes. */
    public void tell(String content, List<?> addresses) throws IOException {
        handout.put("content", content);
        handout.put("keyService", addresses.getFirst());
        handout.put(
                "seeders",
                addresses.stream().skip(1).map(Object::toString).collect(Collectors.joining(" ")));
        handout.write(directory);
    }

    /** One thing more that consumers are told. */
    public void tell(String name, long value) throws IOException {
        handout.put(name, value);
        handout.write(directory);
    }
}
