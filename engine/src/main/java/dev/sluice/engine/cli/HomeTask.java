package dev.sluice.engine.cli;

import dev.sluice.engine.node.Home;
import java.io.IOException;
import picocli.CommandLine.Mixin;

/** A command that works on a data directory. */
abstract class HomeTask extends Task {
    @Mixin private HomeOptions homes = new HomeOptions();

    final HomeOptions homes() {
        return homes;
    }

    final Home home() throws IOException {
        return homes.home();
    }
}
