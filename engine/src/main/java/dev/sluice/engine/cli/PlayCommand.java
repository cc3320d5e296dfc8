package dev.sluice.engine.cli;

import dev.sluice.engine.consumer.FileSink;
import dev.sluice.engine.consumer.PlayerSink;
import dev.sluice.engine.consumer.StreamSink;
import dev.sluice.streaming.content.Manifest;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice play}: ordered, paid, verified. */
@Command(
        name = "play",
        description =
                "Stream a work in order, paying for every slice. `sluice play C -o - | mpv -` works.")
final class PlayCommand extends Task implements Fetch.Destination {
    @Mixin private FetchOptions options = new FetchOptions();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Where to write; - is stdout. Default: a file named after the title.")
    private @Nullable String out;

    private @Nullable PartFile part;

    @Override
    public Integer call() throws Exception {
        if (toStdout()) common().contentOnStdout();
        return options.fetch(this, output());
    }

    private boolean toStdout() {
        return "-".equals(out);
    }

    @Override
    public PlayerSink open(Manifest manifest) throws IOException {
        // not System.out: that one hides that the player left, and the rest would be paid for
        if (toStdout()) return new StreamSink(new FileOutputStream(FileDescriptor.out));
        if (out != null) return new FileSink(Path.of(out));
        part = new PartFile(PartFile.named(manifest));
        return part.open();
    }

    @Override
    public boolean isDownload() {
        return false;
    }

    @Override
    public void complete() throws IOException {
        if (part != null) part.complete();
    }
}
