package dev.sluice.bench.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A way to bring a file from one process to another.
 *
 * <p>Its program is run as {@code COMMAND version}, {@code COMMAND serve FILE FOLDER} and {@code
 * COMMAND fetch ADDRESS}. The serving end says {@code {"address": …, "pid": …}} when it is ready;
 * the fetching one reads a target file a line, and says {@code {"first": seconds, "total":
 * seconds}} when all bytes are there. Both end with their stdin.
 *
 * @param does what a user gets, and the settings that matter
 */
record Peer(String name, String does, List<String> command) {
    private static final String JAVA = "java";

    static List<Peer> all(Path scripts, List<String> flags) {
        return List.of(
                new Peer(
                        "Sluice",
                        "QUIC; encrypted slices of 256 KiB, each verified, paid for, durable",
                        ours("paid", flags)),
                new Peer(
                        "raw QUIC",
                        "our transport alone: bytes from memory into none",
                        ours("raw", flags)),
                new Peer(
                        "HTTPS",
                        "nginx and curl: TLS 1.3 on TCP, sendfile; trusts the server",
                        List.of("python3", script(scripts, "https.py"))),
                new Peer(
                        "libtorrent",
                        "BitTorrent v1+v2 on TCP, sequential; pieces verified, not encrypted",
                        List.of("python3", script(scripts, "bittorrent.py"))),
                new Peer(
                        "WebTorrent",
                        "BitTorrent on TCP, sequential; pieces verified, not encrypted",
                        List.of("node", script(scripts, "webtorrent.mjs"))),
                new Peer(
                        "Hyperdrive",
                        "Noise on TCP; blocks of 64 KiB, each verified",
                        List.of("node", script(scripts, "hyperdrive.mjs"))));
    }

    private static String script(Path scripts, String name) {
        return scripts.resolve(name).toString();
    }

    private static List<String> ours(String kind, List<String> flags) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", JAVA).toString());
        command.addAll(flags);
        command.add("-Dsluice.root=" + System.getProperty("sluice.root", "."));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(SluiceEnd.class.getName(), kind));
        return command;
    }
}
