package dev.sluice.engine.cli;

import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice run}: a node until stopped. */
@Command(
        name = "run",
        description = "A node until stopped. When it stops, it claims what it is owed.")
final class RunCommand extends Task {
    /** What a node does. */
    enum Role {
        CREATOR,
        SEEDER,
        CONSUMER
    }

    @Mixin private ServeOptions options = new ServeOptions();

    @Option(
            names = "--role",
            required = true,
            split = ",",
            paramLabel = "ROLE",
            description =
                    "creator (sells keys and bytes of own works), seeder (sells bytes of what it"
                            + " holds), consumer (watches the channels that it pays from).")
    private Set<Role> roles = EnumSet.noneOf(Role.class);

    @Override
    public Integer call() throws Exception {
        Output output = output();
        return Serving.untilStopped(
                options,
                output,
                (running, _) -> {
                    if (roles.contains(Role.CONSUMER)) ChannelWatch.start(running, output);
                });
    }
}
