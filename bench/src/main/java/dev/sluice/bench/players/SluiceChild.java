package dev.sluice.bench.players;

import dev.sluice.engine.cli.Main;
import java.io.IOException;

/** The command line in a process that ends in order when its stdin does. */
public final class SluiceChild {
    private SluiceChild() {}

    public static void main(String[] arguments) {
        Thread.ofPlatform().daemon().name("stdin").start(SluiceChild::hold);
        Main.main(arguments);
    }

    private static void hold() {
        try {
            int read = 0;
            while (read >= 0) read = System.in.read();
        } catch (IOException e) {
            // as good as its end
        }
        System.exit(0);
    }
}
