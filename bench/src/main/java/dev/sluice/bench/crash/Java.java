package dev.sluice.bench.crash;

import dev.sluice.engine.cli.Rehearsal;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How the children are started: from the jar, with the flags, the archive of classes and the
 * unpacked native code that the launcher gives {@code sluice run}.
 */
record Java(Path target, Path archive) {
    private static final List<String> FLAGS =
            List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-XX:-UsePerfData",
                    "-Xmx1g");
    private static final int ARCHIVE_SECONDS = 120;

    /** Makes the archive, in the campaign's own directory. */
    static Java prepare(Path directory) throws IOException, InterruptedException {
        Path target = Path.of(System.getProperty("sluice.root", ".")).resolve("engine/target");
        Java java = new Java(target.toAbsolutePath(), directory.resolve("sluice.aot"));
        List<String> command = start();
        command.add("-XX:AOTCacheOutput=" + java.archive());
        command.addAll(List.of("-Xlog:disable", "-cp", java.jar().toString()));
        command.add(Rehearsal.class.getName());
        command.add(Files.createDirectories(directory.resolve("rehearsal")).toString());
        command.add("serve");
        Process rehearsal =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!rehearsal.waitFor(ARCHIVE_SECONDS, TimeUnit.SECONDS)) rehearsal.destroyForcibly();
        if (!Files.exists(java.archive())) throw new IOException("no archive from " + command);
        return java;
    }

    private static List<String> start() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        return command;
    }

    private Path jar() {
        return target.resolve("sluice.jar");
    }

    List<String> command(Class<?> main) {
        Path natives = target.resolve("native");
        Path curve = natives.resolve("fr/acinq/secp256k1/jni/native/linux-x86_64");
        List<String> command = start();
        command.add("-XX:AOTCache=" + archive);
        command.add("-Xlog:disable");
        command.add(
                "-Djava.library.path="
                        + natives
                        + File.pathSeparator
                        + natives.resolve("META-INF/native"));
        if (Files.isDirectory(curve)) command.add("-Dfr.acinq.secp256k1.lib.path=" + curve);
        command.add("-cp");
        command.add(jar() + File.pathSeparator + System.getProperty("java.class.path"));
        command.add(main.getName());
        return command;
    }

    void environment(Map<String, String> environment) {
        environment.put("ROCKSDB_MUSL_LIBC", "false");
    }
}
