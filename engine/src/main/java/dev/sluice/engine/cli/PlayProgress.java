package dev.sluice.engine.cli;

import dev.sluice.engine.consumer.Progress;
import dev.sluice.engine.session.Outlook;
import dev.sluice.streaming.content.Geometry;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a playback goes, for a person and for a program: how far, at what price, and why it waits.
 */
final class PlayProgress extends PlaybackNotes {
    private static final long NS_PER_MS = 1_000_000;

    /** Shorter pauses are nothing that a person sees. */
    private static final long BUFFERING_NS = 500 * NS_PER_MS;

    /** A pause that is worth a line of its own where no bar is drawn. */
    private static final long LONG_NS = 2_000 * NS_PER_MS;

    private final Output output;
    private final List<String> seeders;
    private final int sliceBytes;
    private final long total;
    private @Nullable Progress last;
    private long deliveredBytes;
    private boolean said;

    /** {@code seeders} are the peers' ids, in the order of the plan. */
    PlayProgress(Path directory, Output output, Geometry work, List<String> seeders) {
        super(directory, output);
        this.output = output;
        this.seeders = List.copyOf(seeders);
        this.sliceBytes = work.sliceBytes();
        this.total = work.contentBytes();
    }

    @Override
    public void delivered(long slices, long bytes) {
        deliveredBytes = bytes;
        said = false;
        show();
    }

    @Override
    public void progress(Progress progress) {
        last = progress;
        show();
        if (said || progress.waitedNs() < LONG_NS || deliveredBytes == total) return;
        said = true;
        output.note("nothing to play for 2 s: " + why(progress.outlook()));
    }

    private void show() {
        output.progress("stream", deliveredBytes, total, "bytes", this::tail, this::figures);
    }

    private String tail() {
        Progress at = last;
        if (at == null) return "";
        boolean waits = at.waitedNs() >= BUFFERING_NS && deliveredBytes < total;
        return "  "
                + Money.coins(at.outlook().signed())
                + " paid"
                + (waits ? "  buffering: " + why(at.outlook()) : "");
    }

    private Map<String, ?> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        Progress at = last;
        if (at == null) return figures;
        Outlook outlook = at.outlook();
        figures.put("paid", outlook.signed().toString());
        figures.put("duplicates", outlook.duplicates().slices());
        figures.put("duplicatesPaid", outlook.duplicates().fees().toString());
        figures.put("aheadBytes", outlook.ahead() * sliceBytes);
        figures.put("localBytes", at.localBytes());
        Map<String, Long> bytes = new LinkedHashMap<>();
        for (int i = 0; i < at.seederBytes().size(); i++)
            bytes.put(seeders.get(i), at.seederBytes().get(i));
        figures.put("seederBytes", bytes);
        if (outlook.waitsFor() == Outlook.WaitsFor.PLAYER) return figures;
        figures.put("waitsFor", outlook.waitsFor().name().toLowerCase(Locale.ROOT));
        figures.put("waitedMs", at.waitedNs() / NS_PER_MS);
        return figures;
    }

    private static String why(Outlook outlook) {
        return switch (outlook.waitsFor()) {
            case PLAYER -> "the player takes its time";
            case LIMIT -> "the next slice does not fit --max-spend";
            case DISK -> "the next slice is read from this disk";
            case SEEDERS -> named(outlook.peers()) + " asked for the next slice";
            case NO_SEEDER -> "no seeder is connected";
            case CREDIT -> "the seeders that are connected must answer before they are asked more";
            case KEY -> "the key of the next slice was asked for";
            case KEY_SERVICE -> "who sells the keys is not connected";
            case KEY_CREDIT -> "keys that are paid for must come before more are bought";
        };
    }

    private static String named(List<Integer> peers) {
        return peers.stream().map(peer -> "seeder " + (peer + 1)).collect(Collectors.joining(", "))
                + (peers.size() == 1 ? " was" : " were");
    }
}
