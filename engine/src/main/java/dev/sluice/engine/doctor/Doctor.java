package dev.sluice.engine.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Looks at all that a node needs of a machine; takes a second or two. */
public final class Doctor {
    private static final List<Supplier<Finding>> EVERYWHERE =
            List.of(
                    Machine::java,
                    Machine::signatures,
                    Machine::blake3,
                    Machine::files,
                    Network::transport,
                    Network::buffers,
                    Network::loopback);

    private Doctor() {}

    /**
     * Tells each finding as soon as it is known. The caller's thread.
     *
     * @param directory where the node keeps its state; a small file is written to it and removed
     */
    public static void examine(Path directory, Consumer<Finding> findings) throws IOException {
        EVERYWHERE.forEach(look -> findings.accept(look.get()));
        findings.accept(Machine.disk(directory));
    }
}
