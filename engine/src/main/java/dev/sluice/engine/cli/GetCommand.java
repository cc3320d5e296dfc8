package dev.sluice.engine.cli;

import dev.sluice.engine.consumer.PlayerSink;
import dev.sluice.streaming.content.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice get}: a work as a file, as fast as it comes. */
@Command(
        name = "get",
        description =
                "Download a work into a file. When it is interrupted, run it again: it goes on.")
final class GetCommand extends Task implements Fetch.Destination {
    @Mixin private FetchOptions options = new FetchOptions();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description =
                    "The file, which has this name once it is complete. Default: after the title.")
    private @Nullable Path out;

    private @Nullable PartFile part;

    @Override
    public Integer call() throws Exception {
        return options.fetch(this, output());
    }

    @Override
    public PlayerSink open(Manifest manifest) throws IOException {
        part = new PartFile(out != null ? out : PartFile.named(manifest));
        return part.open();
    }

    @Override
    public boolean isDownload() {
        return true;
    }

    @Override
    public void complete() throws IOException {
        if (part != null) part.complete();
    }
}
