package dev.sluice.engine.cli;

import dev.sluice.engine.node.Home;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/**
 * Where a node says at which address it runs, or ran last: for `publish`, and for the next start.
 */
final class NodeFile {
    private NodeFile() {}

    static void write(Home home, PeerAddress address) throws IOException {
        Path next = home.nodeFile().resolveSibling("node.json.new");
        Files.writeString(next, Json.line(Map.of("address", address.toString())) + "\n");
        Files.move(next, home.nodeFile(), StandardCopyOption.ATOMIC_MOVE);
    }

    static Optional<PeerAddress> read(Home home) throws IOException {
        if (!Files.exists(home.nodeFile())) return Optional.empty();
        Object address = Json.read(Files.readString(home.nodeFile())).get("address");
        return address == null
                ? Optional.empty()
                : Optional.of(PeerAddress.parse(String.valueOf(address)));
    }
}
