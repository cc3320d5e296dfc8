package dev.sluice.bench.scaling;

import dev.sluice.bench.ShopChild;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A {@link ShopChild} that says nothing of each of the many channels that its chain never saw. */
final class NodeChild {
    private NodeChild() {}

    /** Arguments: those of a {@link ShopChild}. */
    public static void main(String[] arguments) throws Exception {
        System.setErr(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        ShopChild.main(arguments);
    }
}
