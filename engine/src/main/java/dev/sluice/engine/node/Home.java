package dev.sluice.engine.node;

import dev.sluice.engine.grant.KeyAuthority;
import dev.sluice.engine.store.RocksChannelStore;
import dev.sluice.streaming.content.CreatorKey;
import dev.sluice.streaming.quic.PeerIdentity;
import dev.sluice.streaming.store.ContentSecrets;
import dev.sluice.streaming.store.Durable;
import dev.sluice.streaming.store.FileSliceStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/**
 * A node's directory.
 *
 * <pre>
 *   identity.pem   the key behind the peer id
 *   creator.key    the Ed25519 seed that signs manifests, 32 bytes, 0600
 *   holder.key     the secret that grants and delegations are sealed to, 0600
 *   wallet.json    the account, keystore V3
 *   signer.key     signs vouchers, 64 hexadecimal digits, 0600
 *   node.json      the address of the node that runs here, while it runs
 *   status.json    how that node stands, written each second
 *   content/       ciphertext that the node serves, by content id
 *   uses           what the works of others were good for, and which are pinned
 *   passing/       ciphertext of works that were begun and not played to their end
 *   secrets/       root seeds of own and delegated works
 *   delegations/   the right to sell keys of works of others
 *   grants/        keys that were bought to be held or passed on
 *   ended/         purchases whose grant is served no more
 *   revocations/   what other creators serve no more, as far as is known
 *   revoked        serials of own grants that are served no more
 *   evidence/      proof against those who sold or granted wrong keys
 *   state/         channels (RocksDB)
 *   lock           held by the one process that may sign; says which
 * </pre>
 */
public record Home(Path directory) {
    /** Makes the directory, readable by its owner only, when it is not there. */
    public static Home at(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory.toAbsolutePath().getParent());
            Durable.createPrivateDirectory(directory);
        }
        return new Home(directory);
    }

    public PeerIdentity identity(SecureRandom random) throws IOException {
        Path file = directory.resolve("identity.pem");
        if (Files.exists(file)) return PeerIdentity.load(file);
        PeerIdentity identity = PeerIdentity.generate(random);
        identity.save(file);
        return identity;
    }

    public CreatorKey creatorKey(SecureRandom random) throws IOException {
        Path file = directory.resolve("creator.key");
        if (Files.exists(file)) return CreatorKey.fromSeed(Files.readAllBytes(file));
        CreatorKey key = CreatorKey.generate(random);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, key.seed(), StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        return key;
    }

    /** By what right this node sells keys; also where its holder's key is. */
    public KeyAuthority authority() {
        return new KeyAuthority(directory);
    }

    public Path walletFile() {
        return directory.resolve("wallet.json");
    }

    public Path signerFile() {
        return directory.resolve("signer.key");
    }

    public Path nodeFile() {
        return directory.resolve("node.json");
    }

    public Path statusFile() {
        return directory.resolve("status.json");
    }

    public Path usesFile() {
        return directory.resolve("uses");
    }

    public FileSliceStore contents() throws IOException {
        return FileSliceStore.open(directory);
    }

    /** What is only kept to go on from, and is not served. */
    public FileSliceStore passing() throws IOException {
        return FileSliceStore.open(directory.resolve("passing"));
    }

    public ContentSecrets secrets() {
        return new ContentSecrets(directory);
    }

    /** Whether anything was ever paid or earned here. */
    public boolean hasChannels() {
        return Files.isDirectory(directory.resolve("state"));
    }

    /** For looking, also while a node has it open; only when there {@link #hasChannels are any}. */
    public RocksChannelStore channelsReadOnly() {
        return RocksChannelStore.openReadOnly(directory.resolve("state"));
    }

    /** The right to sign here; read-only use needs none. {@code holder} is what to call it. */
    public HomeLock lock(String holder) throws IOException {
        return HomeLock.take(directory, holder);
    }

    public RocksChannelStore channels() {
        return RocksChannelStore.open(directory.resolve("state"));
    }
}
