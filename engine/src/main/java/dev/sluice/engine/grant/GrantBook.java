package dev.sluice.engine.grant;

import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.CreatorKey;
import dev.sluice.streaming.content.KeySeed;
import dev.sluice.streaming.grant.Denied;
import dev.sluice.streaming.grant.Grant;
import dev.sluice.streaming.grant.GrantException;
import dev.sluice.streaming.grant.Holder;
import dev.sluice.streaming.grant.Revocations;
import dev.sluice.streaming.grant.Serial;
import dev.sluice.streaming.grant.Transfer;
import dev.sluice.streaming.proto.SignedGrant;
import dev.sluice.streaming.proto.SignedRevocations;
import dev.sluice.streaming.proto.SignedTransfer;
import dev.sluice.streaming.store.Durable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A creator's grants: what was issued for which purchase, what was passed on, what is revoked. A
 * grant is on disk before it leaves, and asking again gives the same one.
 *
 * <p>Every change is made under a lock that other processes respect, in an order in which a crash
 * leaves either the old state or one that asking again completes.
 *
 * <pre>
 *   issued/SERIAL                          the grant
 *   issued/CHANNEL/CONTENT-FIRST-COUNT     the serial that was issued for those keys
 *   issued/moved-SERIAL                    the serial that replaced it
 *   revoked                                the signed list
 * </pre>
 */
public final class GrantBook {
    /** How long a grant is good, seconds: ten years. */
    public static final long VALID_SECONDS = 10L * 365 * 24 * 3_600;

    private static final Object IN_PROCESS = new Object();

    private final Path home;
    private final Path issued;
    private final CreatorKey creator;
    private final SecureRandom random = new SecureRandom();

    public GrantBook(Path home, CreatorKey creator) {
        this.home = home;
        this.issued = home.resolve("issued");
        this.creator = creator;
    }

    /** Gives the seeds of a range. */
    public interface Seeds {
        List<KeySeed> of(long first, long count);
    }

    private interface Change<T> {
        T make() throws IOException, GrantException;
    }

    /**
     * The grant for keys that a channel has bought: the one that was issued for them before, or a
     * new one. Keys are granted once for each purchase.
     */
    public SignedGrant issue(
            String channel,
            ContentId content,
            long first,
            long count,
            Supplier<List<KeySeed>> seeds,
            Holder holder,
            long nowSeconds)
            throws IOException, GrantException {
        return locked(
                () -> {
                    Path purchases = issued.resolve(channel);
                    Path purchase = purchases.resolve(content + "-" + first + "-" + count);
                    if (Files.exists(purchase)) return again(serial(purchase), holder, nowSeconds);
                    checkApart(purchases, content, first, count);
                    Grant grant =
                            Grant.of(
                                    content,
                                    first,
                                    count,
                                    seeds.get(),
                                    holder,
                                    Math.addExact(nowSeconds, VALID_SECONDS),
                                    random);
                    SignedGrant signed = keep(grant);
                    Durable.createPrivateDirectory(purchases);
                    Durable.write(purchase, grant.serial().toBytes());
                    return signed;
                });
    }

    /**
     * Whether a grant for exactly these keys is there to be given; when it is not, and some of them
     * are in another grant of that channel, the exception says so. Needs no lock: what is asked is
     * asked again when it is issued.
     */
    public boolean hasGranted(String channel, ContentId content, long first, long count)
            throws IOException, GrantException {
        Path purchases = issued.resolve(channel);
        if (Files.exists(purchases.resolve(content + "-" + first + "-" + count))) return true;
        checkApart(purchases, content, first, count);
        return false;
    }

    private SignedGrant again(Serial serial, Holder holder, long nowSeconds)
            throws IOException, GrantException {
        check(grant(serial), holder, nowSeconds);
        return signed(serial);
    }

    /** A slice that one purchase paid for is not granted twice under two ranges. */
    private static void checkApart(Path purchases, ContentId content, long first, long count)
            throws IOException, GrantException {
        if (!Files.isDirectory(purchases)) return;
        try (Stream<Path> files = Files.list(purchases)) {
            for (Path file : files.toList()) {
                String[] parts = String.valueOf(file.getFileName()).split("-", -1);
                if (parts.length != 3 || !parts[0].equals(content.toString())) continue;
                long otherFirst = Long.parseLong(parts[1]);
                long otherEnd = otherFirst + Long.parseLong(parts[2]);
                if (first < otherEnd && otherFirst < first + count)
                    throw denied(
                            Denied.Kind.OUT_OF_RANGE,
                            "slices that were not granted on this channel, or again "
                                    + otherFirst
                                    + "-"
                                    + (otherEnd - 1),
                            first + "-" + (first + count - 1));
            }
        }
    }

