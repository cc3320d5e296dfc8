package dev.sluice.engine.cli;

import dev.sluice.streaming.grant.Serial;
import picocli.CommandLine.Parameters;

/** Which grant a command is about. */
final class SerialParameter {
    @Parameters(index = "0", paramLabel = "SERIAL", description = "As `key show` prints it.")
    private String text = "";

    Serial serial() {
        try {
            return Serial.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CliException(
                    ExitCode.USAGE, "not a serial: " + e.getMessage(), "see: sluice key show");
        }
    }
}
