package dev.sluice.engine.cli;

import dev.sluice.engine.consumer.PlaybackListener;
import dev.sluice.engine.grant.EvidenceBox;
import java.io.IOException;
import java.nio.file.Path;

/** Says what happens to a playback's peers, and keeps the proof against a key service. */
class PlaybackNotes implements PlaybackListener {
    private final Path directory;
    private final Output output;

    PlaybackNotes(Path directory, Output output) {
        this.directory = directory;
        this.output = output;
    }

    @Override
    public void seederDropped(int seeder, String why) {
        output.note("seeder " + (seeder + 1) + " dropped: " + why);
    }

    @Override
    public void seederDown(int seeder, String why) {
        output.note("seeder " + (seeder + 1) + " is away: " + why);
    }

    @Override
    public void keyServiceDown(String why) {
        output.note("the key service is away: " + why);
    }

    @Override
    public void keyEvidence(byte[] file) {
        try {
            Path kept = EvidenceBox.at(directory).keep(file);
            output.note("proof against the key service: " + kept);
            output.note("anybody can check it: sluice key verify-evidence " + kept);
        } catch (IOException e) {
            output.note("proof against the key service is not kept: " + e.getMessage());
        }
    }
}
