package dev.sluice.engine.grant;

import dev.sluice.streaming.grant.Delegation;
import dev.sluice.streaming.store.Durable;
import dev.sluice.streaming.text.Bytes;
import dev.sluice.streaming.text.PeerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The creator's memory of whom its delegations pay: an account belongs to one delegate, for a
 * channel that two nodes serve would sell twice for one voucher (I8). One file for each account.
 */
public final class Issued {
    private static final int MAX_TEXT = 1 << 10;

    private final Path directory;

    public Issued(Path home) {
        this.directory = home.resolve("delegated");
    }

    /** The delegate whose channels pay this account, if one does. */
    public Optional<PeerId> peerPaidAt(Bytes payee) throws IOException {
        Path file = directory.resolve(payee.toString());
        if (!Files.exists(file)) return Optional.empty();
        return Optional.of(PeerId.of(Durable.readCapped(file, MAX_TEXT)));
    }

    /** Keeps it, before the delegation leaves. */
    public void note(Delegation delegation) throws IOException {
        Durable.createPrivateDirectory(directory);
        Durable.write(
                directory.resolve(delegation.payee().toString()), delegation.peer().toBytes());
    }
}