    /** Re-issues a grant to whom its holder names, and serves the old serial no more. */
    public SignedGrant transfer(SignedTransfer signed, Seeds seeds, long nowSeconds)
            throws IOException, GrantException {
        Transfer asked = Transfer.unverified(signed);
        return locked(
                () -> {
                    Grant old = grant(asked.serial());
                    Transfer transfer = Transfer.verify(signed, old.holder());
                    if (!transfer.content().equals(old.content()))
                        throw denied(Denied.Kind.WRONG_CONTENT, old.content(), transfer.content());
                    Path moved = issued.resolve("moved-" + old.serial());
                    if (Files.exists(moved)) return moved(old, serial(moved), transfer.to());
                    check(old, old.holder(), nowSeconds);
                    Grant next =
                            Grant.of(
                                    old.content(),
                                    old.first(),
                                    old.count(),
                                    seeds.of(old.first(), old.count()),
                                    transfer.to(),
                                    old.notAfter(),
                                    random);
                    SignedGrant kept = keep(next);
                    Durable.write(moved, next.serial().toBytes());
                    addRevoked(old.serial());
                    return kept;
                });
    }

    /** The same transfer again: a crash may have come before the list or the answer. */
    private SignedGrant moved(Grant old, Serial to, Holder holder)
            throws IOException, GrantException {
        Grant next = grant(to);
        if (!next.holder().equals(holder))
            throw denied(Denied.Kind.REPLAYED, next.holder(), holder);
        addRevoked(old.serial());
        return signed(to);
    }

    private void check(Grant grant, Holder holder, long nowSeconds)
            throws IOException, GrantException {
        boolean moved = Files.exists(issued.resolve("moved-" + grant.serial()));
        boolean revoked = moved || list().has(grant.serial());
        Optional<Denied> why = grant.checkService(holder, nowSeconds, revoked);
        if (why.isPresent()) throw new GrantException(why.get());
    }

    /** Whether a grant with that serial was ever issued. */
    public boolean hasIssued(Serial serial) {
        return Files.exists(issued.resolve(serial.toString()));
    }

    /** Serves a serial no more; the list as it is now. */
    public Revocations revoke(Serial serial) throws IOException, GrantException {
        return locked(
                () -> {
                    grant(serial);
                    return addRevoked(serial);
                });
    }

    private Revocations addRevoked(Serial serial) throws IOException, GrantException {
        Revocations before = list();
        Revocations after = before.with(serial);
        if (after.sequence() != before.sequence())
            Durable.write(home.resolve("revoked"), after.sign(creator).toByteArray());
        return after;
    }

    private Revocations list() throws IOException, GrantException {
        return Revocations.verify(revoked(), creator.publicKey());
    }

    /** The signed list of what is served no more. */
    public SignedRevocations revoked() {
        Path file = home.resolve("revoked");
        try {
            return Files.exists(file)
                    ? Revocations.parse(Durable.readCapped(file, Revocations.MAX_BYTES))
                    : Revocations.none(creator.publicKey()).sign(creator);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (GrantException e) {
            throw new java.io.UncheckedIOException(
                    new IOException(file + " is damaged: " + e.getMessage(), e));
        }
    }

    private SignedGrant keep(Grant grant) throws IOException {
        SignedGrant signed = grant.sign(creator);
        Durable.createPrivateDirectory(issued);
        Durable.writePrivate(issued.resolve(grant.serial().toString()), signed.toByteArray());
        return signed;
    }

    private Grant grant(Serial serial) throws IOException, GrantException {
        return Grant.verify(signed(serial), creator.publicKey());
    }

    private SignedGrant signed(Serial serial) throws IOException, GrantException {
        Path file = issued.resolve(serial.toString());
        if (!Files.exists(file))
            throw denied(Denied.Kind.WRONG_CREATOR, "a grant of this creator", serial);
        try {
            return Grant.parse(Durable.readCapped(file, Grant.MAX_BYTES));
        } catch (GrantException e) {
            throw e.in(file.toString());
        }
    }

    private static Serial serial(Path file) throws IOException {
        return Serial.of(Durable.readCapped(file, Serial.BYTES));
    }

    private <T> T locked(Change<T> change) throws IOException, GrantException {
        synchronized (IN_PROCESS) {
            try (FileChannel channel =
                            FileChannel.open(
                                    home.resolve("grants.lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                return change.make();
            }
        }
    }

    private static GrantException denied(Denied.Kind kind, Object expected, Object actual) {
        return new GrantException(
                new Denied(kind, String.valueOf(expected), String.valueOf(actual)));
    }
}
