package dev.sluice.engine.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command, with the options that every command has. */
abstract class Task implements Callable<Integer>, CommonOptions.Holder {
    @Mixin private CommonOptions common = new CommonOptions();

    @Override
    public final CommonOptions common() {
        return common;
    }

    final Output output() {
        return common.output();
    }
}
