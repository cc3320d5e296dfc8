package dev.sluice.bench.players;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A player that decodes every frame and says the MD5 of each: from the start, from the middle, and
 * by the playlist. It must say the same of the original file.
 */
final class FrameSums implements Player {
    private final String name;
    private final String versionOption;
    private final Command command;

    /** How it is asked for the sums of a file or URL, from so many seconds on. */
    private interface Command {
        List<String> of(String input, int fromSeconds);
    }

    private FrameSums(String name, String versionOption, Command command) {
        this.name = name;
        this.versionOption = versionOption;
        this.command = command;
    }

    static Player ffmpeg() {
        return new FrameSums("ffmpeg", "-version", FrameSums::ffmpeg);
    }

    static Player mpv() {
        return new FrameSums("mpv", "--version", FrameSums::mpv);
    }

    private static List<String> ffmpeg(String input, int fromSeconds) {
        List<String> command = new ArrayList<>(List.of("-v", "error", "-nostdin"));
        if (fromSeconds > 0) command.addAll(List.of("-ss", "" + fromSeconds));
        command.addAll(List.of("-i", input, "-map", "0:v:0", "-f", "framemd5", "-"));
        return command;
    }

    private static List<String> mpv(String input, int fromSeconds) {
        List<String> command = new ArrayList<>(List.of("--no-config", "--no-audio", "--ytdl=no"));
        command.addAll(List.of("--o=-", "--of=framemd5", "--ovc=rawvideo"));
        command.add("--msg-level=all=error");
        if (fromSeconds > 0) command.add("--start=" + fromSeconds);
        command.add(input);
        return command;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String versionOption() {
        return versionOption;
    }

    @Override
    public void play(Program program, Nodes.GatewayProcess gateway, Film film, Report report) {
        int middle = film.seconds() * 2 / 3;
        for (Film.Form form : film.forms()) {
            String url = gateway.url(form);
            if (!form.isTransportStream())
                report.add(form, "seek", () -> compare(program, url, form, middle, report));
            report.add(form, "file", () -> compare(program, url, form, 0, report));
            if (form.hasSegments())
                report.add(
                        form,
                        "playlist",
                        () -> compare(program, gateway.playlist(form), form, 0, report));
        }
    }

    private Map<String, Object> compare(
            Program program, String url, Film.Form form, int fromSeconds, Report report)
            throws IOException {
        List<String> played = sums(program, url, fromSeconds);
        List<String> original = sums(program, form.file().toString(), fromSeconds);
        report.same(form, "from " + fromSeconds + " s", "frames", played, original);
        if (played.isEmpty()) throw new IOException("not one frame");
        return Map.of("fromSeconds", fromSeconds, "frames", played.size());
    }

    /** The last column of each frame; times differ where a playlist begins at zero. */
    private List<String> sums(Program program, String input, int fromSeconds) throws IOException {
        return program.run(command.of(input, fromSeconds))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(line.lastIndexOf(',') + 1).strip())
                .toList();
    }
}
