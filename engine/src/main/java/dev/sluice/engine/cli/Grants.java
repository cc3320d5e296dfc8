package dev.sluice.engine.cli;

import dev.sluice.engine.grant.GrantBox;
import dev.sluice.engine.grant.Holding;
import dev.sluice.engine.grant.RevocationBox;
import dev.sluice.engine.node.Home;
import dev.sluice.engine.node.PeerLookup;
import dev.sluice.engine.node.RevocationCheck;
import dev.sluice.streaming.content.Manifest;
import dev.sluice.streaming.grant.Denied;
import dev.sluice.streaming.grant.Grant;
import dev.sluice.streaming.grant.GrantException;
import dev.sluice.streaming.grant.Revocations;
import dev.sluice.streaming.grant.Serial;
import dev.sluice.streaming.store.Durable;
import dev.sluice.streaming.text.PeerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** What the commands that deal in grants share. */
final class Grants {
    private Grants() {}

    static long nowSeconds() {
        return System.currentTimeMillis() / 1_000;
    }

    /**
     * Before anybody is asked: an answer that cannot be written would have to be asked for again.
     */
    static void checkPlace(Path out) {
        Path directory = out.toAbsolutePath().getParent();
        if (directory == null || !Files.isWritable(directory) || Files.isDirectory(out))
            throw new CliException(
                    ExitCode.USAGE,
                    "-o " + out + " cannot be written",
                    "name a file in a directory that is there");
    }

    /** A file that a person named. */
    static byte[] read(Path file, int maxBytes, String what) throws IOException {
        if (!Files.isRegularFile(file))
            throw new CliException(ExitCode.NOT_FOUND, "no file " + file, "check the path");
        if (Files.size(file) > maxBytes)
            throw new CliException(
                    ExitCode.INTEGRITY,
                    file + " is no " + what + ": it has " + Files.size(file) + " bytes",
                    "at most " + maxBytes + " make one; look whether it is the right file");
        return Durable.readCapped(file, maxBytes);
    }

    /** What bytes say that may be from anybody. */
    interface Paper<T> {
        T read(byte[] bytes) throws GrantException;
    }

    /** What a file says that a person named. */
    static <T> T read(Path file, int maxBytes, String what, Paper<T> paper)
            throws IOException, GrantException {
        try {
            return paper.read(read(file, maxBytes, what));
        } catch (GrantException e) {
            throw e.in(file.toString());
        }
    }

    private static CliException none(Serial serial) {
        return new CliException(
                ExitCode.NOT_FOUND, "no grant " + serial + " here", "see: sluice key show");
    }

    static Grant held(GrantBox box, Serial serial) throws IOException, GrantException {
        return box.find(serial).orElseThrow(() -> none(serial));
    }

    /** What its creator serves no more, as far as can be known now. */
    static Revocations revoked(
            Home home, PeerLookup lookup, Manifest manifest, PeerAddress creator, Output output)
            throws IOException, GrantException {
        RevocationCheck check = new RevocationCheck(lookup, RevocationBox.at(home.directory()));
        RevocationCheck.Known known = check.ask(manifest, creator, nowSeconds());
        if (!known.fault().isEmpty())
            output.note(
                    known.given().isEmpty()
                            ? "revoked grants: no list of them was ever seen; " + known.fault()
                            : "revoked grants: list "
                                    + known.list().sequence()
                                    + ", which was kept, counts; its creator gave it "
                                    + ago(known.given().getAsLong())
                                    + "; "
                                    + known.fault());
        return known.list();
    }

    /** As whoever reads it reckons; a clock that was set back makes nothing younger than now. */
    private static String ago(long seconds) {
        Duration age = Duration.ofSeconds(Math.max(0, nowSeconds() - seconds));
        if (age.toMinutes() < 1) return age.toSeconds() + " s ago";
        if (age.toHours() < 1) return age.toMinutes() + " min ago";
        return age.toDays() < 2 ? age.toHours() + " h ago" : age.toDays() + " days ago";
    }

    /**
     * What is held of a work. A grant that is not good, and that no other replaces, ends the
     * command: what it was to give would have to be paid for.
     */
    static Holding holding(
            Home home, PeerLookup lookup, Manifest manifest, PeerAddress creator, Output output)
            throws IOException, GrantException {
        GrantBox box = GrantBox.at(home.directory());
        if (box.of(manifest.id()).isEmpty()) return Holding.NONE;
        Revocations revoked = revoked(home, lookup, manifest, creator, output);
        Holding holding =
                box.holding(
                        manifest,
                        home.authority().holderKey(new SecureRandom()),
                        revoked,
                        nowSeconds());
        for (Holding.Useless useless : holding.useless()) {
            if (!holding.replaces(useless.grant())) throw refused(useless, revoked);
            output.note("grant " + useless.grant().serial() + " is not used: " + useless.why());
        }
        return holding;
    }

    static CliException refused(Holding.Useless useless, Revocations revoked) {
        Serial serial = useless.grant().serial();
        String list =
                useless.why().kind() == Denied.Kind.REVOKED
                        ? " (list " + revoked.sequence() + " of its creator)"
                        : "";
        return new CliException(
                ExitCode.PAYMENT,
                "grant " + serial + " is good no more: " + useless.why() + list,
                "nothing was paid; after `sluice key drop "
                        + serial
                        + "` its keys are bought like any others");
    }

    /** What is held, how it stands, and as of when that is known. */
    static void show(Output output, Grant grant, String state, OptionalLong given) {
        Map<String, Object> object = object(grant, state, "0");
        if (given.isPresent()) object.put("revocationsGiven", given.getAsLong());
        tell(output, grant, state, object);
        if (output.json()) return;
        output.result(
                given.isEmpty()
                        ? "  no list of its creator's revoked grants was ever seen"
                        : "  its creator gave its list of revoked grants "
                                + ago(given.getAsLong()));
    }

    /** One line for a person, or one object for a script. */
    static void tell(Output output, Grant grant, String state, String paid) {
        tell(output, grant, state, object(grant, state, paid));
    }

    private static Map<String, Object> object(Grant grant, String state, String paid) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "grant");
        object.put("serial", grant.serial().toString());
        object.put("content", grant.content().toString());
        object.put("first", grant.first());
        object.put("last", grant.end() - 1);
        object.put("holder", grant.holder().toString());
        object.put("notAfter", grant.notAfter());
        object.put("state", state);
        object.put("paid", paid);
        return object;
    }

    private static void tell(Output output, Grant grant, String state, Map<String, Object> object) {
        if (output.json()) {
            output.result(object);
            return;
        }
        output.result(
                grant.serial()
                        + "  slices "
                        + grant.first()
                        + "-"
                        + (grant.end() - 1)
                        + ", until "
                        + Instant.ofEpochSecond(grant.notAfter())
                        + ("good".equals(state) ? "" : ", " + state));
        output.result("  of " + grant.content());
        output.result("  for " + grant.holder());
    }
}
