package dev.sluice.engine.it;

import dev.sluice.engine.cli.Main;
import java.io.IOException;

/**
 * The command line in a process of its own that does not outlive the test: when the pipe on its
 * stdin ends, whoever held it is gone, also by kill -9.
 */
public final class Leash {
    private static final int ORPHANED = 99;

    private Leash() {}

    public static void main(String[] arguments) {
        tie();
        Main.main(arguments);
    }

    /** Ties this process to whoever holds its stdin. */
    public static void tie() {
        Thread.ofPlatform().daemon().name("leash").start(Leash::hold);
    }

    private static void hold() {
        try {
            int read = 0;
            while (read >= 0) read = System.in.read();
        } catch (IOException e) {
            // as good as its end
        }
        Runtime.getRuntime().halt(ORPHANED);
    }
}
