package dev.sluice.streaming.media;

import dev.sluice.streaming.content.PlayMap;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A recording that is to be published. Blocks on the disk. */
public final class MediaFile {
    private MediaFile() {}

    /** What its container says; {@link PlayMap#NONE} for one that is not known or is damaged. */
    public static PlayMap map(Path file, String mediaType) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            return switch (mediaType) {
                case "video/mp4", "audio/mp4", "video/quicktime" -> new Mp4(in).map();
                case "video/mp2t" -> new TransportStream(in).map();
                default -> PlayMap.NONE;
            };
        } catch (MalformedMedia e) {
            return PlayMap.NONE;
        }
    }
}
