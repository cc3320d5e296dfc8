package dev.sluice.bench.players;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A film in the forms that players meet.
 *
 * @param made whether it was made here, or is the small one of the tests
 */
record Film(boolean made, int seconds, List<Form> forms) {
    private static final String SAMPLES = "streaming/src/test/resources/media";
    private static final int SAMPLE_SECONDS = 14;
    static final int FRAMES_A_SECOND = 25;

    /** A file of it. */
    record Form(String name, Path file, boolean hasSegments) {
        boolean isTransportStream() {
            return file.toString().endsWith(".ts");
        }
    }

    /** With noise in it, so that it is large; a key frame every two seconds. */
    static Film make(Optional<Program> ffmpeg, Path directory, int seconds) throws IOException {
        if (ffmpeg.isEmpty()) return samples();
        Path whole = directory.resolve("index-last.mp4");
        var _ = ffmpeg.get().run(encode(seconds, whole));
        remux(ffmpeg.get(), whole, directory.resolve("index-first.mp4"), "+faststart");
        remux(
                ffmpeg.get(),
                whole,
                directory.resolve("fragmented.mp4"),
                "+frag_keyframe+empty_moov+default_base_moof");
        remux(ffmpeg.get(), whole, directory.resolve("stream.ts"), "");
        return in(directory, true, seconds);
    }

    private static List<String> encode(int seconds, Path target) {
        String picture = "testsrc2=s=480x270:r=" + FRAMES_A_SECOND + ":d=" + seconds;
        String tone = "sine=f=440:d=" + seconds;
        List<String> command = new ArrayList<>(words("-v error -f lavfi -i " + picture));
        command.addAll(words("-f lavfi -i " + tone + " -vf noise=alls=20:allf=t"));
        command.addAll(words("-c:v libx264 -preset veryfast -b:v 3M -g 50 -pix_fmt yuv420p"));
        command.addAll(words("-c:a aac -shortest " + target));
        return command;
    }

    private static List<String> words(String line) {
        return List.of(line.split(" ", -1));
    }

    private static void remux(Program ffmpeg, Path from, Path to, String flags) throws IOException {
        String options = "-v error -i " + from + " -c copy ";
        if (!flags.isEmpty()) options += "-movflags " + flags + " ";
        var _ = ffmpeg.run(words(options + to));
    }

    private static Film samples() {
        Path root = Path.of(System.getProperty("sluice.root", "."));
        return in(root.resolve(SAMPLES).toAbsolutePath(), false, SAMPLE_SECONDS);
    }

    private static Film in(Path directory, boolean made, int seconds) {
        return new Film(
                made,
                seconds,
                List.of(
                        form(directory, "index-last.mp4", false),
                        form(directory, "index-first.mp4", false),
                        form(directory, "fragmented.mp4", true),
                        form(directory, "stream.ts", true)));
    }

    private static Form form(Path directory, String name, boolean hasSegments) {
        Path file = directory.resolve(name);
        if (!Files.exists(file)) throw new IllegalStateException("there is no " + file);
        return new Form(name, file, hasSegments);
    }
}
