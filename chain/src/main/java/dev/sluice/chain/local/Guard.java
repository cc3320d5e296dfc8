package dev.sluice.chain.local;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a program that dies with this process, however this process dies.
 *
 * <p>A shutdown hook does not run on kill -9. So a shell holds the reading end of a pipe whose
 * writing end only this JVM has; when the JVM is gone the pipe ends and the shell kills the
 * program. The shell ends by itself when the program does.
 *
 * <pre>
 *   JVM ──stdin──► cat ──end of file──► kill -9 program
 *    ▲                                      │
 *    └────stdout, stderr────────────────────┘
 * </pre>
 */
public final class Guard {
    private static final String SCRIPT =
            "exec 3<&0; \"$@\" </dev/null 3<&- & p=$!;"
                    + " { cat <&3; kill -9 $p; } >/dev/null 2>&1 & exec 3<&-; wait $p";

    private Guard() {}

    /** Without a POSIX shell the program runs unguarded and ends with {@code close()} only. */
    public static ProcessBuilder command(List<String> program) {
        List<String> command = new ArrayList<>();
        if (File.separatorChar == '/') command.addAll(List.of("sh", "-c", SCRIPT, "sluice-guard"));
        command.addAll(program);
        return new ProcessBuilder(command).redirectErrorStream(true);
    }
}
