package dev.sluice.bench.players;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Ranges from the middle and the end, and a download that goes on from its half. */
final class CurlRanges implements Player {
    private static final int TAIL = 100;

    @Override
    public String name() {
        return "curl";
    }

    @Override
    public String versionOption() {
        return "--version";
    }

    @Override
    public void play(Program curl, Nodes.GatewayProcess gateway, Film film, Report report) {
        for (Film.Form form : film.forms()) {
            String url = gateway.url(form);
            report.add(form, "ranges", () -> ranges(curl, url, form, report));
            report.add(form, "resume", () -> resume(curl, url, form, report));
        }
    }

    private static Map<String, Object> ranges(
            Program curl, String url, Film.Form form, Report report) throws IOException {
        byte[] all = Files.readAllBytes(form.file());
        int third = all.length / 3;
        List<int[]> ranges = new ArrayList<>();
        ranges.add(new int[] {all.length - TAIL, all.length});
        ranges.add(new int[] {third, 2 * third});
        ranges.add(new int[] {0, 1});
        for (int[] range : ranges) {
            String asked = range[0] + "-" + (range[1] - 1);
            byte[] read = fetch(curl, url, List.of("-r", asked), new byte[0]);
            byte[] original = Arrays.copyOfRange(all, range[0], range[1]);
            report.same(form, "ranges", "bytes " + asked, Arrays.equals(read, original), true);
        }
        return Map.of("ranges", ranges.size());
    }

    private static Map<String, Object> resume(
            Program curl, String url, Film.Form form, Report report) throws IOException {
        byte[] all = Files.readAllBytes(form.file());
        byte[] half = Arrays.copyOf(all, all.length / 2);
        byte[] read = fetch(curl, url, List.of("-C", "-"), half);
        report.same(form, "resume", "bytes", Arrays.equals(read, all), true);
        return Map.of("bytes", read.length);
    }

    private static byte[] fetch(Program curl, String url, List<String> how, byte[] begun)
            throws IOException {
        Path target = Files.createTempFile("sluice-curl-", ".part");
        try {
            Files.write(target, begun);
            List<String> command = new ArrayList<>(List.of("-sS", "--fail", "--noproxy", "*"));
            command.addAll(how);
            command.addAll(List.of("-o", target.toString(), url));
            var _ = curl.run(command);
            return Files.readAllBytes(target);
        } finally {
            Files.delete(target);
        }
    }
}
