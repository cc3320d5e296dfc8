package dev.sluice.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The repository under test: its root, and the files that git tracks or would track. */
final class Repository {
    private static final Repository HERE = find(Path.of("").toAbsolutePath());

    private final Path root;
    private final List<String> files;

    private Repository(Path root, List<String> files) {
        this.root = root;
        this.files = files;
    }

    static Repository here() {
        return HERE;
    }

    private static Repository find(Path from) {
        for (Path at = from; at != null; at = at.getParent())
            if (Files.exists(at.resolve("payments/pom.xml"))) return new Repository(at, list(at));
        throw new IllegalStateException("no repository at or above " + from);
    }

    private static List<String> list(Path root) {
        try {
            Process git =
                    new ProcessBuilder(
                                    "git",
                                    "-c",
                                    "safe.directory=*",
                                    "ls-files",
                                    "-z",
                                    "--cached",
                                    "--others",
                                    "--exclude-standard")
                            .directory(root.toFile())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (git.waitFor() != 0)
                throw new IllegalStateException("git ls-files failed in " + root);
            return Stream.of(out.split("\0"))
                    .filter(name -> Files.isRegularFile(root.resolve(name)))
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("git is needed to list the repository's files", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Path root() {
        return root;
    }

    /** Paths relative to the root, with forward slashes, sorted. */
    List<String> files(String... suffixes) {
        return files.stream().filter(name -> Stream.of(suffixes).anyMatch(name::endsWith)).toList();
    }

    List<String> files() {
        return files;
    }

    boolean exists(String name) {
        return Files.exists(root.resolve(name));
    }

    long size(String name) {
        try {
            return Files.size(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String name) {
        try {
            return Files.readString(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
