package dev.sluice.bench.players;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decodes and counts. */
final class Ffprobe implements Player {
    private static final List<String> COUNT =
            List.of(
                    ("-v error -select_streams v:0 -count_frames -show_entries"
                                    + " stream=nb_read_frames,width,height -of csv=p=0")
                            .split(" "));

    @Override
    public String name() {
        return "ffprobe";
    }

    @Override
    public String versionOption() {
        return "-version";
    }

    @Override
    public void play(Program ffprobe, Nodes.GatewayProcess gateway, Film film, Report report) {
        for (Film.Form form : film.forms()) {
            report.add(form, "file", () -> probe(ffprobe, gateway.url(form), form, report));
            if (form.hasSegments())
                report.add(
                        form,
                        "playlist",
                        () -> probe(ffprobe, gateway.playlist(form), form, report));
        }
    }

    private static Map<String, Object> probe(
            Program ffprobe, String url, Film.Form form, Report report) throws IOException {
        String counted = count(ffprobe, url);
        report.same(form, "probe", "frames", counted, count(ffprobe, form.file().toString()));
        return Map.of("widthHeightFrames", counted);
    }

    private static String count(Program ffprobe, String input) throws IOException {
        List<String> command = new ArrayList<>(COUNT);
        command.add(input);
        return ffprobe.run(command).lines().findFirst().orElse("");
    }
}
