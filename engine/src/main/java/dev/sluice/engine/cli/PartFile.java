package dev.sluice.engine.cli;

import dev.sluice.engine.consumer.FileSink;
import dev.sluice.engine.consumer.PlayerSink;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.text.SafeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that has its name when it is complete, and until then that name with {@code .part}. */
record PartFile(Path file) {
    /** Begins anew; never over a complete file. */
    PlayerSink open() throws IOException {
        if (Files.exists(file))
            throw new CliException(
                    ExitCode.USAGE, file + " exists already", "name another file: -o FILE");
        return new FileSink(part());
    }

    private Path part() {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    void complete() throws IOException {
        Files.move(part(), file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Where a work goes when no file is named. */
    static Path named(Manifest manifest) {
        return Path.of(SafeName.of(manifest.offer().title(), manifest.id().toString()));
    }
}
