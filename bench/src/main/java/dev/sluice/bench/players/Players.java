package dev.sluice.bench.players;

import dev.sluice.bench.TemporaryDirectory;
import dev.sluice.lab.Machine;
import dev.sluice.lab.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether players that others made play what the gateway serves. */
public final class Players {
    private static final List<Player> ALL =
            List.of(
                    new CurlRanges(),
                    new Ffprobe(),
                    FrameSums.ffmpeg(),
                    FrameSums.mpv(),
                    new Browser());

    private final List<String> violations = new ArrayList<>();
    private final Map<String, Object> report = new LinkedHashMap<>();

    private Players() {}

    /** Arguments: result file, seconds of the film. */
    public static void main(String[] arguments) throws Exception {
        Players players = new Players();
        players.report.put("benchmark", "players");
        try (TemporaryDirectory directory = TemporaryDirectory.create("sluice-players-")) {
            Optional<Program> ffmpeg = Program.find("ffmpeg");
            Path media = Files.createDirectory(directory.path().resolve("media"));
            Film film = Film.make(ffmpeg, media, Integer.parseInt(arguments[1]));
            players.describe(film);
            try (Nodes nodes = new Nodes(directory.path())) {
                nodes.serve(film.forms());
                players.play(nodes, film);
            }
        }
        players.report.put("violations", players.violations);
        players.report.put("machine", Machine.describe(Nodes.FLAGS));
        ResultFile.write(Path.of(arguments[0]), players.report);
    }

    private void describe(Film film) throws IOException {
        Map<String, Object> works = new LinkedHashMap<>();
        for (Film.Form form : film.forms()) works.put(form.name(), Files.size(form.file()));
        report.put("media", film.made() ? "made by ffmpeg" : "the small files of the tests");
        report.put("seconds", film.seconds());
        report.put("bytes", works);
    }

    private void play(Nodes nodes, Film film) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Player player : ALL) rows.add(play(player, nodes, film));
        report.put("players", rows);
    }

    private Map<String, Object> play(Player player, Nodes nodes, Film film) throws IOException {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("player", player.name());
        Optional<Program> program = Program.find(player.name());
        if (program.isEmpty()) {
            String why = "not on the path, nor named by " + Program.variable(player.name());
            System.err.println(player.name() + " is skipped: " + why);
            row.put("skipped", why);
            return row;
        }
        row.put("version", program.get().version(player.versionOption()));
        Report plays = new Report(player.name(), violations);
        try (Nodes.GatewayProcess gateway = nodes.gateway("viewer-" + player.name())) {
            player.play(program.get(), gateway, film, plays);
            row.put("paidBaseUnits", gateway.end());
        }
        row.put("plays", plays.plays());
        return row;
    }
}
