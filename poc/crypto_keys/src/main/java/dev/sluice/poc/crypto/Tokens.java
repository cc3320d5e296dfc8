package dev.sluice.poc.crypto;

import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.content.CreatorKey;
import dev.sluice.streaming.content.KeySeed;
import dev.sluice.streaming.content.KeyTree;
import dev.sluice.streaming.grant.Grant;
import dev.sluice.streaming.grant.HolderKey;
import dev.sluice.streaming.grant.Revocations;
import dev.sluice.streaming.grant.Serial;
import dev.sluice.streaming.grant.Transfer;
import dev.sluice.streaming.proto.SignedTransfer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A transactable key from issue to revocation, by the product's own classes. The range is a quarter
 * of the work of {@link KeyHanding}, anywhere in it. No disk: the product forces three writes when
 * it moves a grant.
 */
final class Tokens {
    static final int REVOKED = 1000;
    static final long NOW = 1_800_000_000L;

    private static final int FIRST = 3001;
    private static final int COUNT = 2048;

    private final SecureRandom random = new SecureRandom();
    final CreatorKey creator = CreatorKey.fromSeed(Samples.bytes(32));
    final HolderKey holder = HolderKey.of(Samples.bytes(64));
    final HolderKey next = HolderKey.of(Samples.bytes(65, 64));
    final ContentId content = ContentId.of(Samples.bytes(33, 32));
    private final KeyTree tree = KeyHanding.tree();
    final Grant grant = grantFor(holder);
    final byte[] signed = grant.sign(creator).toByteArray();
    final Transfer transfer = new Transfer(content, grant.serial(), next.holder());
    final SignedTransfer signedTransfer = transfer.sign(holder);
    final Revocations revocations = revocations();
    final byte[] signedRevocations = revocations.sign(creator).toByteArray();

    private Grant grantFor(HolderKey to) {
        List<KeySeed> seeds = tree.seedsFor(FIRST, COUNT);
        return Grant.of(content, FIRST, COUNT, seeds, to.holder(), NOW + 3600, random);
    }

    /** The creator's work: seeds, sealing, pledges, signature. */
    byte[] issue(HolderKey to) {
        return grantFor(to).sign(creator).toByteArray();
    }

    /** What anybody does who is shown a grant: signature, holder, date, list. */
    boolean check(HolderKey shownBy) throws Exception {
        Grant shown = Grant.verify(signed, creator.publicKey());
        boolean revoked = revocations.has(shown.serial());
        return shown.checkService(shownBy.holder(), NOW, revoked).isEmpty();
    }

    int open() throws Exception {
        return Grant.verify(signed, creator.publicKey()).open(holder).size();
    }

    /**
     * The creator's answer to a transfer: check it, write the grant anew, revoke the old serial.
     */
    int move() throws Exception {
        Transfer asked = Transfer.verify(signedTransfer, holder.holder());
        byte[] fresh = issue(next);
        return fresh.length + revocations.with(asked.serial()).sign(creator).getSerializedSize();
    }

    private Revocations revocations() {
        TreeSet<Serial> serials = new TreeSet<>();
        for (int i = 0; i < REVOKED; i++) serials.add(Serial.random(random));
        return new Revocations(creator.publicKey(), REVOKED, serials);
    }

    static List<Map<String, Object>> costs(Rounds rounds) {
        Tokens tokens = new Tokens();
        int list = tokens.signedRevocations.length;
        List<Map<String, Object>> rows = new ArrayList<>();
        rows.add(
                row(
                        "issue (creator)",
                        rounds.micros(() -> tokens.issue(tokens.holder)[0]),
                        tokens.signed.length));
        rows.add(
                row(
                        "check: signature, holder, date, list",
                        rounds.micros(() -> tokens.check(tokens.holder) ? 1 : 0),
                        tokens.signed.length));
        rows.add(row("check and open (holder)", rounds.micros(tokens::open), tokens.signed.length));
        rows.add(
                row(
                        "ask for a transfer (holder)",
                        rounds.micros(
                                () -> tokens.transfer.sign(tokens.holder).getSerializedSize()),
                        tokens.signedTransfer.getSerializedSize()));
        rows.add(
                row(
                        "transfer: check, issue anew, revoke (creator)",
                        rounds.micros(tokens::move),
                        tokens.signed.length + list));
        rows.add(
                row(
                        "revoke: sign the list with one more (creator)",
                        rounds.micros(
                                () ->
                                        tokens.revocations
                                                .with(tokens.grant.serial())
                                                .sign(tokens.creator)
                                                .getSerializedSize()),
                        list));
        rows.add(
                row(
                        "take over a list of revoked grants (anybody)",
                        rounds.micros(
                                () ->
                                        Revocations.verify(
                                                        tokens.signedRevocations,
                                                        tokens.creator.publicKey())
                                                .serials()
                                                .size()),
                        list));
        return rows;
    }

    private static Map<String, Object> row(String step, double micros, int bytes) {
        return Row.of("step", step).figure("µs", micros).and("bytes", bytes).columns();
    }
}
