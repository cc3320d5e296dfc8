package dev.sluice.engine.cli;

import dev.sluice.engine.node.Home;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that works on a data directory. */
abstract class HomeTask implements Callable<Integer>, CommonOptions.Holder {
    @Mixin private CommonOptions common = new CommonOptions();
    @Mixin private HomeOptions homes = new HomeOptions();

    @Override
    public final CommonOptions common() {
        return common;
    }

    final HomeOptions homes() {
        return homes;
    }

    final Home home() throws IOException {
        return homes.home();
    }

    final Output output() {
        return common.output();
    }
}
